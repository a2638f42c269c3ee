"""A stored document as a record: its latest bytes, who signed with which certificate, whether that holds today."""

import hashlib
from collections.abc import Iterator
from datetime import datetime

from twente.documents import selectors
from twente.documents.archive.formats import PDF_A
from twente.documents.archive.mdto import CREATED
from twente.documents.archive.records import Event, File, Format, Record
from twente.documents.models import Document, Revision
from twente.documents.trust import TrustMissing

SIGNED, VALIDATED = "Ondertekening", "Validatie van de handtekeningen"
VALID = "geldig: het document is onveranderd en de handtekeningen kloppen"
NOT_JUDGED = "niet gevalideerd: op deze installatie staan geen vertrouwde certificaten"


def record_of(document: Document, *, kind: str, about: str, now: datetime, restriction: str = "") -> Record:
    """The record; every signature is judged at `now` (Archiefregeling 24c), about a second for each document."""
    revisions = list(selectors.revisions(document))
    latest = revisions[-1]
    return Record(
        identifier=str(document.public_id),
        title=document.title,
        kind=kind,
        about=about,
        events=tuple(events(document, revisions, now)),
        files=(File(document.title, PDF_A, latest.sha256, latest.made_at, lambda: content_of(latest)),),
        restriction=restriction,
    )


def content_of(revision: Revision) -> bytes:
    """The bytes, read when it is their turn."""
    return bytes(Revision.objects.get(pk=revision.pk).content)


def events(document: Document, revisions: list[Revision], now: datetime) -> Iterator[Event]:
    """Made, signed, and judged when it bears a signature."""
    for revision in revisions:
        by = revision.made_by.name if revision.made_by else ""
        if revision.act == Revision.Act.RENDERED:
            yield Event(CREATED, revision.made_at, by)
        else:
            said = f"{revision.get_act_display()}; certificaat (SHA-256) {revision.certificate_sha256}"
            yield Event(SIGNED, revision.made_at, by, said)
    if any(revision.certificate_sha256 for revision in revisions):
        yield Event(VALIDATED, now, "", judged(document))


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
