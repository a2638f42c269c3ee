"""Reads. Who may see a document is decided by the room that made it (minutes, invoices); ask that room first."""

from dataclasses import replace
from hashlib import sha256

from django.conf import settings
from django.db.models import QuerySet

from twente.core.models import Agreement
from twente.core.refusals import Refusal
from twente.documents.models import Document, DossierTombstone, Revision
from twente.documents.rules import CHAIR_FIELD, SECRETARY_FIELD
from twente.documents.trust import Trust, trust_from
from twente.documents.validation import Expected, Verdict, verify

FIELD_OF_ACT = {Revision.Act.CHAIR: CHAIR_FIELD, Revision.Act.SECRETARY: SECRETARY_FIELD}


class NoDocumentYet(Refusal):
    """There is nothing to sign or download before the worker has made the document."""

    sentence = "Het document is nog niet gemaakt. Probeer het over een minuut opnieuw."


class NotSignedYet(Refusal):
    """Two signatures, or it does not leave the overleg (BOK-5.6, 8h)."""

    sentence = "Dit document is nog niet door voorzitter en secretaris ondertekend."


def revisions(document: Document) -> QuerySet[Revision]:
    """What happened to the document, oldest first, without the bytes."""
    return document.revisions.defer("content").select_related("made_by")


class ContentDestroyed(Refusal):
    """The bytes are gone, after their term and by two persons; what was destroyed and why is kept."""

    status = 410
    sentence = "Dit document is vernietigd: de bewaartermijn was voorbij."


def buried(agreement: Agreement, key: str) -> DossierTombstone | None:
    """What says that a dossier was destroyed; None while it is there."""
    return DossierTombstone.objects.filter(agreement=agreement, key=key).first()


def is_destroyed(document: Document) -> bool:
    """Whether its bytes are gone, after their term."""
    return hasattr(document, "tombstone")


def latest_revision(document: Document) -> Revision:
    """The document as it stands, with its bytes. Raises ContentDestroyed."""
    return with_bytes(document.revisions.select_related("made_by").latest("number"))


def exact_revision(document: Document, *, number: int, sha256: str) -> Revision:
    """The very bytes that were sent or published before. Raises ContentDestroyed."""
    return with_bytes(document.revisions.get(number=number, sha256=sha256))


def with_bytes(revision: Revision) -> Revision:
    """The same, unless it was destroyed. Raises ContentDestroyed."""
    if not revision.content:
        raise ContentDestroyed
    return revision


def filled(document: Document) -> tuple[str, ...]:
    """Signature fields that are filled, in the order of signing."""
    acts = document.revisions.filter(act__in=FIELD_OF_ACT).order_by("number").values_list("act", flat=True)
    return tuple(FIELD_OF_ACT[Revision.Act(act)] for act in acts)


def is_signed(document: Document) -> bool:
    """Both signatures stand (BOK-5.6); one is not enough."""
    return document.revisions.filter(act__in=FIELD_OF_ACT).count() == len(FIELD_OF_ACT)


def trust() -> Trust:
    """The certificates that this installation trusts. Raises TrustMissing."""
    return trust_from(settings.SIGNING_FOLDER)


def expectation(document: Document) -> Expected:
    """What a check of this document should find: the certificates and the checksum that were registered."""
    rows = list(revisions(document))
    signers = {FIELD_OF_ACT[Revision.Act(row.act)]: row.certificate_sha256 for row in rows if row.certificate_sha256}
    return Expected(signers=signers, trust=trust(), sha256=rows[-1].sha256)


def verdict(document: Document) -> Verdict:
    """Whether the stored document is whole and signed as registered."""
    return verdict_of_copy(document, bytes(latest_revision(document).content))


def verdict_of_copy(document: Document, pdf: bytes) -> Verdict:
    """Whether a copy from elsewhere is the document that was registered here; one with other bytes takes seconds."""
    expected = expectation(document)
    return verify(pdf, expected=replace(expected, same_bytes=sha256(pdf).hexdigest() == expected.sha256))
