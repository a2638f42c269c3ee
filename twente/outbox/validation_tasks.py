"""After the second signature the worker checks the document once and keeps the result (Archiefregeling art. 24c)."""

from datetime import datetime, timedelta

from celery import shared_task
from django.db import close_old_connections
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from twente.core import clock
from twente.core.models import User
from twente.documents.models import Document, ValidationRecord
from twente.documents.recording import keep_validation
from twente.documents.selectors import FIELD_OF_ACT
from twente.outbox.models import Job
from twente.outbox.services import beat, handles, queue_job

VALIDATION_JOB = "document_validation"
AGAIN = timedelta(days=1)
"""So long after a check that failed the worker is asked once more."""


def ask_validation(document: Document, by: User, now: datetime) -> None:
    """Ask the worker, in the transaction of the signature."""
    queue_job(agreement=document.agreement, kind=VALIDATION_JOB, target_id=document.pk, owner=by, now=now)


@shared_task
def ask_missing() -> None:
    """Ask for every check that did not come: it failed, or the signatures are older than the checks."""
    close_old_connections()
    now = clock.now()
    for document in unchecked(now):
        signed = document.revisions.defer("content").filter(act__in=FIELD_OF_ACT).latest("number")
        if signed.made_by is not None:
            ask_validation(document, signed.made_by, now)
    beat(task="validations", now=now)


def unchecked(now: datetime) -> QuerySet[Document]:
    """Documents with both signatures and no check; not what was destroyed, asked lately, or settled by somebody."""
    checks = ValidationRecord.objects.filter(revision__document=OuterRef("pk"))
    lately = Q(state__in=Job.OPEN) | Q(queued_at__gt=now - AGAIN) | Q(settled_at__isnull=False)
    asked = Job.objects.filter(lately, kind=VALIDATION_JOB, target_id=OuterRef("pk"))
    signatures = Count("revisions", filter=Q(revisions__act__in=FIELD_OF_ACT))
    rows = Document.objects.annotate(signatures=signatures).filter(signatures=len(FIELD_OF_ACT), tombstone=None)
    return rows.filter(~Exists(checks), ~Exists(asked)).select_related("agreement").order_by("pk")


@handles(VALIDATION_JOB)
def record_validation(document_id: int, now: datetime) -> None:
    """Check and keep. A job may run twice, or die half-way: the result is kept once."""
    keep_validation(document=Document.objects.select_related("agreement").get(pk=document_id), now=now)
