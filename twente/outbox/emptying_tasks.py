"""Once a day what stood in old mails is forgotten; the register of what went out stays (spec/security.md section 1)."""

from celery import shared_task
from django.db import close_old_connections

from twente.core import clock
from twente.outbox.services import BATCH, beat, empty_old_mails


@shared_task
def empty_old() -> None:
    """Batch after batch, so that no other work waits; a round that dies half-way is finished by the next."""
    close_old_connections()
    while empty_old_mails(now=clock.now()) == BATCH:
        pass
    beat(task="emptying", now=clock.now())
