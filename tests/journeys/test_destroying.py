"""Destruction after the term: a secretary proposes, the administrator approves, and every page says what is left."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from disputes.models import Dispute
from disputes.rules.facts import Kind
from finance.file_tasks import make_invoice_files
from finance.models import Invoice
from finance.services import claims, payments
from finance.services.claims import ClaimDetails
from tests.cast import gather
from tests.disputes.stage import a_dispute, happens
from tests.finance.stage import NOW, Books, make_books
from tests.finance.statements import Paid, statement
from tests.journeys.company import Company
from tests.papers import work
from tests.partnership.archive_scene import owned
from tests.partnership.test_archive_destruction import text_of
from twente.partnership.archive import services
from twente.partnership.archive.services import Keeping

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
LATER = datetime(2038, 3, 1, 9, 0, tzinfo=UTC)
"""Monday 1 March 2038, after every term."""
TEN = Keeping("19.1.10", "Overleg in de regio", "10 years", "Afhandeling", "Selectielijst 2020")
SEVEN = Keeping("AWR 52", "Facturen en betalingen", "7 years", "Einde van het kalenderjaar", "AWR, artikel 52")


@pytest.fixture
def books() -> Books:
    """One paid invoice of 2027 with its files, and a dispute that was settled in 2026."""
    with time_machine.travel(NOW, tick=False):
        made = make_books(gather())
        paid(made)
        ended(made)
        return made


def paid(books: Books) -> None:
    """Almelo paid for the archive."""
    cast = books.cast
    details = ClaimDetails("17.2", "Archief", 20_000)
    asked = claims.claim(agreement=cast.agreement, party=cast.parties["Almelo"], details=details, **books.acts)
    invoice = claims.confirm_claim(asked=asked, by=cast.secretary, now=NOW)
    line = Paid(invoice.total_cents, reference=invoice.payment_reference)
    read = payments.upload_statement(
        agreement=cast.agreement, content=statement(line), name="februari.xml", **books.acts
    )
    payments.confirm_import(bank_import=read, **books.acts)
    make_invoice_files(invoice.pk, NOW)


def ended(books: Books) -> None:
    """A dispute that was settled, under terms that the secretary recorded."""
    cast = books.cast
    owned(cast)
    about = {"agreement": cast.agreement, "since": date(2021, 2, 1), "by": cast.secretary, "now": NOW}
    services.record_class(body=None, keeping=TEN, **about)
    services.record_class(body=None, subject="financien", keeping=SEVEN, **about)
    dispute = a_dispute(cast)
    happens(cast, dispute, Kind.CONVERSATION, date(2026, 11, 3), text="Besproken.", detail={"present": "Iedereen"})
    happens(cast, dispute, Kind.SOLUTION, date(2026, 11, 10), text="De peildatum blijft 1 januari.")
    happens(cast, dispute, Kind.ANNOUNCEMENT, date(2026, 11, 12))


@pytest.fixture
def company(books: Books, live_server: LiveServer, page_at: Callable[..., Page], settings: Settings) -> Company:
    """Monday 1 March 2038."""
    found = Company(books.cast, live_server.url, page_at, settings)
    found.at(LATER)
    return found


def test_two_persons_destroy_what_is_past_its_term(company: Company, tmp_path: Path) -> None:
    """Proposed from the list, refused to the same person, approved by another; the certificate names everything."""
    secretary = company.enter("secretaris", company.cast.secretary)
    secretary.go("/bok-ses/archief/vernietigen/")
    for name in ("Financiën 2027", "Geschil 2026-01"):
        secretary.main.get_by_role("checkbox", name=name).check()
    secretary.press("Vernietiging voorstellen")
    secretary.says("Een ander moet haar goedkeuren")

    administrator = company.enter("beheerder", company.cast.administrator)
    administrator.go(secretary.page.url.removeprefix(company.address))
    administrator.press("Goedkeuren en vernietigen")
    work()
    administrator.page.reload()
    administrator.look("vernietigd")
    secretary.page.reload()
    statement_of = secretary.saved("Verklaring van vernietiging (pdf)", tmp_path)
    assert f"UBL van {Invoice.objects.get().code}" in text_of(statement_of.read_bytes())

    invoice = Invoice.objects.get()
    treasurer = company.browser("financien", company.cast.treasurer, 1366, refused="410")
    treasurer.sign_in()
    treasurer.go(f"/bok-ses/financien/facturen/{invoice.code}/")
    treasurer.says("op 1 maart 2038 vernietigd")
    treasurer.go(f"/bok-ses/financien/facturen/{invoice.code}/factuur.pdf")
    expect(treasurer.main.get_by_role("heading", level=1)).to_be_visible()
    treasurer.look("410")

    secretary.go(f"/bok-ses/geschillen/{Dispute.objects.get()}/")
    secretary.says("is de inhoud van dit geschil vernietigd")
    assert company.faults == []
