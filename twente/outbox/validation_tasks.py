"""After the second signature the worker checks the document once and keeps the result (Archiefregeling art. 24c)."""

from datetime import datetime

from twente.core.models import User
from twente.documents.models import Document
from twente.documents.recording import keep_validation
from twente.outbox.services import handles, queue_job

VALIDATION_JOB = "document_validation"


def ask_validation(document: Document, by: User, now: datetime) -> None:
    """Ask the worker, in the transaction of the signature."""
    queue_job(agreement=document.agreement, kind=VALIDATION_JOB, target_id=document.pk, owner=by, now=now)


@handles(VALIDATION_JOB)
def record_validation(document_id: int, now: datetime) -> None:
    """Check and keep. A job may run twice, or die half-way: the result is kept once."""
    keep_validation(document=Document.objects.select_related("agreement").get(pk=document_id), now=now)
