"""Writes: a signature that was set elsewhere, once everything about it is right. Nothing is kept of what is refused."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction

from twente.core.models import User
from twente.documents import elsewhere
from twente.documents.kinds import Act
from twente.documents.models import Document, Revision, SigningCertificate
from twente.documents.rules import SECRETARY_FIELD, next_signature
from twente.documents.selectors import expectation, filled
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


def uploaded(uploads: Mapping[int, bytes]) -> Act:
    """The act of handing in what was signed elsewhere: document id → the bytes that came in."""

    def act(*, document: Document, field: str, by: User, now: datetime) -> Revision:
        try:
            return accept_document(document=document, field=field, content=uploads[document.pk], by=by, now=now)
        except elsewhere.UploadRefused as error:
            raise RefusedFor(document, str(error)) from error

    return act


@transaction.atomic
def accept_document(*, document: Document, field: str, content: bytes, by: User, now: datetime) -> Revision:
    """Keep a document with one signature more, set elsewhere; handing in the same again changes nothing.

    Two who hand in at once wait for each other, and the second finds the first. Raises a SigningRefused, TrustMissing.
    """
    document = locked(document)
    act = ACT_OF_FIELD[field]
    if standing := document.revisions.filter(act=act).first():
        if not bytes(standing.content).startswith(content):
            raise FieldAlreadySigned(UPLOADS["standing"])
        return standing
    check_person(document, by)
    if next_signature(filled(document)) != field:
        raise ChairSignsFirst
    accepted = judged(document, field, content, by, now)
    return keep_signature(
        document=document,
        field=field,
        content=accepted.content,
        certificate_sha256=accepted.certificate_sha256,
        by=by,
        now=now,
    )


def judged(document: Document, field: str, content: bytes, by: User, now: datetime) -> elsewhere.Accepted:
    """What an upload comes down to. Raises UploadRefused, TimeStampUnavailable, TrialCertificate."""
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
