"""A meeting is prepared from an empty year with the keyboard alone: plan, standing items, an item, order, send.

Strictly: no click, no focus set by the test and no value set by a script. What the keyboard cannot reach, fails.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from meetings.models import AgendaItem, Meeting
from tests.cast import MORNING, Cast
from tests.journeys.company import DESK, PASSWORD, Company, Person
from twente.outbox.models import Message

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
FURTHEST = 150
"""So many times Tab brings one anywhere on a page."""
MOUSELESS = """
  let keys = 0;
  addEventListener('keydown', () => { keys += 1; }, true);
  for (const kind of ['pointerdown', 'mousedown']) addEventListener(kind, () => console.error('a mouse'), true);
  addEventListener('input', ({ isTrusted }) => { if (!keys || !isTrusted) console.error('no key typed this'); }, true);
"""


@pytest.fixture
def company(cast: Cast, live_server: LiveServer, page_at: Callable[..., Page], settings: Settings) -> Iterator[Company]:
    """It is Friday 20 November 2026 and nothing is planned."""
    company = Company(cast, live_server.url, page_at, settings)
    company.at(MORNING)
    expect.set_options(timeout=20_000)
    yield company
    expect.set_options(timeout=5_000)


def reach(person: Person, target: Locator, *, back: bool = False) -> None:
    """Press Tab until the target has the focus; a target that Tab never meets is no target."""
    expect(target).to_be_visible()
    for _ in range(FURTHEST):
        if target.evaluate("element => element === document.activeElement"):
            return
        person.page.keyboard.press("Shift+Tab" if back else "Tab")
    raise AssertionError(f"{target} is not reached with Tab")


def press(person: Person, target: Locator, key: str = "Enter", **how: bool) -> None:
    """Go to a control and press a key that changes this page."""
    reach(person, target, **how)
    person.page.keyboard.press(key)


def follow(person: Person, target: Locator) -> None:
    """Go to a link or a button and press Enter, which leads to another page."""
    reach(person, target)
    person.turn(lambda: person.page.keyboard.press("Enter"))


def typed(person: Person, label: str, text: str) -> None:
    """Type in a field, over what stood there."""
    reach(person, person.main.get_by_label(re.compile(f"^{label}")))
    person.page.keyboard.press("Control+a")
    person.page.keyboard.type(text)


def clocked(person: Person, label: str, hour: int) -> None:
    """Type a time in its parts; how many parts there are depends on the language of the browser."""
    field = person.main.get_by_label(re.compile(f"^{label}"))
    reach(person, field)
    person.page.keyboard.type(f"{(hour - 1) % 12 + 1:02}00")
    if field.input_value() != f"{hour:02}:00":
        person.page.keyboard.type("PM" if hour >= 12 else "AM")
    expect(field).to_have_value(f"{hour:02}:00")


def chosen(person: Person, label: str, option: str) -> None:
    """Choose in a list by typing the beginning of the option."""
    field = person.main.get_by_label(re.compile(f"^{label}"))
    reach(person, field)
    person.page.keyboard.type(option)
    expect(field.locator("option:checked")).to_contain_text(option)


def entered(company: Company) -> Person:
    """The secretary signs in, on a page that says so when a mouse or a script does the work."""
    secretary = company.browser("secretaris", company.cast.secretary, DESK)
    secretary.page.add_init_script(MOUSELESS)
    secretary.go("/account/login/")
    reach(secretary, secretary.page.get_by_label("Gebruikersnaam of mailadres"))
    secretary.page.keyboard.type(company.cast.secretary.username)
    reach(secretary, secretary.page.get_by_label("Wachtwoord", exact=True))
    secretary.page.keyboard.type(PASSWORD)
    secretary.turn(lambda: secretary.page.keyboard.press("Enter"))
    return secretary


def test_a_meeting_is_prepared_with_the_keyboard_alone(company: Company) -> None:
    secretary = entered(company)
    planned(secretary)
    filled(secretary)
    added(secretary)
    ordered(secretary)
    sent(secretary)
    assert company.faults == []


def planned(secretary: Person) -> None:
    """From the plan of an empty year to a meeting on a day that suits."""
    page = secretary.page
    follow(secretary, page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Jaarplan"))
    assert not Meeting.objects.exists()
    on_the_eleventh(secretary)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Vergadering plannen")).to_be_focused()
    clocked(secretary, "Begin", 10)
    clocked(secretary, "Einde", 12)
    typed(secretary, "Plaats", "stadhuis Enschede")
    press(secretary, secretary.main.get_by_role("button", name="Vergadering opslaan"))
    expect(page.get_by_role("heading", name="Vergadering plannen")).to_have_count(0)
    on_the_eleventh(secretary)
    follow(secretary, page.locator("[data-raster] a[aria-label='11 december: Bestuurlijk overleg, concept']"))


def on_the_eleventh(secretary: Person) -> None:
    """The calendar is one tab stop; from today three weeks on with the arrows."""
    page = secretary.page
    reach(secretary, page.locator("[data-raster] [data-dag][tabindex='0']"))
    for key in ("PageDown", "ArrowUp", "ArrowLeft", "ArrowLeft"):
        page.keyboard.press(key)
    expect(page.locator("[data-dag='2026-12-11']")).to_be_focused()


def filled(secretary: Person) -> None:
    """What comes on every agenda is begun once, and put on this one (BOK-5.7)."""
    page = secretary.page
    follow(secretary, secretary.main.get_by_role("link", name="Agenda vullen"))
    follow(secretary, secretary.main.get_by_role("link", name="Vaste punten van Bestuurlijk overleg beheren"))
    follow(secretary, secretary.main.get_by_role("button", name="Begin met de gebruikelijke punten"))
    expect(page.locator("ol.agenda li")).to_have_count(5)
    follow(secretary, page.get_by_role("navigation", name="Kruimelpad").get_by_role("link", name="Vergaderingen"))
    follow(secretary, secretary.main.get_by_role("link", name="Bestuurlijk overleg van 11 december 2026"))
    follow(secretary, secretary.main.get_by_role("link", name="Agenda vullen"))
    press(secretary, secretary.main.get_by_label("Mededelingen en ingekomen stukken"), "Space")
    follow(secretary, secretary.main.get_by_role("button", name="Op de agenda zetten"))
    expect(page.locator("ol.agenda li")).to_have_count(4)


def added(secretary: Person) -> None:
    """An item with its proposed decision comes before what closes the agenda."""
    page = secretary.page
    secretary.turn(lambda: page.keyboard.press("n"))
    typed(secretary, "Titel", "Koers SES Twente 2027")
    chosen(secretary, "Soort", "8a. ")
    chosen(secretary, "Status", "Ter besluitvorming")
    chosen(secretary, "Behandeling", "Bespreekstuk")
    typed(secretary, "Minuten", "25")
    typed(secretary, "Voorgesteld besluit", "De koers voor 2027 vaststellen.")
    follow(secretary, secretary.main.get_by_role("button", name="Agendapunt opslaan"))
    expect(page.locator("ol.agenda li").nth(2)).to_contain_text("Koers SES Twente 2027")
    expect(page.get_by_role("region", name="Nog te regelen")).to_contain_text("wie licht het toe?")
    item = AgendaItem.objects.get(title="Koers SES Twente 2027")
    assert (item.subject, item.status, item.handling, item.minutes_planned) == ("8a", "besluitvorming", "debate", 25)


def ordered(secretary: Person) -> None:
    """By arrow and by place; the focus stays on the item, and the last step is taken back."""
    page = secretary.page
    press(secretary, page.get_by_label("Volgorde wijzigen"), "Space")
    press(secretary, page.get_by_role("button", name="Punt 3 omhoog"))
    expect(page.locator("ol.agenda li").nth(1)).to_contain_text("Koers SES Twente 2027")
    expect(page.get_by_role("button", name="Punt 2 omhoog")).to_be_focused()
    typed(secretary, "Plaats van punt 2", "1")
    page.keyboard.press("Enter")
    expect(page.locator("ol.agenda li").first).to_contain_text("Koers SES Twente 2027")
    expect(page.get_by_label("Plaats van punt 1")).to_be_focused()
    secretary.look("volgorde")
    press(secretary, page.get_by_role("button", name="Ongedaan maken"), back=True)
    expect(page.locator("ol.agenda li").nth(1)).to_contain_text("Koers SES Twente 2027")


def sent(secretary: Person) -> None:
    """The agenda goes out from the checklist, though something is still missing."""
    follow(secretary, secretary.main.get_by_role("link", name="Agenda versturen"))
    follow(secretary, secretary.main.get_by_role("button", name="Agenda versturen"))
    secretary.says("Versie 1 van de agenda gaat naar")
    assert Meeting.objects.get().state == Meeting.State.CONVENED
    assert Message.objects.filter(kind="agenda").exists()
