"""Background work of minutes. A job may run twice, or die half-way: the document comes once."""

from datetime import datetime

from meetings import paper_tasks
from meetings.documents import minutes_pdf
from meetings.models import Minutes
from meetings.services.minutes import PDF_JOB, NotAdoptedYet, keep_document
from twente.outbox.services import handles

__all__ = ["make_minutes_pdf", "paper_tasks"]


@handles(PDF_JOB)
def make_minutes_pdf(minutes_id: int, now: datetime) -> None:
    """Print adopted minutes and keep the document. Printing happens outside the transaction: it takes seconds.

    Raises NotAdoptedYet.
    """
    minutes = Minutes.objects.get(pk=minutes_id)
    if minutes.content is None:
        raise NotAdoptedYet
    if minutes.document_id is None:
        keep_document(minutes=minutes, pdf=minutes_pdf(minutes.content), now=now)
