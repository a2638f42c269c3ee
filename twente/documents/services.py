"""Writes: keep a rendered document, add a signature, destroy after its term. No stored byte is ever changed."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from django.conf import settings
from django.db import OperationalError, connection, transaction

from twente.core import audit
from twente.core.models import Agreement, User
from twente.documents.kinds import FOLLOWERS
from twente.documents.models import Document, DossierTombstone, Revision, Tombstone
from twente.documents.rules import SECRETARY_FIELD
from twente.documents.selectors import FIELD_OF_ACT, latest_revision
from twente.documents.signers import signer_for
from twente.documents.signers.options import configured
from twente.documents.signing import Signer, SigningRefused, UnknownField, sign
from twente.documents.wording import BUSY, SIGNING_REASON, TRIAL_REFUSED

ACT_OF_FIELD = {field: act for act, field in FIELD_OF_ACT.items()}


class DocumentFrozen(Exception):
    """This record has its document already, with other bytes; a correction is a new document."""


class TwoPersonsSign(SigningRefused):
    """One person tried to sign as chair and as secretary (BOK-5.6)."""


class AlreadyBusy(SigningRefused):
    """Somebody is signing this document at this moment; a time stamp may take seconds."""

    def __init__(self) -> None:
        super().__init__(BUSY)


class TrialCertificate(SigningRefused):
    """A certificate or a time stamp of the development authority was used in production."""


@transaction.atomic
def store_rendered(
    *, agreement: Agreement, kind: str, title: str, source_key: str, pdf: bytes, by: User | None, now: datetime
) -> Document:
    """Keep a document as it was rendered; storing the same bytes again changes nothing. Raises DocumentFrozen."""
    document, new = Document.objects.select_for_update().get_or_create(
        source_key=source_key,
        defaults={"agreement": agreement, "kind": kind, "title": title, "created_at": now},
    )
    digest = sha256(pdf).hexdigest()
    if not new:
        if not document.revisions.filter(act=Revision.Act.RENDERED, sha256=digest).exists():
            raise DocumentFrozen(f"{document}: dit document ligt al vast. Een verbetering is een nieuw document.")
        return document
    _append(document, Revision.Act.RENDERED, pdf, by=by, now=now)
    audit.record(
        agreement=agreement, by=by, at=now, action="document_stored", target=document, detail={"sha256": digest}
    )
    return document


@transaction.atomic
def sign_document(*, document: Document, field: str, by: User, now: datetime, signer: Signer | None = None) -> Revision:
    """Sign in a field, `voorzitter` first and `secretaris` second; a field that is signed already stays as it is.

    Without a signer the key comes from the back-end of the field (SIGNING_KEYS). Raises a SigningRefused,
    TwoPersonsSign, TrialCertificate, TrustMissing.
    """
    document = locked(document)
    if field not in ACT_OF_FIELD:
        raise UnknownField(f"In dit document staat geen handtekeningveld {field!r}.")
    if standing := document.revisions.filter(act=ACT_OF_FIELD[field]).first():
        return standing
    check_person(document, by)
    signer = signer or signer_for(field, name=by.get_full_name(), options=configured())
    if settings.PRODUCTION and (signer.trial or not settings.TIMESTAMP_URL):
        raise TrialCertificate(TRIAL_REFUSED)
    before = bytes(latest_revision(document).content)
    signed = sign(before, field=field, signer=signer, reason=SIGNING_REASON, at=now)
    return keep_signature(
        document=document, field=field, content=signed, certificate_sha256=signer.certificate_sha256, by=by, now=now
    )


def locked(document: Document) -> Document:
    """The document, for one who signs at a time. Raises AlreadyBusy when somebody else takes long."""
    try:
        return Document.objects.select_for_update(of=("self",)).select_related("agreement").get(pk=document.pk)
    except OperationalError as error:
        raise AlreadyBusy from error


def check_person(document: Document, by: User) -> None:
    """Nobody signs twice. Raises TwoPersonsSign."""
    if document.revisions.filter(act__in=FIELD_OF_ACT, made_by=by).exists():
        raise TwoPersonsSign("Voorzitter en secretaris zijn twee personen: u ondertekende dit document al.")


def keep_signature(
    *, document: Document, field: str, content: bytes, certificate_sha256: str, by: User, now: datetime
) -> Revision:
    """Append the signed bytes of a locked document; after the second signature whoever follows is told."""
    revision = _append(document, ACT_OF_FIELD[field], content, by=by, now=now, certificate_sha256=certificate_sha256)
    audit.record(
        agreement=document.agreement,
        by=by,
        at=now,
        action="document_signed",
        target=document,
        detail={"field": field, "sha256": revision.sha256, "certificate_sha256": revision.certificate_sha256},
    )
    if field == SECRETARY_FIELD:
        for follower in FOLLOWERS:
            follower(document, by, now)
    return revision


@dataclass(frozen=True)
class Grounds:
    """On what a destruction rests: the class, the list it is from, the last day of the term, and two persons."""

    code: str
    source: str
    ended_on: date
    proposed_by: User
    approved_by: User


@transaction.atomic
def destroy_document(*, document: Document, grounds: Grounds, now: datetime) -> Tombstone:
    """Let go of the bytes of a document whose term is over; title and checksums stay. Twice changes nothing.

    The database refuses it without a tombstone by two persons, before the term is over, and any other change.
    """
    locked = Document.objects.select_for_update().get(pk=document.pk)
    if standing := Tombstone.objects.filter(document=locked).first():
        return standing
    tombstone = Tombstone.objects.create(document=locked, destroyed_at=now, **vars(grounds))
    with connection.cursor() as cursor:
        cursor.execute("SELECT documents_destroy(%s)", [locked.pk])
    hashes = list(locked.revisions.values_list("sha256", flat=True))
    audit.record(
        agreement=locked.agreement,
        by=grounds.approved_by,
        at=now,
        action="document_destroyed",
        target=locked,
        detail={"title": locked.title, "sha256": hashes, "code": grounds.code},
    )
    return tombstone


def bury_dossier(*, agreement: Agreement, key: str, grounds: Grounds, now: datetime) -> DossierTombstone:
    """Say that a dossier is destroyed, before its room lets go of what is in it. The database refuses a second time,
    one person for both, and a day within the term."""
    return DossierTombstone.objects.create(agreement=agreement, key=key, destroyed_at=now, **vars(grounds))


def _append(
    document: Document,
    act: Revision.Act,
    content: bytes,
    *,
    by: User | None,
    now: datetime,
    certificate_sha256: str = "",
) -> Revision:
    return Revision.objects.create(
        document=document,
        number=document.revisions.count() + 1,
        act=act,
        content=content,
        sha256=sha256(content).hexdigest(),
        certificate_sha256=certificate_sha256,
        made_at=now,
        made_by=by,
    )
