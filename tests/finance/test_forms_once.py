"""A form about money that is sent twice counts once; one that comes back with something else says so."""

from typing import Any
from uuid import uuid4

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from finance.models import Claim, ExitCostLine, ManualPayment
from finance.services import leaving
from meetings.services import record_decision
from tests.factories import MEETING_AT, an_open_meeting
from tests.finance.stage import Books
from twente.core.models import AuditEntry

Form = tuple[str, dict[str, Any]]


def payment(books: Books) -> Form:
    """A payment by hand on the first invoice, of which much more is open."""
    filled = {"invoice": books.invoices()[0].code, "received_on": "2027-02-01", "reason": "Verrekend"}
    return reverse("finance:manual_create", args=["bok-ses"]), filled


def claim(books: Books) -> Form:
    """A one-off claim."""
    filled = {"party": "GM0141", "article": "17.2", "subject": "Archief"}
    return reverse("finance:claim_create", args=["bok-ses"]), filled


def exit_cost(books: Books) -> Form:
    """A cost of Tubbergen that leaves."""
    item = an_open_meeting(books.cast).items.get(position=1)
    said = {"text": "Instemmen.", "outcome": "vastgesteld", "key": uuid4()}
    consent = record_decision(item=item, by=books.cast.secretary, now=MEETING_AT, **said)
    place = {"agreement": books.cast.agreement, "party": books.cast.parties["Tubbergen"]}
    about = leaving.start_leaving(consent=consent, **place, **books.acts)
    filled = {"description": "Onderzoek", "incurred_on": "2026-11-02"}
    return reverse("finance:leaving_detail", args=["bok-ses", about.pk]), filled


MADE: tuple[tuple[Any, type[Model]], ...] = ((payment, ManualPayment), (claim, Claim), (exit_cost, ExitCostLine))


@pytest.mark.parametrize(("make", "table"), MADE)
def test_two_identical_posts_are_one_act(books: Books, treasurer: Client, make: Any, table: type[Model]) -> None:
    address, filled = make(books)
    filled |= {"cents": "100,00", "form_key": str(uuid4())}
    assert 'name="form_key"' in treasurer.get(address).text
    first = treasurer.post(address, filled)
    before = AuditEntry.objects.count()
    second = treasurer.post(address, filled)
    assert (first.status_code, second.status_code, first.url) == (302, 302, second.url)
    assert table._default_manager.count() == 1 and AuditEntry.objects.count() == before
    assert treasurer.post(address, filled | {"form_key": str(uuid4())}).status_code == 302
    assert table._default_manager.count() == 2


@pytest.mark.parametrize(("make", "table"), MADE)
def test_same_form_with_another_amount_is_not_lost_in_silence(
    books: Books, treasurer: Client, make: Any, table: type[Model]
) -> None:
    """Somebody went back in the browser and filled in the next one."""
    address, filled = make(books)
    filled |= {"cents": "100,00", "form_key": str(uuid4())}
    treasurer.post(address, filled)
    answer = treasurer.post(address, filled | {"cents": "200,00"})
    assert answer.status_code in (409, 422) and "al verzonden, met andere gegevens" in answer.text
    assert table._default_manager.count() == 1
