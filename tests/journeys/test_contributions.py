"""A year of contributions: the treasurer makes the run, a second person agrees, invoices, bank file, credit note."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from finance import reminder_tasks
from finance.file_tasks import make_run_files
from finance.models import Invoice, InvoiceRun, Reminder
from tests.cast import Cast, gather
from tests.finance.stage import NOW, Books, make_books
from tests.finance.statements import Paid, statement
from tests.journeys.company import Company
from twente.core import clock

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
FINANCE = "/bok-ses/financien/"


@pytest.fixture
def books() -> Books:
    """Everything is there, but the council of Tubbergen took its budget back and Borne asks a number."""
    cast = gather()
    made = make_books(cast)
    made.promised("Tubbergen", stands=False, document="Raadsbesluit 2026-99", decided_on=date(2026, 12, 1))
    made.profile("Borne", reference_name="verplichtingnummer")
    return made


@pytest.fixture
def company(books: Books, live_server: LiveServer, page_at: Callable[..., Page], settings: Settings) -> Company:
    """Thursday 11 February 2027."""
    found = Company(books.cast, live_server.url, page_at, settings)
    found.at(NOW)
    return found


def paid_file(folder: Path) -> Path:
    """A bank file in which Almelo pays all and Borne a part."""
    almelo, borne = (Invoice.objects.get(party__short_name=name) for name in ("Almelo", "Borne"))
    lines = [Paid(almelo.total_cents, reference=almelo.payment_reference), Paid(100_000, text=f"Factuur {borne.code}")]
    path = folder / "bank.xml"
    path.write_bytes(statement(*lines))
    return path


def test_from_rate_to_reminder(company: Company, tmp_path: Path) -> None:
    """Each page is judged at three widths; every act works as a form."""
    cast: Cast = company.cast
    treasurer = company.enter("financien", cast.treasurer)
    treasurer.go(f"{FINANCE}bijdragen/bijdrage/2027/")
    treasurer.press("Factuurronde beginnen")
    treasurer.says("Begrotingsbesluit ontbreekt: Tubbergen")
    treasurer.says("Kenmerk ontbreekt: Borne")

    treasurer.turn(lambda: treasurer.main.get_by_role("link", name="Kenmerk invullen").click())
    treasurer.page.get_by_label("Ordernummer of verplichtingnummer").fill("VP-2027-118")
    treasurer.press("Gegevens vastleggen")
    run = InvoiceRun.objects.get()
    treasurer.go(f"{FINANCE}rondes/{run.pk}/")
    treasurer.follow("Tubbergen")
    treasurer.page.get_by_label("Niet in deze ronde, omdat").fill("De raad beslist later.")
    treasurer.press("Keuze vastleggen")
    treasurer.follow("Naar controle")
    treasurer.page.get_by_label("Tweede persoon").select_option(str(cast.secretary.pk))
    treasurer.press("Controle vragen")
    treasurer.says("kijkt mee")

    secretary = company.enter("secretaris", cast.secretary)
    secretary.go(f"{FINANCE}rondes/{run.pk}/")
    secretary.follow("Akkoord geven")
    secretary.press("Akkoord geven")

    treasurer.go(f"{FINANCE}rondes/{run.pk}/")
    treasurer.follow("Definitief maken")
    treasurer.says("SES-2027-0001 tot en met SES-2027-0013")
    treasurer.press("Definitief maken")
    treasurer.says("0 van 13 facturen hebben hun bestanden")
    make_run_files(run.pk, clock.now())
    treasurer.go(f"{FINANCE}rondes/{run.pk}/")
    treasurer.says("13 van 13 facturen hebben hun bestanden")
    treasurer.follow("Verzenden")
    treasurer.press("Facturen verzenden")
    treasurer.says("13 van 13 zijn verzonden")

    treasurer.go(f"{FINANCE}betalingen/inlezen/")
    treasurer.page.get_by_label("Bankbestand", exact=True).set_input_files(paid_file(tmp_path))
    treasurer.press("Bestand bekijken")
    treasurer.says("op betalingskenmerk")
    treasurer.press("Bestand inlezen")
    company.at(NOW + timedelta(days=40))
    reminder_tasks.remind_payers()
    borne = Invoice.objects.get(party__short_name="Borne")
    assert not Reminder.objects.filter(invoice__party__short_name="Almelo").exists()
    assert Reminder.objects.filter(invoice=borne).exists()

    for person in (treasurer, secretary):
        person.sign_in()
    treasurer.go(f"{FINANCE}facturen/{borne.code}/")
    treasurer.says("te laat")
    treasurer.follow("Crediteren")
    treasurer.page.get_by_label("Bedrag zonder btw").fill("54,25")
    treasurer.page.get_by_label("Reden").fill("Afgesproken korting.")
    treasurer.press("Creditnota vragen")
    secretary.go(f"{FINANCE}facturen/{borne.code}/")
    secretary.follow("Creditnota bevestigen")
    secretary.press("Creditnota maken")
    secretary.says("Creditnota SES-2027-0014")

    member = company.representative("Borne")
    member.go(FINANCE)
    member.says("SES-2027-0014")
    assert "Almelo" not in member.main.inner_text()
    assert not company.faults, "\n\n".join(company.faults)
