"""The PDF of an established result: asked for at the establishing, kept once, never changed (BOK-5.6, 8h, 17)."""

from datetime import datetime

from django.db import transaction

from twente.core import audit
from twente.core.models import User
from twente.core.refusals import Refusal
from twente.documents.models import Document
from twente.documents.services import store_rendered
from twente.outbox.models import Job
from twente.outbox.services import queue_job
from votes import selectors
from votes.models import Proposal
from votes.printed import PDF_JOB, document_key, result_document


class NotEstablished(Refusal):
    """Only an established result becomes a document."""

    sentence = "De uitslag is nog niet vastgesteld. Het document komt na het vaststellen."


@transaction.atomic
def request_document(*, proposal: Proposal, by: User, now: datetime) -> Job | None:
    """Ask the worker for the document; None when it is there already. Raises NotEstablished."""
    vote = selectors.locked(proposal)
    if vote.established_at is None:
        raise NotEstablished
    if result_document(vote):
        return None
    agreement = selectors.agreement_of(vote)
    job = queue_job(agreement=agreement, kind=PDF_JOB, target_id=vote.pk, owner=by, now=now)
    audit.record(agreement=agreement, by=by, at=now, action="result_document_requested", target=vote)
    return job


@transaction.atomic
def keep_document(*, proposal: Proposal, pdf: bytes, now: datetime) -> Document:
    """Keep the finished PDF; a second run finds the first one's document. Raises NotEstablished."""
    vote = selectors.locked(proposal)
    if vote.established_at is None:
        raise NotEstablished
    return result_document(vote) or store_rendered(
        agreement=selectors.agreement_of(vote),
        kind="vote_result",
        title=f"Uitslag: {vote.title}"[:200],
        source_key=document_key(vote),
        pdf=pdf,
        by=vote.established_by,
        now=now,
    )
