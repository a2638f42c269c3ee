"""A bank line that belongs to no invoice: out of the list, back with a reason, and out again."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from finance.models import BankLine, PutBack, SetAside
from finance.services import asides, payments
from finance.services.payments import LineAside
from tests.finance.stage import ISSUER, NOW, Books
from tests.finance.statements import Paid, statement
from twente.core import clock
from twente.core.models import AuditEntry


@pytest.fixture
def costs(books: Books) -> BankLine:
    """A bank line with costs, of a file that was read."""
    content = statement(Paid(-1250, text="Bankkosten"), account=ISSUER["iban"])
    found = payments.upload_statement(agreement=books.cast.agreement, content=content, name="april.xml", **books.acts)
    payments.confirm_import(bank_import=found, **books.acts)
    return BankLine.objects.get()


def page(name: str, *args: object) -> str:
    return reverse(f"finance:{name}", args=["bok-ses", *args])


def test_out_of_the_list_and_back_and_out_again(books: Books, costs: BankLine) -> None:
    aside = asides.set_aside(line=costs, reason="Bankkosten", **books.acts)
    assert asides.set_aside(line=costs, reason="Anders", **books.acts) == aside
    asides.put_back(line=costs, reason="Toch van Borne.", **books.acts)
    with pytest.raises(asides.NotAside):
        asides.put_back(line=costs, reason="Nog eens.", **books.acts)
    assert asides.set_aside(line=costs, reason="Toch niet.", **books.acts) != aside
    said = AuditEntry.objects.filter(action__startswith="bank_line").order_by("id")
    assert list(said.values_list("action", "detail__reason")) == [
        ("bank_line_set_aside", "Bankkosten"),
        ("bank_line_put_back", "Toch van Borne."),
        ("bank_line_set_aside", "Toch niet."),
    ]


def test_line_that_is_aside_pays_nothing(books: Books, costs: BankLine) -> None:
    invoice = books.invoices()[0]
    asides.set_aside(line=costs, reason="Bankkosten", **books.acts)
    with pytest.raises(LineAside):
        payments.allocate(line=costs, invoice=invoice, cents=-1250, overpaid=False, **books.acts)


def test_the_database_sets_aside_once_and_keeps_what_was_said(books: Books, costs: BankLine) -> None:
    aside = asides.set_aside(line=costs, reason="Bankkosten", **books.acts)
    facts = {"recorded_by": books.cast.treasurer, "recorded_at": NOW}
    with pytest.raises(IntegrityError, match="al uit de lijst"), transaction.atomic():
        SetAside.objects.create(line=costs, reason="Weer.", **facts)
    with pytest.raises(IntegrityError, match="put_back_reasoned"), transaction.atomic():
        PutBack.objects.create(set_aside=aside, reason="", **facts)
    asides.put_back(line=costs, reason="Terug.", **books.acts)
    with pytest.raises(DatabaseError, match=r"niet toegestaan|permission denied"), transaction.atomic():
        PutBack.objects.update(reason="Anders.")


def test_pages_show_where_it_went_and_bring_it_back(
    books: Books, costs: BankLine, client: Client, settings: Settings
) -> None:
    """Out of the list it still stands on the page, with its reason; put back it can be placed."""
    settings.CLOCK_OFFSET += NOW - clock.now()
    client.force_login(books.cast.treasurer)
    assert client.get(page("line_back", costs.pk)).status_code == 404
    client.post(page("line_aside", costs.pk), {"reason": "Bankkosten & meer"})
    listed = client.get(page("payment_list")).text
    assert "Niets te koppelen" in listed and "Bankkosten &amp; meer" in listed
    line_page = client.get(page("line_detail", costs.pk)).text
    assert "Terug in de lijst zetten" in line_page and "Hoort niet bij een factuur</a>" not in line_page
    empty = client.post(page("line_back", costs.pk), {"reason": " "})
    assert empty.status_code == 422
    back = client.post(page("line_back", costs.pk), {"reason": "Toch van Borne."}, follow=True).text
    assert "De regel staat weer in de lijst." in back and "Hoort niet bij een factuur" in back
    assert "\u2212€\u00a012,50" in client.get(page("payment_list")).text
