"""The document of an address, for who may know of it."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from twente.core.access import AgreementRequest
from twente.core.refusals import Refusal
from twente.documents.kinds import KINDS
from twente.documents.models import Document
from twente.documents.selectors import is_signed


class NotSignedYet(Refusal):
    """Two signatures, or it does not leave the overleg (BOK-5.6, 8h)."""

    sentence = "Dit document is nog niet door voorzitter en secretaris ondertekend."


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
