"""Background work of minutes. A job may run twice, or die half-way: the document comes once."""

import logging
from datetime import datetime

from celery import shared_task
from django.db import close_old_connections

from meetings import digest_tasks, excerpt_tasks, paper_tasks, review_tasks
from meetings.documents import minutes_pdf
from meetings.models import Minutes
from meetings.services.minutes import PDF_JOB, NotAdoptedYet, keep_annex, keep_document
from meetings.services.reminding import due_actions, remind_owner
from twente.core import clock
from twente.core.dates import day_of
from twente.outbox.services import beat, handles

__all__ = ["digest_tasks", "excerpt_tasks", "make_minutes_pdf", "paper_tasks", "remind_owners", "review_tasks"]
log = logging.getLogger(__name__)


@handles(PDF_JOB)
def make_minutes_pdf(minutes_id: int, now: datetime) -> None:
    """Print adopted minutes and their annex, and keep both. Printing happens outside the transaction: it takes seconds.

    Raises NotAdoptedYet.
    """
    minutes = Minutes.objects.get(pk=minutes_id)
    if minutes.content is None:
        raise NotAdoptedYet
    if minutes.annex is not None and minutes.annex_document_id is None:
        keep_annex(minutes=minutes, pdf=minutes_pdf(minutes.annex), now=now)
    if minutes.document_id is None:
        keep_document(minutes=minutes, pdf=minutes_pdf(minutes.content), now=now)


@shared_task
def remind_owners() -> None:
    """Queue the mails about actions that are due, each in a transaction of its own; one that fails stops no other."""
    close_old_connections()
    for action_id in due_actions(day_of(clock.now())):
        try:
            remind_owner(action_id=action_id, now=clock.now())
        except Exception:
            log.exception("action %s not reminded", action_id)
    beat(task="actions", now=clock.now())
