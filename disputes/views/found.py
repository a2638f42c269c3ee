"""The dispute of an address, for who may do this with it; to anybody else it does not exist."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from disputes.addresses import FileNumber
from disputes.models import Dispute
from disputes.selectors.access import FILE, disputes_for, enters
from twente.core.access import AgreementRequest
from twente.core.agreement import Rulebook
from twente.core.selectors import rulebook_on


def dispute_here(request: AgreementRequest, file: FileNumber, act: str = FILE) -> Dispute:
    """The dispute with this number. Raises Http404."""
    rows = disputes_for(request.actor, act).select_related("agreement", "agreement_version")
    return get_object_or_404(rows, year=file.year, number=file.number)


def book_here(request: AgreementRequest) -> Rulebook:
    """The rulebook of today, for who may be in this room. Raises Http404."""
    book = rulebook_on(request.agreement, request.actor.on)
    if not enters(request.actor, book):
        raise Http404
    return book
