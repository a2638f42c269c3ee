"""Writes: the result of a check right after the second signature, for the archive (Archiefregeling art. 24c)."""

from datetime import datetime
from typing import Any

from django.db import transaction

from twente.core import audit
from twente.documents.models import Document, Revision, ValidationRecord
from twente.documents.selectors import NotSignedYet, expectation, is_signed, latest_revision
from twente.documents.validation import SignatureInfo, verify


def keep_validation(*, document: Document, now: datetime) -> ValidationRecord:
    """Check the signed document and keep what was found; once it was kept, that is the answer. Raises NotSignedYet.

    The check takes seconds and runs outside a transaction. The organisation of the overleg holds the record.
    """
    if not is_signed(document):
        raise NotSignedYet
    revision = latest_revision(document)
    if standing := ValidationRecord.objects.filter(revision=revision).first():
        return standing
    verdict = verify(bytes(revision.content), expected=expectation(document))
    found: dict[str, Any] = {
        "record_holder": document.agreement.name[:200],
        "official": revision.made_by.name if revision.made_by else "",
        "judged_at": now,
        "valid": verdict.valid,
        "findings": [finding.sentence for finding in verdict.findings],
        "certificates": [named(info) for info in verdict.signatures],
        "sha256": revision.sha256,
    }
    return write_down(revision, found, now)


@transaction.atomic
def write_down(revision: Revision, found: dict[str, Any], now: datetime) -> ValidationRecord:
    """Keep it once, whoever comes twice."""
    record, new = ValidationRecord.objects.get_or_create(revision=revision, defaults=found)
    if new:
        detail = {"valid": record.valid, "sha256": record.sha256}
        agreement = revision.document.agreement
        audit.record(
            agreement=agreement, by=None, at=now, action="validation_recorded", target=revision.document, detail=detail
        )
    return record


def named(info: SignatureInfo) -> dict[str, str]:
    """One signature as the archive keeps it."""
    return {
        "field": info.field,
        "name": info.name,
        "holder": info.holder,
        "issuer": info.issuer,
        "serial": info.serial,
        "sha256": info.certificate_sha256,
        "signed_at": info.at.isoformat() if info.at else "",
    }
