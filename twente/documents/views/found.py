"""The document of an address, for who may know of it."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from twente.core.access import AgreementRequest
from twente.documents.kinds import KINDS
from twente.documents.models import Document
from twente.documents.selectors import NotSignedYet, is_signed


def document_here(request: AgreementRequest, public_id: UUID) -> Document:
    """The document, if this person may read it now. Raises Http404, and NotSignedYet for who may read it later."""
    rows = Document.objects.select_related("agreement").filter(agreement=request.agreement, kind__in=KINDS)
    document = get_object_or_404(rows, public_id=public_id)
    kind = KINDS[document.kind]
    if not kind.readable(request.actor, document):
        raise Http404
    if not is_signed(document) and not kind.draft(request.actor, document):
        raise NotSignedYet
    return document
