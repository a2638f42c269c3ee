"""Writes: make a document public, take it back with a reason (Woo)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from twente.core import audit
from twente.core.models import User
from twente.core.refusals import Refusal
from twente.documents.models import Document
from twente.outbox.publishing.models import Publication


class NotPublished(Refusal):
    """Only what is public can be taken back."""

    sentence = "Dit stuk is nu niet openbaar. Er is niets in te trekken."


class NoReason(Refusal):
    """Who looks for a document that was taken back reads why."""

    sentence = "Vul in waarom het stuk wordt ingetrokken. Iedereen kan dat lezen."


@dataclass(frozen=True)
class Issue:
    """What becomes public: one revision of a document, the items it holds, and the day that it is about."""

    document: Document
    revision_number: int
    sha256: str
    items: tuple[int, ...]
    dated_on: date


@transaction.atomic
def publish_document(*, issue: Issue, by: User, now: datetime) -> Publication:
    """Make it public; the same version again changes nothing, another version replaces it under the same address.

    The caller has checked that it may be public.
    """
    document = Document.objects.select_for_update(no_key=True).select_related("agreement").get(pk=issue.document.pk)
    standing = Publication.objects.filter(document=document, withdrawn_at__isnull=True).first()
    if standing is not None and standing.sha256 == issue.sha256:
        return standing
    if standing is not None:
        end(standing, "Vervangen door een nieuwe versie.", by, now)
    row = Publication.objects.create(
        document=document,
        revision_number=issue.revision_number,
        sha256=issue.sha256,
        items=list(issue.items),
        dated_on=issue.dated_on,
        published_at=now,
        published_by=by,
    )
    detail = {"sha256": row.sha256}
    audit.record(agreement=document.agreement, by=by, at=now, action="document_published", target=row, detail=detail)
    return row


@transaction.atomic
def withdraw_document(*, document: Document, reason: str, by: User, now: datetime) -> Publication:
    """Take it back: its address says so from then on, with the reason. Raises NotPublished, NoReason."""
    if not reason.strip():
        raise NoReason
    Document.objects.select_for_update(no_key=True).get(pk=document.pk)
    row = Publication.objects.filter(document=document, withdrawn_at__isnull=True).first()
    if row is None:
        raise NotPublished
    end(row, reason, by, now)
    agreement, detail = document.agreement, {"reason": reason}
    audit.record(agreement=agreement, by=by, at=now, action="document_withdrawn", target=row, detail=detail)
    return row


def end(row: Publication, reason: str, by: User, now: datetime) -> None:
    """The publication is over."""
    row.withdrawn_at, row.withdrawn_by, row.reason = now, by, reason
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "reason"])
