"""A meeting is prepared from an empty year with the keyboard alone: plan, standing items, an item, order, send."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from meetings.models import Meeting
from meetings.services.standing import start_standing
from tests.cast import MORNING, Cast
from tests.factories import a_body
from tests.journeys.company import Company, Person
from twente.outbox.models import Message

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def company(cast: Cast, live_server: LiveServer, page_at: Callable[..., Page], settings: Settings) -> Iterator[Company]:
    """It is Friday 20 November 2026 and nothing is planned."""
    company = Company(cast, live_server.url, page_at, settings)
    company.at(MORNING)
    expect.set_options(timeout=20_000)
    yield company
    expect.set_options(timeout=5_000)


def on(person: Person, target: Locator, key: str = "Enter") -> None:
    """Put the focus on a control, as Tab would, and press a key that leads to another page."""
    target.focus()
    expect(target).to_be_focused()
    person.turn(lambda: person.page.keyboard.press(key))


def typed(person: Person, label: str, text: str) -> None:
    """Type in a field, over what stood there."""
    field = person.main.get_by_label(label, exact=True)
    field.focus()
    person.page.keyboard.press("Control+a")
    person.page.keyboard.type(text)


def test_a_meeting_is_prepared_with_the_keyboard_alone(company: Company) -> None:
    start_standing(body=a_body(company.cast), by=company.cast.secretary, now=MORNING)
    secretary = company.enter("secretaris", company.cast.secretary)
    planned(secretary)
    added(secretary)
    ordered(secretary)
    sent(secretary)
    assert company.faults == []


def planned(secretary: Person) -> None:
    """From the plan of the year to a meeting that begins with the standing items (BOK-5.7)."""
    page = secretary.page
    secretary.go("/bok-ses/jaarplan/2026/")
    days = page.locator("[data-raster] [data-dag]")
    days.and_(page.locator("[tabindex='0']")).focus()
    page.keyboard.press("PageDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Vergadering plannen")).to_be_focused()
    for label, value in (("Begin", "10:00"), ("Einde", "12:00")):
        secretary.main.get_by_label(label, exact=True).fill(value)
    typed(secretary, "Plaats", "stadhuis Enschede")
    expect(page.get_by_label("Zet de vaste punten meteen op de agenda")).to_be_checked()
    secretary.main.get_by_role("button", name="Vergadering opslaan").focus()
    page.keyboard.press("Enter")
    on(secretary, page.locator("[data-raster] a[aria-label='13 december: Bestuurlijk overleg, concept']"))
    expect(page.locator("ol.agenda li")).to_have_count(5)


def added(secretary: Person) -> None:
    """An item with its proposed decision comes before what closes the agenda."""
    page = secretary.page
    page.keyboard.press("n")
    page.wait_for_url("**/punten/nieuw/")
    secretary.look_once()
    typed(secretary, "Titel", "Koers SES Twente 2027")
    for label, value in (("Soort", "subject:8a"), ("Status", "besluitvorming"), ("Behandeling", "debate")):
        page.get_by_label(label).select_option(value)
    page.get_by_label("Voorgesteld besluit").focus()
    page.keyboard.type("De koers voor 2027 vaststellen.")
    on(secretary, secretary.main.get_by_role("button", name="Agendapunt opslaan"))
    expect(page.locator("ol.agenda li").nth(3)).to_contain_text("Koers SES Twente 2027")
    expect(page.get_by_role("region", name="Nog te regelen")).to_contain_text("wie licht het toe?")


def ordered(secretary: Person) -> None:
    """By arrow and by place; the focus stays on the item, and the last step is taken back."""
    page = secretary.page
    order = page.get_by_label("Volgorde wijzigen")
    order.focus()
    page.keyboard.press("Space")
    arrow = page.get_by_role("button", name="Punt 4 omhoog")
    arrow.focus()
    page.keyboard.press("Enter")
    expect(page.locator("ol.agenda li").nth(2)).to_contain_text("Koers SES Twente 2027")
    expect(page.get_by_role("button", name="Punt 3 omhoog")).to_be_focused()
    page.get_by_label("Plaats van punt 3").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("1")
    page.keyboard.press("Enter")
    expect(page.locator("ol.agenda li").first).to_contain_text("Koers SES Twente 2027")
    expect(page.get_by_label("Plaats van punt 1")).to_be_focused()
    secretary.look("volgorde")
    page.get_by_role("button", name="Ongedaan maken").focus()
    page.keyboard.press("Enter")
    expect(page.locator("ol.agenda li").nth(2)).to_contain_text("Koers SES Twente 2027")


def sent(secretary: Person) -> None:
    """The agenda goes out from the checklist, though something is still missing."""
    on(secretary, secretary.main.get_by_role("link", name="Agenda versturen"))
    on(secretary, secretary.main.get_by_role("button", name="Agenda versturen"))
    secretary.says("Versie 1 van de agenda gaat naar")
    assert Meeting.objects.get().state == Meeting.State.CONVENED
    assert Message.objects.filter(kind="agenda").exists()
