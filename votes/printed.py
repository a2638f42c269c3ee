"""Where the PDF of an established result is kept, and under which name the worker is asked for it."""

from twente.documents.models import Document
from twente.outbox.models import Job
from twente.outbox.selectors import latest_job
from votes import selectors
from votes.models import Proposal

PDF_JOB = "vote_pdf"


def document_key(proposal: Proposal) -> str:
    """Under which key the PDF of this result is kept."""
    return f"vote:{proposal.pk}"


def result_document(proposal: Proposal) -> Document | None:
    """The PDF of an established result, once it was made."""
    return Document.objects.filter(source_key=document_key(proposal)).first()


def document_job(proposal: Proposal) -> Job | None:
    """The newest request for it."""
    return latest_job(selectors.agreement_of(proposal), PDF_JOB, proposal.pk)
