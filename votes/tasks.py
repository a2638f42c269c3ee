"""Found by Celery: the background work of this room. A late, double or missing tick changes no result."""

import logging

from celery import shared_task
from django.db import close_old_connections

from twente.core import clock
from twente.outbox.services import beat
from votes import document_tasks, selectors
from votes.services import close_vote

__all__ = ["close_due", "document_tasks"]
log = logging.getLogger(__name__)


@shared_task
def close_due() -> None:
    """Count every vote whose time is over, each in a transaction of its own; one that fails keeps no other waiting."""
    close_old_connections()
    for proposal in selectors.due_proposals(clock.now()):
        try:
            close_vote(proposal=proposal, by=None, now=clock.now())
        except Exception:
            log.exception("vote %s not closed", proposal.pk)
    beat(task="votes", now=clock.now())
