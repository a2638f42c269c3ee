"""The payments of a week: a bank file looked at, a line placed by keyboard, undone, set aside and put back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from finance.models import Allocation, BankLine, Invoice
from tests.cast import gather
from tests.finance.stage import NOW, Books, make_books
from tests.finance.statements import Paid, statement
from tests.journeys.company import Company, Person

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PAYMENTS = "/bok-ses/financien/betalingen/"
MOST_TABS = 80
"""More stops than any page here has before its form."""


@pytest.fixture
def books() -> Books:
    """Fourteen invoices of 2027."""
    made = make_books(gather())
    made.invoices()
    return made


@pytest.fixture
def company(books: Books, live_server: LiveServer, page_at: Callable[..., Page], settings: Settings) -> Company:
    """Thursday 11 February 2027."""
    found = Company(books.cast, live_server.url, page_at, settings)
    found.at(NOW)
    return found


def bank_file(folder: Path) -> Path:
    """Almelo pays by its reference, Borne without one, and the bank takes its costs."""
    almelo, borne = (Invoice.objects.get(party__short_name=name) for name in ("Almelo", "Borne"))
    path = folder / "week-6.xml"
    lines = (
        Paid(almelo.total_cents, reference=almelo.payment_reference),
        Paid(borne.total_cents, text="bijdrage", name="Gemeente Borne"),
        Paid(-1_250, text="Kosten zakelijke rekening", name="Bank"),
    )
    path.write_bytes(statement(*lines))
    return path


def tab_to(person: Person, target: Locator) -> None:
    """Only the Tab key, until this has the focus, which can be seen."""
    for _ in range(MOST_TABS):
        person.page.keyboard.press("Tab")
        if target.evaluate("(e) => e === document.activeElement"):
            outline = target.evaluate("(e) => getComputedStyle(e).outlineStyle + getComputedStyle(e).boxShadow")
            assert outline != "nonenone", "the focus cannot be seen"
            return
    raise AssertionError(f"not reached by keyboard: {target}")


def typed(person: Person, label: str, text: str) -> None:
    """A field reached and filled in by keyboard."""
    tab_to(person, person.page.get_by_label(label, exact=True))
    person.page.keyboard.type(text)


def entered(person: Person, role: str, name: str) -> None:
    """A link or button reached by keyboard, and pressed with Enter."""
    tab_to(person, person.main.get_by_role(role, name=name, exact=True))
    person.turn(lambda: person.page.keyboard.press("Enter"))


def test_payments_of_a_week(company: Company, tmp_path: Path) -> None:
    """Upload and preview; the list; match, undo, set aside and put back, by keyboard alone."""
    treasurer = company.enter("financien", company.cast.treasurer)
    treasurer.go(PAYMENTS)
    treasurer.says("Niets te koppelen")
    treasurer.follow("Bankbestand inlezen")
    treasurer.page.get_by_label("Bankbestand", exact=True).set_input_files(bank_file(tmp_path))
    treasurer.press("Bestand bekijken")
    treasurer.says("geen factuur gevonden")
    treasurer.press("Bestand inlezen")
    treasurer.says("3 regels, 1 gekoppeld")

    treasurer.go(PAYMENTS)
    treasurer.says("−€\u00a012,50")
    borne = Invoice.objects.get(party__short_name="Borne")
    entered(treasurer, "link", "Gemeente Borne")
    typed(treasurer, "Factuurnummer", borne.code)
    entered(treasurer, "button", "Koppelen")
    treasurer.says(f"Gekoppeld aan {borne.code}.")
    entered(treasurer, "link", f"Losmaken van {borne.code}")
    typed(treasurer, "Reden", "Verkeerde partij.")
    entered(treasurer, "button", "Losmaken")
    expect(treasurer.main).to_contain_text("De factuur staat weer open.")
    assert Allocation.objects.filter(invoice=borne).count() == 2

    entered(treasurer, "link", "Bank")
    entered(treasurer, "link", "Hoort niet bij een factuur")
    typed(treasurer, "Reden", "Bankkosten.")
    entered(treasurer, "button", "Uit de lijst halen")
    treasurer.says("Uit de lijst gehaald")
    entered(treasurer, "link", "Bank")
    entered(treasurer, "link", "Terug in de lijst zetten")
    typed(treasurer, "Reden", "Toch nakijken.")
    entered(treasurer, "button", "Terugzetten")
    treasurer.says("De regel staat weer in de lijst.")
    assert BankLine.objects.get(cents=-1_250).set_asides.get().put_back.reason == "Toch nakijken."
    assert not company.faults, "\n\n".join(company.faults)
