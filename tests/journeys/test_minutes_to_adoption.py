"""Minutes from concept to adoption: typed with markup, reviewed by two members, put on an agenda, adopted there."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from meetings import services
from meetings.models import Meeting, MinutesText
from tests.factories import a_meeting
from tests.journeys.browser import sign_in
from tests.journeys.company import DESK, Company, Person
from tests.meetings.minutes_scene import LATER, NOW, Scene, make_scene
from twente.core.models import User

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
NEXT = LATER + timedelta(days=50)


@pytest.fixture
def scene(transactional_db: None) -> Scene:
    """A meeting that was held, in a database that a browser sees."""
    return make_scene()


@pytest.fixture
def company(scene: Scene, live_server: object, page_at: Callable[..., Page], settings: Settings) -> Iterator[Company]:
    """Everybody, on the day after the next meeting."""
    company = Company(scene.cast, live_server.url, page_at, settings)
    company.at(NOW)
    expect.set_options(timeout=20_000)
    yield company
    expect.set_options(timeout=5_000)


def test_minutes_go_from_concept_through_review_to_adoption(company: Company, scene: Scene) -> None:
    secretary = at_desk(company, "secretaris", company.cast.secretary)
    typed(secretary, scene)
    asked(secretary, scene)
    commented(at_desk(company, "bestuurder", company.cast.representatives["Hengelo"]), scene)
    commented_on_a_phone(company.phone("Almelo"), scene)
    handled(secretary, scene)
    on_a_later_day(company, secretary, NOW + timedelta(days=15))
    later = a_meeting(company.cast, starts_at=NEXT)
    scheduled(secretary, scene)
    on_a_later_day(company, secretary, NEXT + timedelta(minutes=5))
    adopted(secretary, scene, later)
    assert company.faults == []


def on_a_later_day(company: Company, person: Person, moment: datetime) -> None:
    """Time goes by, and sessions do not last that long: the person signs in again.

    The page goes first: what it still asks for with the old session would take the new one away.
    """
    person.page.goto("about:blank")
    company.at(moment)
    sign_in(person.page, company.address, User.objects.get(username=company.cast.secretary.username))


def at_desk(company: Company, part: str, user: User) -> Person:
    """Somebody who signed in before, at a desk."""
    fresh = User.objects.get(pk=user.pk)
    person = company.browser(part, fresh, DESK)
    sign_in(person.page, company.address, fresh)
    return person


def typed(secretary: Person, scene: Scene) -> None:
    """The editor by keyboard: a bold word, a list from the bar, what Word pasted; saved by itself."""
    page = secretary.page
    secretary.go(scene.address())
    first = page.locator("#punt-1")
    box = first.get_by_role("textbox", name="Bespreking")
    box.click()
    page.keyboard.type("De voorzitter opent ")
    page.keyboard.press("Control+b")
    page.keyboard.type("stipt")
    expect(first.get_by_role("button", name="Vet")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Control+b")
    page.keyboard.press("Enter")
    page.keyboard.type("agenda")
    page.keyboard.press("Shift+Tab")
    expect(first.get_by_role("button", name="Vet")).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(box.locator("ul li")).to_have_text("agenda")
    expect(first).to_contain_text("Opgeslagen om")
    third = page.locator("#punt-3").get_by_role("textbox", name="Bespreking")
    third.evaluate(PASTE, "<p class=MsoNormal style='mso-x:1'>Niemand <i>vraagt</i> iets.</p>")
    expect(page.locator("#punt-3")).to_contain_text("Opgeslagen om")
    expect(page.get_by_text("3 van 3 klaar").first).to_be_visible()
    texts = list(MinutesText.objects.order_by("item__position").values_list("text", flat=True))
    assert texts == [
        "<p>De voorzitter opent <strong>stipt</strong></p><ul><li>agenda</li></ul>",
        "<p>Niemand <em>vraagt</em> iets.</p>",
    ]
    secretary.look("verslag-bewerken")


PASTE = """(box, html) => { box.focus(); const data = new DataTransfer(); data.setData('text/html', html);
  box.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })); }"""


def asked(secretary: Person, scene: Scene) -> None:
    """The secretary asks the members for comments."""
    secretary.go(scene.address())
    secretary.follow("Commentaar vragen")
    secretary.press("Commentaar vragen")
    secretary.says("tot en met 25 februari 2027")


def commented(hengelo: Person, scene: Scene) -> None:
    """A member quotes words of the text and proposes others."""
    hengelo.go(scene.address())
    remark(hengelo, 1, "Het was om tien uur.", quote="agenda", proposal="de agenda van tien uur")
    hengelo.look("verslag-lid")
    hengelo.leave()


def commented_on_a_phone(almelo: Person, scene: Scene) -> None:
    """Another reads on a phone: the items in a select, the comments under their block."""
    almelo.go(scene.address())
    almelo.page.get_by_label("Ga naar punt").select_option("3. Rondvraag en sluiting")
    expect(almelo.page.locator("#punt-3")).to_be_focused()
    remark(almelo, 3, "Almelo vroeg naar het spoor.")
    expect(almelo.page.locator("#punt-1")).to_contain_text("Het was om tien uur.")
    almelo.leave()


def remark(member: Person, number: int, text: str, **more: str) -> None:
    """Open the form under an item, fill it in, save it."""
    block = member.page.locator(f"#punt-{number}")
    block.get_by_text(f"Opmerking bij punt {number}").click()
    block.get_by_label("Uw opmerking").fill(text)
    block.get_by_label("Over deze woorden").fill(more.get("quote", ""))
    block.get_by_label("Voorgestelde tekst").fill(more.get("proposal", ""))
    member.turn(lambda: block.get_by_role("button", name="Opmerking opslaan").click())
    member.says(f"Uw opmerking bij punt {number} is opgeslagen.")


def handled(secretary: Person, scene: Scene) -> None:
    """Key o finds the open comments; one is taken over, taken back and taken again; one is not, with the reason."""
    page = secretary.page
    secretary.go(scene.address())
    page.keyboard.press("o")
    expect(page.get_by_role("link", name="Punt 1, bestuurder Hengelo, Hengelo")).to_be_focused()
    first = page.locator("#punt-1")
    for button in ("Overnemen", "Antwoord terugnemen", "Overnemen"):
        secretary.turn(lambda button=button: first.get_by_role("button", name=button, exact=True).click())
    expect(first.get_by_role("textbox", name="Bespreking").locator("ul li")).to_have_text("de agenda van tien uur")
    secretary.turn(lambda: page.locator("#punt-3").get_by_role("link", name="Niet overnemen").click())
    page.get_by_label("Waarom neemt u deze opmerking niet over?").fill("Dat was na de sluiting.")
    secretary.press("Niet overnemen")
    secretary.says("Dat was na de sluiting.")
    secretary.says("Op agenda zetten kan vanaf 26 februari 2027.")
    secretary.look("verslag-behandeld")


def scheduled(secretary: Person, scene: Scene) -> None:
    """After the last day the minutes go on the agenda of the next meeting."""
    secretary.go(scene.address())
    secretary.follow("Op agenda zetten")
    secretary.press("Op agenda zetten")
    secretary.says("Het verslag staat op de agenda van 1 april 2027, punt 3.")


def adopted(secretary: Person, scene: Scene, later: Meeting) -> None:
    """The next meeting is opened and adopts them; the decision stands at its item."""
    cast, now = scene.cast, NEXT + timedelta(minutes=1)
    services.publish_agenda(meeting=later, by=cast.secretary, now=NEXT - timedelta(days=9))
    services.open_meeting(meeting=later, presided_by=cast.chair, by=cast.chair, now=now)
    secretary.go(scene.address())
    secretary.follow("Verslag vaststellen")
    secretary.press("Verslag vaststellen")
    secretary.says("Vastgesteld in de vergadering van 1 april 2027.")
    secretary.look("verslag-vastgesteld")
    item = scene.minutes.on_agenda
    secretary.go(f"/{cast.agreement.slug}/punten/{item.pk}/")
    secretary.says("Het verslag van 2 december 2026 is ongewijzigd vastgesteld.")
    assert re.fullmatch(r"[0-9a-f]{64}", scene.minutes.sha256)
