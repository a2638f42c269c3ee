"""The overview of the week, on the tick of Celery's beat. A late, double or missing tick makes no second mail."""

import logging
from datetime import date, datetime

from celery import shared_task
from django.db import close_old_connections

from twente.core import clock
from twente.outbox.choosing.rules import due_week
from twente.outbox.choosing.selectors import waiting_for
from twente.outbox.choosing.services import send_overview
from twente.outbox.deadlines.audience import Audience
from twente.outbox.services import beat

log = logging.getLogger(__name__)


@shared_task
def send_overviews() -> None:
    """The overview of this week for everybody who wants one, unless it is an hour at which no mail goes out."""
    close_old_connections()
    now = clock.now()
    monday = due_week(now)
    if monday is None or send_of_week(monday, now):
        beat(task="overviews", now=clock.now())


def send_of_week(monday: date, now: datetime) -> bool:
    """Each in a transaction of its own; one that fails stops no other, and is tried again by the next tick.

    Whether none failed.
    """
    audience, failed = Audience(now), 0
    for user in waiting_for(monday):
        try:
            send_overview(user=user, monday=monday, audience=audience)
        except Exception:
            log.exception("no overview of the week for person %s", user.pk)
            failed += 1
    return not failed
