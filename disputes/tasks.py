"""Background work of disputes: mails about terms, and letters. A task may run twice, or die half-way."""

import logging
from datetime import datetime

from celery import shared_task
from django.db import close_old_connections, transaction
from django.db.models import QuerySet

from disputes.documents import letter_pdf
from disputes.models import Dispute, Letter
from disputes.rules.facts import ENDINGS
from disputes.selectors.letters import LETTER_JOB
from disputes.selectors.state import standing
from disputes.services.letters import keep_letter
from disputes.services.locking import lock
from disputes.services.mailing import remind
from twente.core import clock
from twente.core.dates import day_of
from twente.outbox.services import beat, handles

log = logging.getLogger(__name__)


@shared_task
def remind_disputes() -> None:
    """Queue the mails about running terms, each dispute in a transaction of its own; one that fails stops no other.

    The heart beats only when every dispute was looked at.
    """
    close_old_connections()
    failed = 0
    for dispute in open_disputes():
        try:
            remind_one(dispute)
        except Exception:
            log.exception("dispute %s not reminded", dispute.pk)
            failed += 1
    if not failed:
        beat(task="disputes", now=clock.now())


def open_disputes() -> QuerySet[Dispute]:
    """Those that can still have a running term."""
    return Dispute.objects.exclude(facts__kind__in=ENDINGS).order_by("pk")


@transaction.atomic
def remind_one(dispute: Dispute) -> None:
    """The mails of one dispute, from the facts as they are under its lock."""
    now = clock.now()
    remind(standing(lock(dispute), day_of(now)), now=now)


@handles(LETTER_JOB)
def make_letter(letter_id: int, now: datetime) -> None:
    """Print a letter and keep it. Printing happens outside the transaction: it takes seconds."""
    letter = Letter.objects.select_related("dispute__agreement", "asked_by").get(pk=letter_id)
    if letter.document_id is None:
        keep_letter(letter=letter, pdf=letter_pdf(letter), now=now)
