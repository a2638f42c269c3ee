"""Background work of minutes. A job may run twice, or die half-way: the document comes once."""

from datetime import datetime

from meetings.documents import minutes_pdf
from meetings.models import Minutes
from meetings.services.minutes import PDF_JOB, NotAdoptedYet, keep_annex, keep_document
from twente.outbox.services import handles


@handles(PDF_JOB)
def make_minutes_pdf(minutes_id: int, now: datetime) -> None:
    """Print adopted minutes and their annex, and keep both. Printing happens outside the transaction: it takes seconds.

    Raises NotAdoptedYet.
    """
    minutes = Minutes.objects.get(pk=minutes_id)
    if minutes.content is None:
        raise NotAdoptedYet
    if minutes.annex is not None and minutes.annex_document_id is None:
        keep_annex(minutes=minutes, pdf=minutes_pdf(minutes.annex), now=now)
    if minutes.document_id is None:
        keep_document(minutes=minutes, pdf=minutes_pdf(minutes.content), now=now)
