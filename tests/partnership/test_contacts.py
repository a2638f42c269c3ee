"""The clerk of a council: one contact in use per party, its history kept, changed by the secretariat (BOK-8h)."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from tests.cast import MORNING, Cast
from tests.moment import morning as morning
from twente.core.models import AuditEntry, Contact, User
from twente.core.refusals import StaleVersion
from twente.core.selectors import contacts_of
from twente.partnership.contact_services import ContactDetails, record_contact

pytestmark = pytest.mark.usefixtures("morning")
CLERK = Contact.Purpose.COUNCIL_CLERK
FIRST = ContactDetails("griffie Almelo", "griffie@almelo.example", "0546 00 00 00")
SECOND = ContactDetails("griffie Almelo", "raad@almelo.example", "")


def record(cast: Cast, details: ContactDetails, seen: int = 0) -> Contact:
    return record_contact(
        agreement=cast.agreement,
        party=cast.parties["Almelo"],
        role=CLERK,
        details=details,
        seen=seen,
        by=cast.secretary,
        now=MORNING,
    )


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(cast: Cast, name: str) -> str:
    return reverse(f"partnership:{name}", args=["bok-ses", cast.parties["Almelo"].pk])


def test_the_newest_contact_counts_and_the_earlier_stays(cast: Cast) -> None:
    first = record(cast, FIRST)
    second = record(cast, SECOND, seen=first.pk)
    found = contacts_of(cast.parties.values(), CLERK)
    assert found == {cast.parties["Almelo"].pk: second}
    assert list(cast.parties["Almelo"].contacts.all()) == [second, first]


def test_the_same_details_again_change_nothing(cast: Cast) -> None:
    assert record(cast, FIRST) == record(cast, FIRST)
    assert AuditEntry.objects.filter(action="contact_recorded").count() == 1


def test_a_stale_contact_is_not_replaced(cast: Cast) -> None:
    record(cast, FIRST)
    with pytest.raises(StaleVersion):
        record(cast, SECOND, seen=0)


def test_history_is_not_rewritten(cast: Cast) -> None:
    record(cast, FIRST)
    for change in (Contact.objects.all().delete, lambda: Contact.objects.update(email="x@y.example")):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_party_page_shows_the_clerk_and_the_form_changes_it(cast: Cast) -> None:
    client = signed_in(cast.secretary)
    assert "Nog geen griffie vastgelegd" in client.get(address(cast, "party_detail")).text
    good: dict[str, Any] = {**vars(FIRST), "version": 0}
    bad = client.post(address(cast, "contact_edit"), good | {"email": "griffie"})
    assert bad.status_code == 422
    assert 'id="id_email_error"' in bad.text
    assert "griffie Almelo" in bad.text
    assert client.post(address(cast, "contact_edit"), good).status_code == 302
    assert FIRST.email in client.get(address(cast, "party_detail")).text
    stale = client.post(address(cast, "contact_edit"), {**vars(SECOND), "version": 0})
    assert stale.status_code == 409
    assert FIRST.email in stale.text
    assert SECOND.email in stale.text


def test_only_the_secretariat_changes_a_contact(cast: Cast) -> None:
    for part, user in cast.everybody.items():
        wanted = 200 if part in ("secretary", "deputy_secretary") else 404 if part == "outsider" else 403
        assert signed_in(user).get(address(cast, "contact_edit")).status_code == wanted, part
