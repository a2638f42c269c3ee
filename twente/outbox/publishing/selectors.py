"""Reads of what was published: what stands now, what was taken back."""

import uuid

from django.db.models import QuerySet

from twente.core.models import Agreement
from twente.documents.models import Document, Revision
from twente.documents.selectors import exact_revision
from twente.outbox.publishing.models import Publication


def publications(agreement: Agreement) -> QuerySet[Publication]:
    """Everything that was ever published under an agreement, newest first."""
    rows = Publication.objects.filter(document__agreement=agreement)
    return rows.select_related("document__agreement", "document__tombstone", "published_by", "withdrawn_by")


def standing(agreement: Agreement) -> QuerySet[Publication]:
    """What was published and not taken back, the newest document first."""
    return publications(agreement).filter(withdrawn_at__isnull=True).order_by("-dated_on", "-published_at", "-id")


def latest(agreement: Agreement, public_id: uuid.UUID) -> Publication | None:
    """The last publication of a document, whether it stands or was taken back."""
    return publications(agreement).filter(document__public_id=public_id).first()


def history(document: Document) -> list[Publication]:
    """What happened to one document, newest first."""
    return list(publications(document.agreement).filter(document=document))


def revision_of(publication: Publication) -> Revision:
    """The very bytes that are public. Raises ContentDestroyed."""
    return exact_revision(publication.document, number=publication.revision_number, sha256=publication.sha256)
