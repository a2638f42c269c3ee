"""The mail of the day, on the tick of Celery's beat. A late, double or missing tick changes no mail."""

import logging

from celery import shared_task
from django.db import close_old_connections

from meetings.services.digests import send_digest
from twente.core import clock
from twente.core.dates import in_amsterdam
from twente.core.models import User
from twente.outbox.services import beat

DAY_STARTS = 7
"""The hour (Amsterdam) from which the mail of the day goes out."""
log = logging.getLogger(__name__)


@shared_task
def send_digests() -> None:
    """The mail of the day for everybody who takes part, each in a transaction of its own; twice is once."""
    close_old_connections()
    now = clock.now()
    if in_amsterdam(now).hour >= DAY_STARTS:
        for user in User.objects.filter(is_active=True).exclude(email="").order_by("pk"):
            try:
                send_digest(user=user, now=now)
            except Exception:
                log.exception("no mail of the day for person %s", user.pk)
    beat(task="digests", now=clock.now())
