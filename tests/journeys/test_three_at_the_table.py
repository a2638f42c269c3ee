"""A meeting runs on four screens at once: the secretary's, the chair's, the wall and a member's phone (BOK-8, 14)."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from meetings.models import Action, AgendaItem, Decision, Meeting, Suspension
from tests.cast import Cast
from tests.factories import COURSE, MEETING_AT, ORDER, an_open_meeting
from tests.journeys.browser import LOST, offline, sign_in
from tests.journeys.company import Company, Person
from twente.core.models import User

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
DECISION = "De koers SES Twente vaststellen."
PROMISE = "De secretaris stuurt de cijfers na."


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """A meeting under way with nine parties at the table."""
    made = an_open_meeting(cast, present=tuple(cast.parties)[:9], items=(ORDER, COURSE, COURSE))
    AgendaItem.objects.filter(meeting=made, position=2).update(
        title="Koers SES Twente",
        explanation="Drie lijnen: techniek, arbeidsmarkt, bereikbaarheid.",
        proposed_decision=DECISION,
    )
    AgendaItem.objects.filter(meeting=made, position=3).update(title="Onderhandeling", confidentiality="closed")
    return made


@pytest.fixture
def company(cast: Cast, live_server: object, page_at: Callable[..., Page], settings: Settings) -> Iterator[Company]:
    """Five minutes after the opening."""
    made = Company(cast, live_server.url, page_at, settings)
    made.at(MEETING_AT + timedelta(minutes=5))
    expect.set_options(timeout=20_000)
    yield made
    expect.set_options(timeout=5_000)


def seated(company: Company, part: str, user: User, name: str, meeting: Meeting) -> Person:
    """Somebody who signed in before, at one of the screens."""
    width = 390 if part == "bestuurder" else 1366
    person = company.browser(part, user, width, refused=LOST)
    sign_in(person.page, company.address, User.objects.get(pk=user.pk))
    person.go(reverse(f"meetings:{name}", args=["bok-ses", meeting.pk]))
    return person


def test_secretary_chair_wall_and_phone_follow_one_meeting(company: Company, meeting: Meeting) -> None:
    cast = company.cast
    secretary = seated(company, "secretaris", cast.secretary, "live_desk", meeting)
    chair = seated(company, "voorzitter", cast.chair, "live_chair", meeting)
    wall = seated(company, "zaal", cast.secretary, "live_wall", meeting)
    phone = seated(company, "bestuurder", cast.representatives["Hengelo"], "live_follow", meeting)
    taken(secretary, chair, wall, phone)
    comes_and_goes(secretary, chair)
    recorded(secretary, chair, phone)
    typed_without_a_connection(secretary)
    paused(secretary, wall, phone)
    speaks(chair, wall)
    behind_closed_doors(secretary, wall)
    assert company.faults == []


def taken(secretary: Person, chair: Person, wall: Person, phone: Person) -> None:
    """The chair takes the second item; every screen shows it, the phone of who stands still does not."""
    phone.page.get_by_label("Volg automatisch").uncheck()
    chair.page.get_by_role("button", name="Naar punt 2").click()
    for person in (secretary, chair, wall):
        expect(person.page.locator("#nu")).to_contain_text("Koers SES Twente")
        expect(person.main).to_contain_text(DECISION)
        expect(person.main).to_contain_text("nog 10 min")
    expect(phone.page.locator("#nu")).not_to_contain_text("Koers SES Twente")
    phone.page.get_by_label("Volg automatisch").check()
    expect(phone.page.locator("#nu")).to_contain_text("Koers SES Twente")


def comes_and_goes(secretary: Person, chair: Person) -> None:
    """The tenth party sits down: more than two thirds are there, on the chair's screen too."""
    secretary.says("Twee derde of minder is vertegenwoordigd")
    tenth = list(secretary.company.cast.parties.values())[9]
    secretary.page.locator(f"#zit-{tenth.pk}").click()
    secretary.says("10 van 14 partijen aanwezig")
    chair.says("Meer dan twee derde is vertegenwoordigd")


def recorded(secretary: Person, chair: Person, phone: Person) -> None:
    """A decision without leaving the page; the others see it below the item."""
    page = secretary.page
    page.locator("#open-besluit").click()
    page.locator("#besluit-text").fill(DECISION)
    page.locator("#leg-besluit").click()
    expect(page.locator("#vastgelegd")).to_be_visible()
    expect(phone.page.locator(".vastgelegd")).to_contain_text(DECISION)
    expect(chair.page.locator(".vastgelegd")).to_contain_text("Besluit 2026-1")
    assert Decision.objects.get().text == DECISION
    secretary.look("na-besluit")


def typed_without_a_connection(secretary: Person) -> None:
    """The network drops while typing: the text stays, says that it was not sent, and is stored once afterwards."""
    page = secretary.page
    page.locator("#open-toezegging").click()
    with offline(page):
        page.locator("#toezegging-text").press_sequentially(PROMISE)
        page.locator("#toezegging-who").select_option(label="Borne")
        page.locator("#leg-toezegging").click()
        expect(page.locator("#status")).to_contain_text("Uw tekst staat er nog")
        expect(page.locator("#toezegging-text")).to_have_value(PROMISE)
        assert not Action.objects.exists()
    page.locator("#leg-toezegging").click()
    expect(page.locator(".vastgelegd")).to_contain_text(PROMISE)
    assert Action.objects.get().text == PROMISE


def paused(secretary: Person, wall: Person, phone: Person) -> None:
    """Suspended with a reason on every screen, and resumed; what is typed meanwhile stays."""
    page = secretary.page
    page.locator("#open-actiepunt").click()
    page.locator("#actiepunt-text").fill("Half af")
    page.locator("#gang summary").click()
    page.get_by_label("Waarom schorst u?").fill("Overleg van de colleges")
    page.locator("#schorsen").click()
    for person in (wall, phone):
        expect(person.main).to_contain_text("De vergadering is geschorst sinds")
    expect(page.locator("#actiepunt-text")).to_have_value("Half af")
    page.get_by_role("button", name="Heropenen").click()
    expect(wall.page.locator("#nu")).to_contain_text("Koers SES Twente")
    assert Suspension.objects.get().ended_at is not None


def speaks(chair: Person, wall: Person) -> None:
    """The chair gives the floor; the room sees to whom."""
    chair.page.get_by_label("Partij die het woord vraagt").select_option(label="Losser")
    chair.page.locator("#op-de-lijst").click()
    chair.page.get_by_role("button", name="Woord aan Losser").click()
    expect(wall.main).to_contain_text("Losser")
    chair.look("spreker")


def behind_closed_doors(secretary: Person, wall: Person) -> None:
    """The confidential item: the doors close, and the wall names nothing."""
    secretary.page.get_by_role("button", name="Naar punt 3").click()
    secretary.says("Sluit de deuren")
    expect(wall.page.locator("#nu")).to_have_text("Besloten deel")
    secretary.page.get_by_role("button", name="Deuren sluiten").click()
    expect(wall.main).to_contain_text("De deuren zijn gesloten.")
    expect(wall.main).not_to_contain_text("Onderhandeling")
    wall.look("besloten")
