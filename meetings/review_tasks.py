"""The reminder of a review round, on the tick of Celery's beat. A late, double or missing tick changes no mail."""

import logging

from celery import shared_task
from django.db import close_old_connections

from meetings.services.review_reminding import remind_reviewers, running_rounds
from twente.core import clock
from twente.outbox.services import beat

log = logging.getLogger(__name__)


@shared_task
def remind_silent_parties() -> None:
    """Queue the mails that are due, each round in a transaction of its own; one that fails stops no other."""
    close_old_connections()
    for round_id in running_rounds(clock.now()):
        try:
            remind_reviewers(round_id=round_id, now=clock.now())
        except Exception:
            log.exception("nobody reminded of review round %s", round_id)
    beat(task="reviews", now=clock.now())
