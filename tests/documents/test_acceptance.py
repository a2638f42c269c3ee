"""What was signed elsewhere is kept once everything about it is right; what a check found is kept for the archive."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from threading import Thread
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.db import ProgrammingError, connection, transaction

from tests.documents.conftest import NOW, Office
from tests.documents.test_elsewhere import signed_elsewhere
from tests.documents.test_validation import drawn_on, rewritten
from twente.core.models import Agreement, AuditEntry, User
from twente.documents import authority, services
from twente.documents.acceptance import uploaded
from twente.documents.authority import Authority
from twente.documents.elsewhere import UploadRefused
from twente.documents.models import Document, Revision, SigningCertificate, ValidationRecord
from twente.documents.recording import keep_validation
from twente.documents.registration import CertificateNotTaken, register_certificate
from twente.documents.selectors import NotSignedYet, latest_revision, verdict, verdict_of_copy
from twente.documents.services import AlreadyBusy, TwoPersonsSign, sign_document
from twente.documents.signing import ChairSignsFirst, FieldAlreadySigned
from twente.outbox.models import Job
from twente.outbox.validation_tasks import record_validation


@pytest.fixture
def registered(agreement: Agreement, chair: User, secretary: User, office: Office) -> None:
    """Both persons sign with a certificate of their own."""
    for field, user in (("voorzitter", chair), ("secretaris", secretary)):
        register(agreement, user, office.holders[field].der, secretary)


def register(agreement: Agreement, user: User, content: bytes, by: User, now: datetime = NOW) -> SigningCertificate:
    return register_certificate(agreement=agreement, user=user, content=content, by=by, now=now)


def signed(document: Document, field: str, office: Office) -> bytes:
    """The latest revision with one signature more, by another program."""
    return signed_elsewhere(bytes(latest_revision(document).content), field, office.signer(field))


def accept_document(*, document: Document, field: str, content: bytes, by: User, now: datetime) -> Revision:
    """Judged and kept, as the page does both."""
    act = uploaded({document.pk: content}, field=field, by=by, now=now)
    return act(document=document, field=field, by=by, now=now)


def test_both_hand_in(document: Document, registered: None, chair: User, secretary: User, office: Office) -> None:
    for field, person in (("voorzitter", chair), ("secretaris", secretary)):
        content = signed(document, field, office)
        for _ in range(2):
            accept_document(document=document, field=field, content=content, by=person, now=NOW)
    assert [row.act for row in document.revisions.all()] == ["rendered", "chair", "secretary"]
    assert verdict(document).valid
    assert AuditEntry.objects.filter(action="document_signed").count() == 2


def test_chair_here_and_secretary_elsewhere(
    document: Document, registered: None, chair: User, secretary: User, office: Office
) -> None:
    sign_document(document=document, field="voorzitter", by=chair, now=NOW)
    content = signed(document, "secretaris", office)
    accept_document(document=document, field="secretaris", content=content, by=secretary, now=NOW)
    assert verdict(document).valid


def test_nothing_is_kept_of_what_is_refused(
    document: Document, agreement: Agreement, chair: User, secretary: User, office: Office
) -> None:
    """The certificate was never registered."""
    before = AuditEntry.objects.count()
    with pytest.raises(UploadRefused, match="niet op uw naam"):
        accept_document(
            document=document, field="voorzitter", content=signed(document, "voorzitter", office), by=chair, now=NOW
        )
    assert document.revisions.count() == 1
    assert AuditEntry.objects.count() == before


def test_order_and_two_persons_hold_here_too(
    document: Document, registered: None, agreement: Agreement, chair: User, secretary: User, office: Office
) -> None:
    early = signed(document, "secretaris", office)
    with pytest.raises(ChairSignsFirst):
        accept_document(document=document, field="secretaris", content=early, by=secretary, now=NOW)
    first = signed(document, "voorzitter", office)
    accept_document(document=document, field="voorzitter", content=first, by=chair, now=NOW)
    with pytest.raises(TwoPersonsSign):
        accept_document(
            document=document, field="secretaris", content=signed(document, "secretaris", office), by=chair, now=NOW
        )
    with pytest.raises(FieldAlreadySigned, match="staat er al"):
        accept_document(document=document, field="voorzitter", content=early, by=chair, now=NOW)


def test_a_document_that_changed_after_the_upload_was_judged_takes_nothing(
    document: Document, registered: None, chair: User, secretary: User, office: Office
) -> None:
    """Judging takes seconds and holds no lock; what somebody else signed meanwhile stands."""
    to_sign = {"field": "voorzitter", "by": chair, "now": NOW}
    act = uploaded({document.pk: signed(document, "voorzitter", office)}, **to_sign)
    sign_document(document=document, field="voorzitter", by=secretary, now=NOW)
    with pytest.raises(FieldAlreadySigned):
        act(document=document, **to_sign)
    assert document.revisions.count() == 2


def test_an_upload_continues_the_very_revision_that_it_was_judged_against(
    document: Document, registered: None, chair: User, secretary: User, office: Office
) -> None:
    """Also when a revision came that no rule would let in."""
    to_sign = {"field": "voorzitter", "by": chair, "now": NOW}
    act = uploaded({document.pk: signed(document, "voorzitter", office)}, **to_sign)
    content = bytes(latest_revision(document).content) + b"\n"
    Revision.objects.create(
        document=document,
        number=2,
        act=Revision.Act.SECRETARY,
        content=content,
        sha256=sha256(content).hexdigest(),
        certificate_sha256="ab" * 32,
        made_at=NOW,
        made_by=secretary,
    )
    with pytest.raises(UploadRefused, match="eerdere versie"):
        act(document=document, **to_sign)


def test_a_copy_with_other_bytes_is_still_compared_object_by_object(
    document: Document, chair: User, secretary: User
) -> None:
    for field, person in (("voorzitter", chair), ("secretaris", secretary)):
        sign_document(document=document, field=field, by=person, now=NOW)
    registered = bytes(latest_revision(document).content)
    assert verdict_of_copy(document, registered).valid
    found = {each.code for each in verdict_of_copy(document, rewritten(registered, drawn_on)).findings}
    assert {"checksum", "changed_after"} <= found


@pytest.mark.django_db(transaction=True)
def test_two_uploads_at_once_give_one_signature(
    document: Document, registered: None, chair: User, office: Office
) -> None:
    uploads, found = [signed(document, "voorzitter", office) for _ in range(2)], []

    def hand_in(content: bytes) -> None:
        try:
            accept_document(document=document, field="voorzitter", content=content, by=chair, now=NOW)
            found.append("taken")
        except (FieldAlreadySigned, AlreadyBusy):
            found.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=hand_in, args=(content,)) for content in uploads]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == ["refused", "taken"]
    assert document.revisions.count() == 2


def test_certificate_is_registered_once_and_for_one_person(
    agreement: Agreement, chair: User, secretary: User, ca: Authority
) -> None:
    holder = authority.issue(ca, "PROEF nieuw")
    row = register(agreement, chair, holder.der, secretary)
    pem = holder.certificate.public_bytes(Encoding.PEM)
    assert register(agreement, chair, pem, secretary) == row
    assert row.subject == "CN=PROEF nieuw,O=Bestuurlijk overleg (PROEF),C=NL"
    assert AuditEntry.objects.filter(action="signing_certificate_registered").count() == 1
    with pytest.raises(CertificateNotTaken, match="op naam van iemand anders"):
        register(agreement, secretary, holder.der, secretary)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        SigningCertificate.objects.filter(pk=row.pk).update(user=secretary)


def bad_certificates(ca: Authority) -> dict[str, bytes]:
    """A sentence, and the file that gets it."""
    holder = authority.issue(ca, "PROEF oud", ends=NOW - timedelta(days=1))
    key = holder.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return {
        "geen certificaat": b"%PDF-1.7",
        "geheime sleutel": holder.certificate.public_bytes(Encoding.PEM) + key,
        "van een uitgever": ca.intermediate.der,
        "verlopen": holder.der,
    }


def test_other_files_are_no_certificate_to_sign_with(
    agreement: Agreement, chair: User, secretary: User, ca: Authority
) -> None:
    for sentence, content in bad_certificates(ca).items():
        with pytest.raises(CertificateNotTaken, match=sentence):
            register(agreement, chair, content, secretary)
    assert not SigningCertificate.objects.exists()


def test_after_the_second_signature_the_worker_keeps_what_it_finds(
    document: Document, chair: User, secretary: User, office: Office
) -> None:
    """Archiefregeling art. 24c: record holder, moment, result, certificates."""
    sign_document(document=document, field="voorzitter", by=chair, now=NOW)
    assert not Job.objects.exists()
    with pytest.raises(NotSignedYet):
        keep_validation(document=document, now=NOW)
    sign_document(document=document, field="secretaris", by=secretary, now=NOW + timedelta(hours=1))
    assert Job.objects.get().kind == "document_validation"
    later = datetime(2027, 2, 10, 12, 0, tzinfo=UTC)
    for _ in range(2):
        record_validation(document.pk, later)
    record = ValidationRecord.objects.get()
    assert (record.valid, record.findings, record.judged_at) == (True, [], later)
    assert (record.record_holder, record.official) == ("Proefovereenkomst", "Coördinerend Secretaris")
    assert record.sha256 == latest_revision(document).sha256
    first, second = record.certificates
    assert (first["field"], first["holder"]) == ("voorzitter", "PROEF voorzitter")
    assert second["sha256"] == office.signer("secretaris").certificate_sha256
    assert "PROEF tussencertificaat" in second["issuer"]
    assert int(second["serial"]) == office.holders["secretaris"].certificate.serial_number
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        ValidationRecord.objects.update(valid=False, findings=["x"])


def test_what_is_wrong_is_kept_too(
    document: Document, chair: User, secretary: User, settings: Any, ca: Authority, office: Office, tmp_path: Any
) -> None:
    """The chair's certificate was revoked before it signed, as the list of tomorrow says."""
    sign_document(document=document, field="voorzitter", by=chair, now=NOW)
    sign_document(document=document, field="secretaris", by=secretary, now=NOW)
    for path in office.folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    from tests.documents.conftest import lists

    (tmp_path / "1.crl").write_bytes(lists(ca, office.holders["voorzitter"], revoked_at=NOW - timedelta(days=1))[1])
    settings.SIGNING_FOLDER = tmp_path
    record_validation(document.pk, NOW)
    record = ValidationRecord.objects.get()
    assert not record.valid
    assert record.findings == ["Het certificaat van de voorzitter was ingetrokken toen de handtekening werd gezet."]


def test_time_stamp_service_that_is_silent_rolls_everything_back(
    document: Document, registered: None, chair: User, secretary: User, settings: Any, office: Office
) -> None:
    sign_document(document=document, field="voorzitter", by=chair, now=NOW)
    upload = signed(document, "secretaris", office)
    settings.TIMESTAMP_URL = "http://127.0.0.1:9/"
    for attempt in (
        lambda: services.sign_document(document=document, field="secretaris", by=secretary, now=NOW),
        lambda: accept_document(document=document, field="secretaris", content=upload, by=secretary, now=NOW),
    ):
        with pytest.raises(services.SigningRefused, match="tijdstempeldienst antwoordt niet"):
            attempt()
    assert document.revisions.count() == 2
    settings.TIMESTAMP_URL = ""
    accept_document(document=document, field="secretaris", content=upload, by=secretary, now=NOW)
    assert verdict(document).valid
