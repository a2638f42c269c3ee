"""Writes: a signature that was set elsewhere, once everything about it is right. Nothing is kept of what is refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from twente.core.models import User
from twente.documents import elsewhere
from twente.documents.kinds import Act
from twente.documents.models import Document, Revision, SigningCertificate
from twente.documents.rules import SECRETARY_FIELD, next_signature
from twente.documents.selectors import expectation, filled, latest_revision
from twente.documents.services import ACT_OF_FIELD, TrialCertificate, check_person, keep_signature, locked
from twente.documents.signers.options import configured
from twente.documents.signers.stamping import time_stamper_for
from twente.documents.signing import ChairSignsFirst, FieldAlreadySigned
from twente.documents.wording import TRIAL_REFUSED, UPLOADS


class RefusedFor(elsewhere.UploadRefused):
    """The upload of one of several documents was refused; `document_id` says which."""

    def __init__(self, document: Document, sentence: str) -> None:
        super().__init__(sentence)
        self.document_id = document.pk


@dataclass(frozen=True)
class Judged:
    """An upload, what it comes down to, and the checksum of the revision that it continues.

    Nothing is accepted of what was handed in before.
    """

    content: bytes
    accepted: elsewhere.Accepted | None
    continues: str


def uploaded(uploads: Mapping[int, bytes], *, field: str, by: User, now: datetime) -> Act:
    """The act of handing in what was signed elsewhere: document id → the bytes that came in.

    Each is judged here, which takes seconds; the act itself, within the locks of its room, only keeps them.
    Raises RefusedFor, another SigningRefused, TrustMissing.
    """
    documents = Document.objects.select_related("agreement").in_bulk(uploads)
    found = {pk: judged(documents[pk], field, content, by, now) for pk, content in uploads.items()}

    def act(*, document: Document, field: str, by: User, now: datetime) -> Revision:
        return keep_judged(document=document, field=field, upload=found[document.pk], by=by, now=now)

    return act


def judged(document: Document, field: str, content: bytes, by: User, now: datetime) -> Judged:
    """What an upload comes down to as the document stands. Raises RefusedFor, another SigningRefused, TrustMissing."""
    if standing := standing_signature(document, field, content, by):
        return Judged(content, None, standing.sha256)
    try:
        accepted = judge(document, field, content, by, now)
    except elsewhere.UploadRefused as error:
        raise RefusedFor(document, str(error)) from error
    return Judged(content, accepted, latest_revision(document).sha256)


def standing_signature(document: Document, field: str, content: bytes, by: User) -> Revision | None:
    """The signature that stands in the field, when this is it; None when it is this person's turn to set it.

    Raises FieldAlreadySigned, TwoPersonsSign, ChairSignsFirst.
    """
    if standing := document.revisions.filter(act=ACT_OF_FIELD[field]).first():
        if not bytes(standing.content).startswith(content):
            raise FieldAlreadySigned(UPLOADS["standing"])
        return standing
    check_person(document, by)
    if next_signature(filled(document)) != field:
        raise ChairSignsFirst
    return None


@transaction.atomic
def keep_judged(*, document: Document, field: str, upload: Judged, by: User, now: datetime) -> Revision:
    """Keep a document with one signature more, set elsewhere; handing in the same again changes nothing.

    Two who hand in at once wait for each other, and the second finds the first. Raises a SigningRefused; RefusedFor
    when the document changed since the upload was judged.
    """
    document = locked(document)
    if standing := standing_signature(document, field, upload.content, by):
        return standing
    accepted = upload.accepted
    if accepted is None or latest_revision(document).sha256 != upload.continues:
        raise RefusedFor(document, UPLOADS["earlier"])
    return keep_signature(
        document=document,
        field=field,
        content=accepted.content,
        certificate_sha256=accepted.certificate_sha256,
        by=by,
        now=now,
    )


def judge(document: Document, field: str, content: bytes, by: User, now: datetime) -> elsewhere.Accepted:
    """Everything about the upload itself. Raises UploadRefused, TimeStampUnavailable, TrialCertificate."""
    options, expected = configured(), expectation(document)
    registered = dict(SigningCertificate.objects.filter(user=by).values_list("sha256", "subject"))
    if settings.PRODUCTION and field == SECRETARY_FIELD and not options.timestamp_url:
        raise TrialCertificate(TRIAL_REFUSED)
    return elsewhere.accept(
        content,
        field=field,
        standing=elsewhere.Standing(
            tuple(bytes(row.content) for row in document.revisions.order_by("number")), expected.signers, expected.trust
        ),
        certificates=registered.keys(),
        time_stamper=time_stamper_for(options),
        at=now,
    )
