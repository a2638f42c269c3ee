"""Keeping and signing documents: order, twice, frozen bytes, two persons, one audit entry per act."""

from datetime import timedelta
from hashlib import sha256
from threading import Thread

import psycopg
import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from tests.conftest import as_owner
from tests.documents.conftest import NOW, store
from twente.core.models import Agreement, AuditEntry, User
from twente.documents import selectors, services
from twente.documents.models import Document, Revision
from twente.documents.services import DocumentFrozen, TrialCertificate, TwoPersonsSign
from twente.documents.signing import ChairSignsFirst, SigningKeyMissing, UnknownField


def sign_both(document: Document, chair: User, secretary: User) -> None:
    services.sign_document(document=document, field="voorzitter", by=chair, now=NOW)
    services.sign_document(document=document, field="secretaris", by=secretary, now=NOW + timedelta(hours=1))


def test_stored_document_is_its_first_revision(document: Document, unsigned: bytes, secretary: User) -> None:
    revision = selectors.latest_revision(document)
    assert (revision.number, revision.act, bytes(revision.content)) == (1, Revision.Act.RENDERED, unsigned)
    assert revision.sha256 == sha256(unsigned).hexdigest()
    assert revision.made_by == secretary
    assert AuditEntry.objects.get().action == "document_stored"


def test_storing_the_same_bytes_again_changes_nothing(
    document: Document, agreement: Agreement, secretary: User, unsigned: bytes
) -> None:
    assert store(agreement, secretary, unsigned) == document
    assert Revision.objects.count() == AuditEntry.objects.count() == 1


def test_other_bytes_for_the_same_record_are_refused(
    document: Document, agreement: Agreement, secretary: User, unsigned: bytes
) -> None:
    with pytest.raises(DocumentFrozen, match="nieuw document"):
        store(agreement, secretary, unsigned + b"%")
    assert Revision.objects.count() == 1


def test_chair_then_secretary(document: Document, chair: User, secretary: User) -> None:
    assert not selectors.is_signed(document)
    sign_both(document, chair, secretary)
    acts = [(row.number, row.act, row.made_by) for row in selectors.revisions(document)]
    assert acts[1:] == [(2, Revision.Act.CHAIR, chair), (3, Revision.Act.SECRETARY, secretary)]
    assert selectors.is_signed(document)
    verdict = selectors.verdict(document)
    assert verdict.valid, verdict.findings
    assert [s.name for s in verdict.signatures] == ["Ayşe Yıldırım-de Vries", "Coördinerend Secretaris"]


def test_every_revision_begins_with_the_one_before(document: Document, chair: User, secretary: User) -> None:
    sign_both(document, chair, secretary)
    first, second, third = (bytes(row.content) for row in document.revisions.all())
    assert second.startswith(first)
    assert third.startswith(second)


def test_each_act_leaves_one_audit_entry(document: Document, chair: User, secretary: User) -> None:
    sign_both(document, chair, secretary)
    entries = AuditEntry.objects.order_by("id")
    assert [entry.action for entry in entries] == ["document_stored", "document_signed", "document_signed"]
    assert [entry.detail.get("field") for entry in entries] == [None, "voorzitter", "secretaris"]
    assert entries[2].detail["sha256"] == selectors.latest_revision(document).sha256


def test_half_signed_document_is_judged_as_such(document: Document, chair: User) -> None:
    services.sign_document(document=document, field="voorzitter", by=chair, now=NOW)
    assert selectors.verdict(document).valid
    assert not selectors.is_signed(document)


def test_secretary_cannot_sign_first(document: Document, secretary: User) -> None:
    with pytest.raises(ChairSignsFirst):
        services.sign_document(document=document, field="secretaris", by=secretary, now=NOW)
    assert Revision.objects.count() == AuditEntry.objects.count() == 1


def test_signing_twice_is_once(document: Document, chair: User) -> None:
    first = services.sign_document(document=document, field="voorzitter", by=chair, now=NOW)
    again = services.sign_document(document=document, field="voorzitter", by=chair, now=NOW + timedelta(days=1))
    assert again == first
    assert Revision.objects.count() == 2


def test_one_person_is_not_two_signatures(document: Document, chair: User) -> None:
    """BOK-5.6: two signatures, or it is not signed."""
    services.sign_document(document=document, field="voorzitter", by=chair, now=NOW)
    with pytest.raises(TwoPersonsSign):
        services.sign_document(document=document, field="secretaris", by=chair, now=NOW)


@pytest.mark.parametrize("field", ["penningmeester", "", "tijdstempel", "voorzitter\0"])
def test_unknown_field_is_refused(document: Document, chair: User, field: str) -> None:
    with pytest.raises(UnknownField):
        services.sign_document(document=document, field=field, by=chair, now=NOW)


def test_without_keys_nothing_is_written(document: Document, chair: User, settings, tmp_path) -> None:
    settings.SIGNING_FOLDER = tmp_path
    with pytest.raises(SigningKeyMissing):
        services.sign_document(document=document, field="voorzitter", by=chair, now=NOW)
    assert Revision.objects.count() == 1


def test_trial_certificate_does_not_sign_in_production(document: Document, chair: User, settings) -> None:
    settings.PRODUCTION = True
    with pytest.raises(TrialCertificate):
        services.sign_document(document=document, field="voorzitter", by=chair, now=NOW)
    assert Revision.objects.count() == 1


def test_changed_copy_is_not_the_registered_document(document: Document, chair: User, secretary: User) -> None:
    sign_both(document, chair, secretary)
    copy = bytearray(selectors.latest_revision(document).content)
    copy[20_000] ^= 1
    verdict = selectors.verdict_of_copy(document, bytes(copy))
    assert not verdict.valid
    assert verdict.findings[0].code == "checksum"


def test_database_computes_the_checksum_itself(document: Document, unsigned: bytes) -> None:
    with pytest.raises(IntegrityError, match="revision_hash_is_of_content"), transaction.atomic():
        Revision.objects.create(
            document=document,
            number=2,
            act=Revision.Act.CHAIR,
            content=unsigned + b"%",
            sha256=sha256(unsigned).hexdigest(),
            certificate_sha256="a" * 64,
            made_at=NOW,
        )


def test_signed_revision_names_its_certificate(document: Document, unsigned: bytes) -> None:
    with pytest.raises(IntegrityError, match="revision_certificate_when_signed"), transaction.atomic():
        Revision.objects.create(
            document=document,
            number=2,
            act=Revision.Act.CHAIR,
            content=unsigned,
            sha256=sha256(unsigned).hexdigest(),
            made_at=NOW,
        )


def test_application_cannot_change_a_revision(document: Document) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Revision.objects.update(number=9)


@pytest.mark.django_db(transaction=True)
def test_owner_is_stopped_by_the_trigger(document: Document) -> None:
    with as_owner(connection.settings_dict) as owner, pytest.raises(psycopg.errors.IntegrityConstraintViolation):
        owner.execute("UPDATE documents_revision SET number = 9")


@pytest.mark.django_db(transaction=True)
def test_double_click_signs_once(document: Document, chair: User) -> None:
    """Two requests at once: the second waits for the row and finds the signature there."""
    found: list[Revision] = []

    def click() -> None:
        found.append(services.sign_document(document=document, field="voorzitter", by=chair, now=NOW))
        connection.close()

    clicks = [Thread(target=click) for _ in range(2)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()
    assert found[0] == found[1]
    assert document.revisions.count() == 2
    assert selectors.verdict(document).valid


def test_what_was_destroyed_is_never_handed_out_as_an_empty_file() -> None:
    """Whoever asks for the bytes of a revision, by a link, in public or for a council, gets the sentence (BOK-17)."""
    with pytest.raises(selectors.ContentDestroyed) as refused:
        selectors.with_bytes(Revision(content=b""))
    assert refused.value.status == 410
