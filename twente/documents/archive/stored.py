"""A stored document as a record: its latest bytes, who signed with which certificate, what every check found."""

import hashlib
from collections.abc import Iterator
from datetime import datetime

from twente.core.frozen import written
from twente.documents import selectors
from twente.documents.archive.formats import JSON, PDF_A
from twente.documents.archive.mdto import CREATED
from twente.documents.archive.records import Event, File, Format, Record
from twente.documents.models import Document, Revision, ValidationRecord
from twente.documents.trust import TrustMissing

SIGNED, RECORDED = "Ondertekening", "Validatie na de ondertekening"
VALIDATED = "Validatie van de handtekeningen"
VALID = "geldig: het document is onveranderd en de handtekeningen kloppen"
NOT_JUDGED = "niet gevalideerd: op deze installatie staan geen vertrouwde certificaten"


def record_of(
    document: Document,
    *,
    kind: str,
    about: str,
    now: datetime,
    restriction: str = "",
    form: Format = PDF_A,
    more: tuple[File, ...] = (),
    happened: tuple[Event, ...] = (),
) -> Record:
    """The record; every signature is judged at `now` (Archiefregeling 24c), about a second for each signed document.

    `more` are files that belong to it, `happened` what its room knows of it.
    """
    revisions = list(selectors.revisions(document))
    latest = revisions[-1]
    known = ValidationRecord.objects.filter(revision=latest).first()
    said = [*events(document, revisions, known, now), *happened]
    return Record(
        identifier=str(document.public_id),
        title=document.title,
        kind=kind,
        about=about,
        events=tuple(sorted(said, key=lambda event: event.at)),
        files=(
            File(document.title, form, latest.sha256, latest.made_at, lambda: content_of(latest)),
            *more,
            *([validation_file(known)] if known else []),
        ),
        restriction=restriction,
    )


def content_of(revision: Revision) -> bytes:
    """The bytes, read when it is their turn."""
    return bytes(Revision.objects.get(pk=revision.pk).content)


def events(
    document: Document, revisions: list[Revision], known: ValidationRecord | None, now: datetime
) -> Iterator[Event]:
    """Made, signed, checked right after the second signature, and judged once more when it bears a signature."""
    for revision in revisions:
        by = revision.made_by.name if revision.made_by else ""
        if revision.act == Revision.Act.RENDERED:
            yield Event(CREATED, revision.made_at, by)
        else:
            said = f"{revision.get_act_display()}; certificaat (SHA-256) {revision.certificate_sha256}"
            yield Event(SIGNED, revision.made_at, by, said)
    if known:
        yield Event(RECORDED, known.judged_at, known.official, found_then(known))
    if any(revision.certificate_sha256 for revision in revisions):
        yield Event(VALIDATED, now, "", judged(document))


def found_then(known: ValidationRecord) -> str:
    """What the check right after the second signature found, with each certificate by its number and issuer."""
    found = VALID if known.valid else f"niet geldig: {' '.join(known.findings)}"
    named = "; ".join(f"{row['holder']}, nummer {row['serial']} van {row['issuer']}" for row in known.certificates)
    return f"{found}; certificaten: {named}" if named else found


def validation_file(known: ValidationRecord) -> File:
    """Everything of that check as data: Archiefregeling 24c asks for moment, result, official and certificates."""
    content = {
        "archiefvormer": known.record_holder,
        "verantwoordelijke": known.official,
        "moment": known.judged_at.isoformat(),
        "geldig": known.valid,
        "bevindingen": known.findings,
        "certificaten": known.certificates,
        "sha256": known.sha256,
    }
    return made_file("Validatie van de handtekeningen", JSON, written(content).encode(), known.judged_at)


def judged(document: Document) -> str:
    """The result of validating, with whose certificates they are."""
    try:
        verdict = selectors.verdict(document)
    except TrustMissing:
        return NOT_JUDGED
    holders = ", ".join(signature.holder for signature in verdict.signatures)
    found = VALID if verdict.valid else f"niet geldig: {' '.join(finding.sentence for finding in verdict.findings)}"
    return f"{found}; houders: {holders}" if holders else found


def made_file(title: str, form: Format, content: bytes, at: datetime) -> File:
    """A file that is made of rows when the archive is, from a moment on which they stood still."""
    return File(title, form, hashlib.sha256(content).hexdigest(), at, lambda: content)
