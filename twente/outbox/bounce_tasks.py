"""Reads the mailbox to which mail comes back. A round may run twice or die half-way: every report counts once."""

from pathlib import Path

from celery import shared_task
from django.conf import settings
from django.db import close_old_connections

from twente.core import clock
from twente.outbox.bouncing.folder import empty
from twente.outbox.bouncing.reports import read_report
from twente.outbox.bouncing.services import record_report
from twente.outbox.services import beat


@shared_task
def read_returned() -> None:
    """Look at every letter; nothing to do where no mailbox is set."""
    close_old_connections()
    if settings.BOUNCE_MAILBOX:
        empty(Path(settings.BOUNCE_MAILBOX), understood)
    beat(task="bounces", now=clock.now())


def understood(raw: bytes) -> bool:
    """Whether a letter was a report about a mail of ours."""
    report = read_report(raw)
    return report is not None and record_report(report=report, now=clock.now())
