"""What Celery's beat asks for. The rows are the queue; a lost, double or late tick does no harm."""

import logging
import smtplib

from celery import shared_task
from django.db import close_old_connections

from twente.core import clock
from twente.outbox import deadline_tasks, services
from twente.outbox.models import Job, Message
from twente.outbox.postman import Postman

__all__ = ["deadline_tasks", "drain", "run_jobs"]
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
    """Send one claimed message; a refusal of the mail server is kept and tried again later."""
    try:
        services.send_message(message, postman)
    except (smtplib.SMTPException, OSError, ValueError) as error:
        log.warning("message %s not sent: %s", message.pk, error)
        services.mark_failed(message=message, error=str(error), now=clock.now())
    else:
        services.mark_sent(message=message, now=clock.now())


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
