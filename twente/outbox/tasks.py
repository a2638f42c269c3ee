"""What Celery's beat asks for. The rows are the queue; a lost, double or late tick does no harm."""

import logging
import smtplib

from celery import shared_task
from django.db import close_old_connections

from twente.core import clock
from twente.outbox import bounce_tasks, deadline_tasks, emptying_tasks, overview_tasks, services, validation_tasks
from twente.outbox.bouncing import selectors
from twente.outbox.bouncing import services as bouncing
from twente.outbox.models import Bounce, Job, Message
from twente.outbox.postman import Postman

__all__ = [
    "bounce_tasks",
    "deadline_tasks",
    "drain",
    "emptying_tasks",
    "overview_tasks",
    "run_jobs",
    "validation_tasks",
]
log = logging.getLogger(__name__)


@shared_task
def drain() -> None:
    """Send every due message, one by one, each outside a transaction."""
    close_old_connections()
    with Postman() as postman:
        while (message := services.claim_message(now=clock.now())) is not None:
            deliver(message, postman)
    services.beat(task="outbox", now=clock.now())


def deliver(message: Message, postman: Postman) -> None:
    """Send one claimed message, unless its address was refused for good; any other refusal is tried again later."""
    if selectors.refused(message.recipient):
        bouncing.hold(message=message)
        return
    try:
        services.send_message(message, postman)
    except (smtplib.SMTPException, OSError, ValueError) as error:
        log.warning("message %s not sent: %s", message.pk, error)
        fail(message, error)
    else:
        services.mark_sent(message=message, now=clock.now())


def fail(message: Message, error: Exception) -> None:
    """The address is wrong, and nobody tries again; or the mail server says no for now."""
    returned, now = bouncing.refused_by(error), clock.now()
    if returned is None:
        services.mark_failed(message=message, error=str(error), now=now)
    else:
        bouncing.record_bounce(message=message, returned=returned, source=Bounce.Source.SMTP, now=now)


@shared_task
def run_jobs() -> None:
    """Do every waiting job, one by one."""
    close_old_connections()
    while (job := services.claim_job(now=clock.now())) is not None:
        run(job)
    services.beat(task="jobs", now=clock.now())


def run(job: Job) -> None:
    """Do one job; whatever goes wrong is kept with the job, so that its owner sees it."""
    try:
        services.HANDLERS[job.kind](job.target_id, clock.now())
    except Exception as error:
        log.exception("job %s failed", job.pk)
        services.fail_job(job=job, error=f"{type(error).__name__}: {error}", now=clock.now())
    else:
        services.finish_job(job=job, now=clock.now())
