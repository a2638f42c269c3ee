"""The sweep over all terms, on the tick of Celery's beat. A late, double or missing tick tells nobody twice."""

import logging

from celery import shared_task
from django.db import close_old_connections

from twente.core import clock, termlist
from twente.core.models import Agreement
from twente.outbox import services
from twente.outbox.deadlines.services import BATCH, refresh, tell

log = logging.getLogger(__name__)


@shared_task
def sweep_deadlines() -> None:
    """Compute every term again, then queue the mails that are due. A room that fails stops no other.

    The heart beats only when every room told its terms.
    """
    close_old_connections()
    failed = 0
    for agreement in Agreement.objects.order_by("pk"):
        for room in sorted(termlist.SWEPT):
            try:
                refresh(agreement=agreement, room=room, now=clock.now())
            except Exception:
                log.exception("terms of %s in agreement %s not computed", room, agreement.pk)
                failed += 1
    while tell(now=clock.now()) == BATCH:
        pass
    if not failed:
        services.beat(task="deadlines", now=clock.now())
