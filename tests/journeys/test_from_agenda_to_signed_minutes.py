"""The main job, end to end: a secretary convenes the overleg, fourteen parties meet and vote, two people sign.

Everybody signs in on the real login page in a browser session of its own. Mail goes to a real SMTP server and the work
of the worker is done by the worker's own functions, so only Celery's clockwork is left out.
"""

import re
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from meetings.models import Meeting
from tests.cast import MORNING, Cast
from tests.journeys.company import PASSWORD, Company, Person
from tests.outbox.test_smtp import Sink
from tests.outbox.test_smtp import sink as sink
from tests.votes.stage import DRAWN
from twente.celery import app as worker
from twente.outbox import tasks

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

MEETING_DAY = datetime(2026, 12, 2, 8, 50, tzinfo=UTC)
WEEK_LATER = datetime(2026, 12, 9, 13, 0, tzinfo=UTC)
WHEN_AND_WHERE = (("Dag", "2026-12-02"), ("Begin", "10:00"), ("Einde", "12:00"), ("Plaats", "stadhuis Enschede"))
ITEMS = (
    ("Opening en vaststelling van de agenda", "order", "Ter kennisname"),
    ("Rondvraag en sluiting", "order", "Ter bespreking"),
    ("Koers SES Twente 2027", "subject:8a", "Ter besluitvorming"),
)
RESULT = (
    "Verworpen",
    "9 voor en 3 tegen",
    "De onthouding van Haaksbergen telt hier niet mee",
    "De voorstemmers vertegenwoordigen 319.980 van 643.603 inwoners. Nodig waren er 321.802: 1.822 te weinig.",
    "ingevoerd door de secretaris: De telefoon van de bestuurder is leeg.",
    "Afhankelijk van lezing",
    "Keten klopt",
)
WORDS = {"voor": "Voor", "tegen": "Tegen", "blanco": "Onthouding"}
CHANGES, TYPES, SCRIPTLESS, UNDECIDED, LATE, BATTERY = (
    "Borne",
    "Tubbergen",
    "Losser",
    "Almelo",
    "Oldenzaal",
    "Wierden",
)
"""Who changes the vote, uses the keyboard alone, has no JavaScript, hesitates, comes late, has an empty battery."""
ORDINARY = [party for party in DRAWN if party not in (CHANGES, TYPES, SCRIPTLESS, UNDECIDED, LATE, BATTERY)]


@pytest.fixture
def company(
    cast: Cast, live_server: object, page_at: Callable[..., Page], settings: Settings, tmp_path: Path
) -> Iterator[Company]:
    """Everybody has a password; chair and secretary have trial certificates."""
    settings.SIGNING_FOLDER = tmp_path / "ca"
    company = Company(cast, live_server.url, page_at, settings)
    company.at(MORNING)
    call_command("ontwikkel_ca")
    worker.loader.import_default_modules()
    expect.set_options(timeout=20_000)
    yield company
    expect.set_options(timeout=5_000)


def test_a_subject_goes_from_the_agenda_through_a_vote_to_signed_minutes(
    company: Company, sink: Sink, tmp_path: Path
) -> None:
    convened(company, sink)
    company.at(MEETING_DAY)
    tasks.drain()
    secretary = company.enter("secretaris", company.cast.secretary)
    chair = company.enter("voorzitter", company.cast.chair)
    meet(company, secretary, chair)
    vote = voted(company, secretary, chair)
    established(company, chair, vote)
    close_meeting(secretary, chair)
    secretary.leave()
    chair.leave()
    company.at(WEEK_LATER)
    tasks.drain()
    signed(company, tmp_path)
    assert company.faults == []
    assert company.visited == company.looked_at, "every page of the journey was looked at"


def convened(company: Company, sink: Sink) -> None:
    """The secretary sends the agenda; the worker delivers it; a representative follows the link of the invitation."""
    secretary = company.enter("secretaris", company.cast.secretary)
    plan_and_send(secretary)
    tasks.drain()
    event, link = invitation(sink, "bestuurder.almelo@voorbeeld.example")
    assert "DTSTART;TZID=Europe/Amsterdam:20261202T100000" in event
    assert len({mail["To"] for mail in sink.mails}) == len(sink.mails) >= 16
    secretary.go(f"/{company.cast.agreement.slug}/postvak-uit/")
    secretary.leave()
    almelo = company.representative("Almelo")
    almelo.go(link)
    almelo.says("Koers SES Twente 2027")
    almelo.leave()


def plan_and_send(secretary: Person) -> None:
    """A meeting with three items in the right order; the agenda goes to everybody (BOK-5.8)."""
    page = secretary.page
    secretary.follow("Vergaderingen", within=page.get_by_role("navigation", name="Hoofdmenu"))
    secretary.follow("Vergadering plannen")
    for label, value in WHEN_AND_WHERE:
        page.get_by_label(label, exact=True).fill(value)
    secretary.press("Vergadering opslaan")
    for title, item_class, status in ITEMS:
        secretary.follow("Agendapunt toevoegen", within=page.get_by_role("region", name="Agendapunten"))
        page.get_by_label("Titel").fill(title)
        page.get_by_label("Soort").select_option(item_class)
        page.get_by_label("Status").select_option(label=status)
        secretary.press("Agendapunt opslaan")
    page.get_by_role("button", name="Punt 3 omhoog").click()
    expect(page.locator("ol.agenda li").nth(1)).to_contain_text("Koers SES Twente 2027")
    secretary.look("agenda")
    secretary.follow("Agenda versturen")
    secretary.press("Agenda versturen")
    secretary.says("Verstuurde agenda")


def invitation(sink: Sink, recipient: str) -> tuple[str, str]:
    """The event for the calendar and the link in the one mail to this person."""
    (mail,) = [mail for mail in sink.mails if mail["To"] == recipient]
    texts = {part.get_content_type(): part.get_payload(decode=True) or b"" for part in mail.walk()}
    link = re.search(r"http\S+", texts["text/plain"].decode())
    assert link
    return texts["text/calendar"].decode(), link[0]


def meet(company: Company, secretary: Person, chair: Person) -> None:
    """The chair opens; the fourteen are present on their mandate; a representative sees the item come up."""
    chair.follow("Vergaderingen", within=chair.page.get_by_role("navigation", name="Hoofdmenu"))
    chair.follow("Bestuurlijk overleg van 2 december 2026")
    chair.follow("Vergadering volgen")
    chair.follow("Vergadering openen")
    chair.press("Vergadering openen")
    secretary.go(urlpath(chair))
    secretary.follow("Aanwezigheid bijhouden")
    for party in company.cast.parties:
        seat = secretary.page.get_by_role("listitem").filter(has=secretary.page.get_by_role("heading", name=party))
        expect(seat).to_contain_text(f"Collegebesluit {party} 2021-01")
        seat.get_by_role("button", name="Aanwezig").click()
        expect(seat).to_contain_text("Aanwezig sinds")
    secretary.says("14 van 14 partijen aanwezig")
    secretary.look("aanwezig")
    hengelo = company.representative("Hengelo")
    hengelo.go(urlpath(chair))
    hengelo.says("1. Opening en vaststelling van de agenda")
    chair.page.get_by_role("button", name=re.compile("^Aan de orde ?: punt 2$")).click()
    expect(hengelo.page.get_by_role("heading", name="2. Koers SES Twente 2027", exact=True)).to_be_visible()
    chair.look("live")
    hengelo.leave()


def urlpath(person: Person) -> str:
    """Where this person is, for somebody else to go to."""
    return person.page.url.removeprefix(person.company.address)


def voted(company: Company, secretary: Person, chair: Person) -> str:
    """Thirteen parties vote, each in its own way; the chair closes; a vote after that is refused (BOK-12)."""
    vote = opened(company, secretary, chair)
    outsider_to_the_vote(company, vote)
    hesitating = choose(company.representative(UNDECIDED), "Tegen")
    for party in ORDINARY:
        confirm(choose(company.representative(party), WORDS[DRAWN[party]])).leave()
    votes_in_other_ways(company)
    enter_for(secretary, vote)
    expect(hesitating.page.get_by_role("radio", name="Tegen")).to_be_checked()
    expect(hesitating.page.locator("#opkomst")).to_contain_text("11 van de 13")
    confirm(hesitating).leave()
    late = confirm(choose(company.representative(LATE, refused="409"), WORDS[DRAWN[LATE]]))
    expect(chair.page.locator("#opkomst")).to_contain_text("13 van de 13")
    late.follow("Stem wijzigen")
    late.page.get_by_role("radio", name="Tegen").check()
    chair.follow("Stemming sluiten")
    chair.press("Stemming sluiten")
    late.page.get_by_role("button", name="Stem bevestigen: tegen").click()
    expect(late.main).to_contain_text(re.compile(r"De stemming is gesloten .*om \d+\.\d\d uur\. Uw stem is niet"))
    late.look("te-laat")
    late.go(vote)
    late.leave()
    return vote


def opened(company: Company, secretary: Person, chair: Person) -> str:
    """Proposal with its kind and two answers; the chair opens it on the figures of an earlier year (R5)."""
    page = secretary.page
    secretary.go(urlpath(chair))
    secretary.follow("Koers SES Twente 2027", within=page.locator("#verloop"))
    secretary.follow("Voorstel maken")
    page.get_by_label("Voorgesteld besluit").fill("De koers SES Twente 2027 vaststellen.")
    page.get_by_role("radio", name=re.compile("^Gewoon besluit")).check()
    page.get_by_role("group", name=re.compile("^Gaat het besluit over")).get_by_label("Nee", exact=True).check()
    page.get_by_label("Waarom?").fill("Het gaat alleen over de inhoud.")
    page.get_by_role("group", name=re.compile("^Is dit een nieuw")).get_by_label("Nee", exact=True).check()
    page.get_by_label("Waarom is het wel of niet nieuw?").fill("De koers was er al.")
    secretary.press("Voorstel opslaan")
    secretary.look("voorstel-concept")
    secretary.press("Voorstel klaarzetten")
    secretary.says("Het voorstel is klaargezet")
    vote = urlpath(secretary)
    chair.go(vote)
    chair.look("voorstel-klaar")
    chair.with_password("Stemming openen")
    chair.page.get_by_label("Ja, wij gebruiken dit eerdere inwonertal (lezing R5).").check()
    chair.press("Stemming openen")
    expect(chair.page.locator("#opkomst")).to_contain_text("0 van de 13")
    chair.look("stemming-open")
    return vote


def outsider_to_the_vote(company: Company, vote: str) -> None:
    """Enschede reads why it has no vote on a subject of article 8 (BOK-12.2)."""
    enschede = company.representative("Enschede")
    enschede.go(vote)
    enschede.says("Enschede heeft geen stem: het onderwerp valt onder artikel 8 en gaat niet over geld.")
    expect(enschede.page.get_by_role("radio")).to_have_count(0)
    enschede.look("geen-stem")
    enschede.leave()


def choose(voter: Person, word: str) -> Person:
    """From the desk to the open vote, and a choice that is not sent yet."""
    voter.follow("Stem uitbrengen: Koers SES Twente 2027")
    expect(voter.page.get_by_role("radio", checked=True)).to_have_count(0)
    voter.page.get_by_role("radio", name=word).check()
    return voter


def confirm(voter: Person) -> Person:
    """Send the choice; the receipt repeats it."""
    voter.turn(lambda: voter.page.get_by_role("button", name=re.compile("^Stem bevestigen: ")).click())
    voter.says("Uw stem is vastgelegd")
    return voter


def votes_in_other_ways(company: Company) -> None:
    """One changes its vote, one has a keyboard and nothing else, one has no JavaScript."""
    changes = confirm(choose(company.representative(CHANGES), "Tegen"))
    changes.says("U stemde tegen namens Borne")
    changes.follow("Stem wijzigen")
    changes.page.get_by_role("radio", name="Voor").check()
    confirm(changes).says("U stemde voor namens Borne")
    changes.leave()
    types = company.representative(TYPES)
    types.follow("Stem uitbrengen: Koers SES Twente 2027")
    by_keyboard(types)
    types.leave()
    scriptless = choose(company.representative(SCRIPTLESS, scripts=False), WORDS[DRAWN[SCRIPTLESS]])
    scriptless.press("Stem bevestigen")
    scriptless.says("U stemde tegen namens Losser")
    scriptless.leave()


def by_keyboard(voter: Person) -> None:
    """Tab to the choices, the space bar for the first, Tab to the button, Enter."""
    page = voter.page
    first = page.get_by_role("radio", name="Voor")
    for _ in range(60):
        if first.evaluate("e => e === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(first).to_be_checked()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Stem bevestigen: voor")).to_be_focused()
    voter.turn(lambda: page.keyboard.press("Enter"))
    expect(page.get_by_role("heading", name="Uw stem is vastgelegd")).to_be_visible()


def enter_for(secretary: Person, vote: str) -> None:
    """The secretary enters the vote of Wierden, with reason and written notice."""
    secretary.go(vote)
    secretary.look("stemming-open")
    secretary.follow(f"Stem invoeren voor {BATTERY}")
    secretary.page.get_by_role("radio", name=WORDS[DRAWN[BATTERY]]).check()
    secretary.page.get_by_label("Waarom voert u deze stem in?").fill("De telefoon van de bestuurder is leeg.")
    secretary.page.get_by_label("Schriftelijk bericht van de partij").fill("E-mail van 2 december, 10.44 uur.")
    secretary.press("Stem invoeren")


def established(company: Company, chair: Person, vote: str) -> None:
    """The drawn result with its reasons; the chain is whole; the chair establishes it."""
    for text in RESULT:
        chair.says(text)
    chair.look("uitslag")
    chair.follow("Uitslag narekenen")
    expect(chair.page.locator("main li.nee")).to_have_count(0)
    chair.go(vote)
    chair.press("Uitslag vaststellen")
    chair.says("De uitslag is vastgesteld")
    chair.look("vastgesteld")


def close_meeting(secretary: Person, chair: Person) -> None:
    """The meeting ends; what it decided is already in the minutes."""
    chair.go(f"/{chair.company.cast.agreement.slug}/vergaderingen/")
    chair.follow("Bestuurlijk overleg van 2 december 2026")
    chair.follow("Vergadering volgen")
    chair.follow("Vergadering sluiten")
    chair.press("Vergadering sluiten")
    meeting = urlpath(chair)
    secretary.go(f"{meeting}verslag/")
    write(secretary)


def write(secretary: Person) -> None:
    """The automatic line and the decision are there; only the discussion is typed, and saved by itself."""
    page = secretary.page
    voted_on = page.locator("#punt-2")
    expect(voted_on).to_contain_text("Verworpen")
    expect(voted_on).to_contain_text("Aanwezig 14 partijen, stemgerechtigd 13")
    for number in (1, 2, 3):
        item = page.locator(f"#punt-{number}")
        item.get_by_role("textbox", name="Bespreking").fill(f"De voorzitter bespreekt punt {number}.")
        expect(item).to_contain_text("Opgeslagen om")
    expect(page.get_by_text("3 van 3 klaar")).to_have_count(2)
    expect(page.get_by_role("link", name="Verslag vaststellen")).to_be_visible()
    secretary.look("verslag-concept")


def signed(company: Company, tmp_path: Path) -> None:
    """Adopted in writing a week later, printed by the worker, signed twice, downloaded and checked."""
    secretary = company.enter("secretaris", company.cast.secretary)
    secretary.go(f"/{company.cast.agreement.slug}/vergaderingen/{Meeting.objects.get().pk}/verslag/")
    adopt(secretary)
    chair = company.enter("voorzitter", company.cast.chair)
    chair.go(urlpath(secretary))
    sign(chair, "voorzitter")
    secretary.go(urlpath(secretary))
    sign(secretary, "coördinerend secretaris")
    secretary.look("verslag-ondertekend")
    clerk = company.enter("griffier", company.cast.clerk)
    file = downloaded(clerk, urlpath(secretary) + "controleren/", tmp_path)
    seen = subprocess.run(["pdfsig", str(file)], capture_output=True, text=True, check=False).stdout
    assert seen.count("Signature is Valid.") >= 2, seen
    tampered(clerk, file)


def adopt(secretary: Person) -> None:
    """Adopted; the page waits for the worker and shows the document by itself."""
    page = secretary.page
    secretary.follow("Verslag vaststellen")
    page.get_by_role("radio", name="Schriftelijk").check()
    page.get_by_label("Dag van de schriftelijke vaststelling").fill("2026-12-09")
    secretary.press("Verslag vaststellen")
    secretary.says("Het document wordt gemaakt")
    secretary.look("verslag-wacht")
    tasks.run_jobs()
    expect(page.get_by_role("link", name="Pdf downloaden")).to_be_visible()
    secretary.says("Dit kan als de voorzitter heeft ondertekend")


def sign(person: Person, office: str) -> None:
    """Sign after the password once more."""
    person.follow("Verslag ondertekenen")
    person.page.get_by_label("Uw wachtwoord").fill(PASSWORD)
    person.press("Verslag ondertekenen")
    person.says(f"U hebt het verslag ondertekend als {office}")


def downloaded(clerk: Person, address: str, folder: Path) -> Path:
    """The page of checks says that the registered document is whole; the clerk saves it."""
    clerk.go(address)
    clerk.says("Dit verslag is ondertekend door voorzitter en secretaris en sindsdien niet veranderd.")
    clerk.look("controle")
    return clerk.saved("Pdf downloaden", folder)


def tampered(clerk: Person, file: Path) -> None:
    """The same file with one byte changed is broken; the file itself is not."""
    content = bytearray(file.read_bytes())
    clerk.page.get_by_label("Pdf-bestand").set_input_files(file)
    clerk.press("Bestand controleren")
    clerk.says("Uw bestand")
    clerk.says("sindsdien niet veranderd")
    content[len(content) // 3] ^= 1
    file.write_bytes(content)
    clerk.page.get_by_label("Pdf-bestand").set_input_files(file)
    clerk.press("Bestand controleren")
    clerk.says("Dit verslag is na ondertekening veranderd of niet goed ondertekend.")
    clerk.look("controle-gebroken")
