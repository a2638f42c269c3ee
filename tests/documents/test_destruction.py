"""Bytes go only after their term, by two persons, and leave a tombstone; the database itself sees to it."""

from datetime import UTC, date, datetime
from hashlib import sha256

import psycopg
import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from tests.conftest import as_owner
from twente.core.models import Agreement, AuditEntry, User
from twente.documents import selectors, services
from twente.documents.models import Document, Revision, Tombstone
from twente.documents.selectors import ContentDestroyed
from twente.documents.services import Grounds

NOW = datetime(2037, 2, 10, 10, 30, tzinfo=UTC)
PDF = b"%PDF-1.7 een verslag"


@pytest.fixture
def people(db: None) -> tuple[User, User]:
    """Who proposes and who approves."""
    first, second = (User.objects.create_user(name, f"{name}@voorbeeld.example", name) for name in ("een", "twee"))
    return first, second


@pytest.fixture
def document(people: tuple[User, User]) -> Document:
    agreement = Agreement.objects.create(slug="proef", rulebook="proef", name="Proef", short_name="Proef")
    return services.store_rendered(
        agreement=agreement, kind="verslag", title="Verslag", source_key="verslag:1", pdf=PDF, by=people[0], now=NOW
    )


def grounds(people: tuple[User, User], ended_on: date = date(2037, 1, 1)) -> Grounds:
    return Grounds("19.1.10", "Selectielijst 2020", ended_on, *people)


def test_the_bytes_go_and_a_tombstone_stays(document: Document, people: tuple[User, User]) -> None:
    tombstone = services.destroy_document(document=document, grounds=grounds(people), now=NOW)
    assert services.destroy_document(document=document, grounds=grounds(people), now=NOW) == tombstone
    row = Revision.objects.get(document=document)
    assert bytes(row.content) == b""
    assert row.sha256 == sha256(PDF).hexdigest()
    with pytest.raises(ContentDestroyed):
        selectors.latest_revision(document)
    entry = AuditEntry.objects.get(action="document_destroyed")
    assert entry.detail == {"title": "Verslag", "sha256": [row.sha256], "code": "19.1.10"}


def refused(statement: str, *values: object) -> str:
    """What the database says to the application's role."""
    errors = (IntegrityError, ProgrammingError)
    with pytest.raises(errors) as found, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
    return str(found.value)


def test_without_a_tombstone_nothing_goes(document: Document) -> None:
    assert "niet toegestaan" in refused("SELECT documents_destroy(%s)", document.pk)
    assert "permission denied" in refused("UPDATE documents_revision SET content = ''")
    assert bytes(Revision.objects.get(document=document).content) == PDF


EMPTY = "UPDATE documents_revision SET content = ''"
CHANGES = (
    "UPDATE documents_revision SET content = 'anders'",
    f"{EMPTY}, sha256 = repeat('a', 64)",
    f"{EMPTY}, number = 9",
    "UPDATE documents_revision SET number = 9",
    "DELETE FROM documents_revision",
)


@pytest.mark.django_db(transaction=True)
def test_a_tombstone_opens_the_way_to_nothing_else(document: Document, people: tuple[User, User]) -> None:
    """Not even the owner of the tables changes a byte: only emptying goes, and only where a tombstone stands."""
    with as_owner(connection.settings_dict) as owner:
        for change in (*CHANGES, EMPTY):
            with pytest.raises(psycopg.errors.IntegrityConstraintViolation):
                owner.execute(change)
        Tombstone.objects.create(document=document, destroyed_at=NOW, **vars(grounds(people)))
        for change in CHANGES:
            with pytest.raises(psycopg.errors.IntegrityConstraintViolation):
                owner.execute(change)
        assert owner.execute(EMPTY).rowcount == 1


def test_one_person_alone_or_before_the_term_is_refused(document: Document, people: tuple[User, User]) -> None:
    one, two = people
    for wrong in (grounds((one, one)), grounds((one, two), ended_on=date(2037, 2, 10))):
        with pytest.raises(IntegrityError), transaction.atomic():
            services.destroy_document(document=document, grounds=wrong, now=NOW)
    assert bytes(Revision.objects.get(document=document).content) == PDF


def test_a_revision_without_content_is_never_added(document: Document) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.create(document=document, number=2, act="rendered", content=b"", sha256="a" * 64, made_at=NOW)
