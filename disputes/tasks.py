"""Background work of disputes: mails about terms, and letters. A task may run twice, or die half-way."""

import logging

from celery import shared_task
from django.db import close_old_connections, transaction

from disputes.models import Dispute
from disputes.rules.facts import ENDINGS
from disputes.selectors.state import standing
from disputes.services.locking import lock
from disputes.services.mailing import remind
from twente.core import clock
from twente.core.dates import day_of
from twente.outbox.services import beat

log = logging.getLogger(__name__)


@shared_task
def remind_disputes() -> None:
    """Queue the mails about running terms, each dispute in a transaction of its own; one that fails stops no other."""
    close_old_connections()
    for dispute in Dispute.objects.exclude(facts__kind__in=ENDINGS).order_by("pk"):
        try:
            remind_one(dispute)
        except Exception:
            log.exception("dispute %s not reminded", dispute.pk)
    beat(task="disputes", now=clock.now())


@transaction.atomic
def remind_one(dispute: Dispute) -> None:
    """The mails of one dispute, from the facts as they are under its lock."""
    now = clock.now()
    remind(standing(lock(dispute), day_of(now)), now=now)
