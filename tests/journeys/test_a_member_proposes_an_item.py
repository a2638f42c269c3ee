"""A member on a phone reads a paper, makes a note, and offers an item, which the secretary puts on the agenda."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from meetings.models import Meeting, Note
from tests.cast import MORNING, Cast
from tests.factories import MEETING_AT, a_meeting
from tests.journeys.company import Company, Person
from tests.papers import a_paper, a_pdf
from twente.outbox.models import Message

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
TITLE = "Fietsroutes tussen bedrijventerreinen"


@pytest.fixture
def company(cast: Cast, live_server: LiveServer, page_at: Callable[..., Page], settings: Settings) -> Iterator[Company]:
    """It is Friday 20 November 2026."""
    company = Company(cast, live_server.url, page_at, settings)
    company.at(MORNING)
    expect.set_options(timeout=20_000)
    yield company
    expect.set_options(timeout=5_000)


@pytest.fixture
def meeting(company: Company) -> Meeting:
    """The next meeting, in concept, with a paper of two pages at the second item."""
    meeting = a_meeting(company.cast, starts_at=MEETING_AT)
    paper = a_pdf("Eerste blad", "Tweede blad")
    a_paper(company.cast, meeting.items.get(position=2), "Koersdocument", content=paper)
    return meeting


def test_a_member_reads_notes_and_offers_an_item(company: Company, meeting: Meeting) -> None:
    borne = company.representative("Borne", refused="422")
    read(borne, meeting)
    noted(borne)
    offered(borne, meeting)
    accepted(company.enter("secretaris", company.cast.secretary), meeting)
    heard(borne, meeting)
    assert company.faults == []


def read(borne: Person, meeting: Meeting) -> None:
    """From the own page to the meeting and its paper; the next page."""
    borne.go("/mijn-overleg/")
    borne.go(f"/bok-ses/vergaderingen/{meeting.pk}/")
    borne.turn(lambda: borne.main.get_by_role("link", name="Koersdocument").click())
    borne.says("Blz. 1 van 2")
    borne.main.get_by_role("link", name="Volgende").first.click()
    expect(borne.page.get_by_role("heading", name="Blz. 2 van 2")).to_be_visible()
    borne.look("blad")


def noted(borne: Person) -> None:
    """The note saves itself; on the page of the notes it stands with its paper."""
    borne.page.get_by_role("textbox", name="Mijn notitie").fill("Vragen naar de fietsroutes.")
    expect(borne.page.locator("#notitie-stand")).to_contain_text("Opgeslagen om")
    assert Note.objects.get().text == "Vragen naar de fietsroutes."
    borne.turn(lambda: borne.main.get_by_role("link", name="Al mijn notities").click())
    borne.says("Vragen naar de fietsroutes.")


def offered(borne: Person, meeting: Meeting) -> None:
    """Beside the agenda is the way to offer an item; the meeting is filled in; then it waits."""
    page = borne.page
    borne.go(f"/bok-ses/vergaderingen/{meeting.pk}/")
    borne.turn(lambda: borne.main.get_by_role("link", name="Punt aanbieden").click())
    expect(page.get_by_label("Gewenste vergadering")).to_have_value(str(meeting.pk))
    page.get_by_label("Titel").fill(TITLE)
    page.get_by_label("Soort").select_option("subject:8a")
    borne.main.get_by_role("button", name="Punt aanbieden").click()
    borne.says("Leg kort uit waarom dit op de agenda moet.")
    borne.look("punt-aanbieden-fout")
    page.get_by_label("Waarom moet dit op de agenda?").fill("De aanvraag van de subsidie sluit dit voorjaar.")
    borne.turn(lambda: borne.main.get_by_role("button", name="Punt aanbieden").click())
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    borne.says("De aanvraag van de subsidie sluit dit voorjaar.")
    expect(page.locator("main")).to_contain_text("Aangeboden")
    borne.go(f"/bok-ses/vergaderingen/{meeting.pk}/")
    expect(page.get_by_role("region", name="Zelf een punt aanbieden")).to_contain_text(TITLE)
    assert not meeting.items.filter(title=TITLE).exists()


def accepted(secretary: Person, meeting: Meeting) -> None:
    """The desk asks; the secretary gives it the second place and fifteen minutes."""
    page = secretary.page
    secretary.go("/vandaag/")
    secretary.says(f"Aangeboden punt beoordelen: {TITLE}")
    secretary.go(f"/bok-ses/vergaderingen/{meeting.pk}/")
    secretary.follow(TITLE, within=page.get_by_role("region", name="Aangeboden punten"))
    page.get_by_label("Plaats").fill("2")
    page.get_by_label("Minuten").fill("15")
    secretary.press("Op de agenda zetten")
    assert (meeting.items.get(title=TITLE).position, meeting.items.get(title=TITLE).minutes_planned) == (2, 15)
    assert Message.objects.get(kind="proposed_item").recipient == secretary.company.cast.representatives["Borne"].email
    secretary.leave()


def heard(borne: Person, meeting: Meeting) -> None:
    """The member sees it on the agenda, and from the own offer gets there."""
    borne.go("/bok-ses/aangeboden-punten/")
    borne.says("Geagendeerd")
    borne.turn(lambda: borne.main.get_by_role("link", name=TITLE).click())
    borne.turn(lambda: borne.main.get_by_role("link", name=f"punt 2, {TITLE}").click())
    borne.look("eigen-punt")
