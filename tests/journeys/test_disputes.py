"""Two disputes: one solved at the chair (BOK-13.3), one by mediation to the province (BOK-13.5), the clock moved."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from disputes.models import Dispute
from tests.cast import MORNING, Cast
from tests.journeys.company import Company, Person
from twente.core import clock
from twente.core.dates import day_of
from twente.outbox.models import Message

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
FILE = "/bok-ses/geschillen/2026-01/"


@pytest.fixture
def company(cast: Cast, live_server: LiveServer, page_at: Callable[..., Page], settings: Settings) -> Iterator[Company]:
    """It is Friday 20 November 2026."""
    company = Company(cast, live_server.url, page_at, settings)
    company.at(MORNING)
    expect.set_options(timeout=20_000)
    yield company
    expect.set_options(timeout=5_000)


def test_from_notification_to_settlement(company: Company) -> None:
    notify(company.representative("Rijssen-Holten"))
    secretary = company.enter("secretaris", company.cast.secretary)
    receive(secretary)
    secretary.says("Overleg bij de voorzitter")
    secretary.says("Vier weken na de laatste ontvangst op 20 november 2026")
    recorded(secretary, "Gesprek vastleggen", Aanwezig="beide partijen", Verslag="Zij komen eruit.")
    recorded(secretary, "Oplossing vastleggen", **{"Wat is overeengekomen?": "De eerste januari telt."})
    announce(secretary)
    outsider = company.representative("Almelo", refused="404")
    outsider.go("/bok-ses/geschillen/")
    outsider.follow("Uitkomst 2026-01")
    outsider.says("De eerste januari telt.")
    outsider.page.goto(company.address + FILE)
    outsider.says("De pagina bestaat niet, of is niet voor u.")
    assert Message.objects.filter(kind="dispute_outcome").count() == 14
    assert company.faults == []


def test_through_mediation_to_gedeputeerde_staten(company: Company) -> None:
    notify(company.representative("Rijssen-Holten"))
    receive(company.enter("secretaris", company.cast.secretary))
    company.at(datetime(2027, 1, 2, 9, 0, tzinfo=UTC))
    secretary = company.enter("secretaris", company.cast.secretary)
    secretary.go(FILE)
    recorded(secretary, "Mediator vragen", **{"Naam van de mediator": "Mediator Voorbeeld"})
    secretary.says("Let op: niet bekend of de mediator erkend is.")
    recorded(secretary, "Mediationovereenkomst vastleggen")
    secretary.says("Kan vanaf zaterdag 3 april 2027, als er dan geen oplossing is.")
    company.at(datetime(2027, 4, 3, 9, 0, tzinfo=UTC))
    secretary = company.enter("secretaris", company.cast.secretary)
    secretary.go(FILE)
    secretary.follow("Voorleggen aan Gedeputeerde Staten")
    secretary.main.get_by_label("Wierden").check()
    sent(secretary, "Voorleggen aan Gedeputeerde Staten")
    secretary.says("Bij Gedeputeerde Staten")
    assert Dispute.objects.get().facts.filter(kind="submission").exists()
    assert company.faults == []


def notify(party: Person) -> None:
    """On the phone of the representative."""
    party.go("/bok-ses/geschillen/")
    party.follow("Geschil melden")
    party.main.get_by_label("Wierden").check()
    party.main.get_by_label("de uitleg van de overeenkomst").check()
    for name, text in (
        ("Artikel", "11.1"),
        ("Onderwerp", "peildatum van het inwonertal"),
        ("Omschrijving", "Wierden gebruikt een andere peildatum."),
        ("Mogelijke oplossing", "Allen gebruiken 1 januari."),
    ):
        party.main.get_by_label(name, exact=True).fill(text)
    party.press("Geschil melden")
    party.says("Het geschil is vastgelegd onder nummer 2026-01")
    party.says("Wacht op ontvangst door Wierden en de voorzitter.")


def receive(secretary: Person) -> None:
    """Both received it today."""
    secretary.go(FILE)
    for who in ("Wierden", "De voorzitter"):
        secretary.follow("Ontvangst vastleggen")
        secretary.main.get_by_label(who).check()
        sent(secretary, "Ontvangst vastleggen")


def recorded(secretary: Person, act: str, **texts: str) -> None:
    """Record something that happened today, in words."""
    secretary.follow(act)
    for name, text in texts.items():
        secretary.main.get_by_label(name, exact=True).fill(text)
    sent(secretary, act)


def announce(secretary: Person) -> None:
    """The solution was written already; what all parties read begins with it."""
    secretary.follow("Oplossing bekendmaken")
    expect(secretary.main.get_by_label("Wat alle partijen lezen")).to_have_value("De eerste januari telt.")
    sent(secretary, "Oplossing bekendmaken")
    secretary.says("Afgesloten")


def sent(secretary: Person, act: str) -> None:
    """Today, and away."""
    secretary.main.locator("input[name=on]").fill(day_of(clock.now()).isoformat())
    secretary.press(act)
