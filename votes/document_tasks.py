"""Background work of results. A job may run twice, or die half-way: the document comes once."""

from datetime import datetime

from twente.outbox.services import handles
from votes.documents import result_content, result_pdf
from votes.models import Proposal
from votes.printed import PDF_JOB, result_document
from votes.services.documenting import NotEstablished, keep_document


@handles(PDF_JOB)
def make_result_pdf(proposal_id: int, now: datetime) -> None:
    """Print an established result and keep the document. Printing happens outside the transaction: it takes seconds.

    Raises NotEstablished.
    """
    proposal = Proposal.objects.get(pk=proposal_id)
    if proposal.established_at is None:
        raise NotEstablished
    if result_document(proposal) is None:
        keep_document(proposal=proposal, pdf=result_pdf(result_content(proposal)), now=now)
