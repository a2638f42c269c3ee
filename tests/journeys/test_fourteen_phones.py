"""Fourteen phones vote while the secretary watches; a stranger recomputes the result with the code from the mail.

A financial decision, so Enschede votes too (BOK-12.2). All phones are open at the same time. The work of the worker is
done by the worker's own functions, so only Celery's clockwork is left out.
"""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pytest_django.fixtures import Settings

from meetings.models import AgendaItem
from meetings.rules import ItemClass
from tests.cast import Cast
from tests.factories import MEETING_AT, an_open_meeting
from tests.journeys.browser import offline
from tests.journeys.company import PICTURES, Company, Person
from twente.celery import app as worker
from twente.outbox import tasks
from twente.outbox.models import Message
from votes.models import Ballot, Proposal

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

MONEY = ItemClass("subject", subject="8d")
TITLE, TEXT = "Bijdrage aan SES Twente in 2027", "De bijdrage voor 2027 vaststellen op 1,50 euro per inwoner."
UNDECIDED = {
    "Enschede": "voor",
    "Hengelo": "voor",
    "Almelo": "tegen",
    "Hof van Twente": "voor",
    "Twenterand": "voor",
    "Dinkelland": "tegen",
    "Losser": "tegen",
    "Tubbergen": "blanco",
    "Haaksbergen": "voor",
    "Borne": "voor",
    "Hellendoorn": "tegen",
}
"""Eleven votes, six for and four against: each of the three that are left can still turn the outcome."""
WATCHED = {1: "1 0 0 13", 8: "4 3 1 6", 11: "6 4 1 3"}
"""After so many votes: voor, tegen, onthouding and still open, on the secretary's desk."""
DECIDES, CHANGES, DISCONNECTED, BATTERY, EXPLAINS = "Rijssen-Holten", "Borne", "Oldenzaal", "Wierden", "Almelo"
"""Whose vote fixes the outcome, who then changes, who loses the connection, whose battery is empty, who explains."""
WORDS = {"voor": "Voor", "tegen": "Tegen", "blanco": "Onthouding"}
LEFT = (("Rijssen-Holten", "38.836"), ("Oldenzaal", "32.021"), ("Wierden", "25.342"))
FIXED = "Uitslag staat vast: aangenomen."
ENOUGH = "Nu genoeg om aan te nemen. De uitslag staat nog niet vast."
SECRETARIAT_ONLY = re.compile(r"Tussenstand|staat vast|kantelen|Nog nodig|Nu genoeg|nog niet", re.IGNORECASE)
EXPLANATION = "Almelo vindt 1,50 euro per inwoner te veel zolang er geen begroting is."
NOT_SENT = "Niet verzonden. Uw stem is niet vastgelegd. Probeer het opnieuw."
RESULT = (
    "Aangenomen",
    "8 voor en 5 tegen",
    "De onthouding van Tubbergen telt hier niet mee",
    "De voorstemmers vertegenwoordigen 436.169 van 643.603 inwoners.",
    "ingevoerd door de secretaris: De telefoon van de bestuurder is leeg.",
    EXPLANATION,
    "Keten klopt",
)
Phones = dict[str, Person]


@pytest.fixture
def company(cast: Cast, live_server: object, page_at: Callable[..., object], settings: Settings) -> Iterator[Company]:
    """A meeting that is under way, with the fourteen parties at the table and money on the agenda."""
    an_open_meeting(cast, present=tuple(cast.parties), items=(MONEY,))
    company = Company(cast, live_server.url, page_at, settings)
    company.at(MEETING_AT + timedelta(minutes=30))
    worker.loader.import_default_modules()
    expect.set_options(timeout=20_000)
    yield company
    expect.set_options(timeout=5_000)


def test_fourteen_phones_vote_while_the_secretary_watches(company: Company, tmp_path: Path) -> None:
    secretary = company.enter("secretaris", company.cast.secretary)
    chair = company.enter("voorzitter", company.cast.chair)
    proposed(secretary)
    opened(secretary, chair)
    phones = {party: at_the_ballot(company, party) for party in company.cast.parties}
    turned(secretary, phones, chair)
    stated(phones[EXPLAINS])
    closed(chair, phones)
    kept_on_paper(chair, tmp_path)
    visitor = published(secretary, company.visitor())
    recomputed(secretary, visitor, tmp_path)
    assert company.faults == []
    assert company.visited == company.looked_at, "every page of the journey was looked at"


def proposed(secretary: Person) -> None:
    """The secretary answers the question that is left; the help advises the kind and says that Enschede votes."""
    page = secretary.page
    secretary.go(f"/bok-ses/punten/{AgendaItem.objects.get(position=1).pk}/stemming/nieuw/")
    page.get_by_role("textbox", name="Onderwerp").fill(TITLE)
    page.get_by_label("Voorgesteld besluit").fill(TEXT)
    expect(page.get_by_role("group", name=re.compile("^Gaat het besluit over de bijdrage"))).to_have_count(0)
    page.get_by_role("radio", name="Nee", exact=True).check()
    page.get_by_label("Waarom is het wel of niet nieuw?").fill("De bijdrage is er sinds 2021.")
    expect(page.locator("#soort")).to_contain_text("Advies: Gewoon besluit")
    page.get_by_role("radio", name=re.compile("^Gewoon besluit")).check()
    expect(page.locator(".gevolg")).to_contain_text("Enschede stemt mee")
    expect(page.get_by_role("radio", name=re.compile("^Gewoon besluit"))).to_be_checked()
    secretary.look("voorstel-keuze")
    secretary.press("Voorstel opslaan")
    secretary.press("Voorstel klaarzetten")
    secretary.says("Het voorstel is klaargezet")


def opened(secretary: Person, chair: Person) -> None:
    """The chair opens it on the figures of an earlier year (R5); the secretary's desk shows that nobody voted."""
    chair.go(secretary.page.url)
    chair.with_password("Stemming openen")
    chair.page.get_by_label("Ja, wij gebruiken dit eerdere inwonertal (lezing R5).").check()
    chair.press("Stemming openen")
    secretary.go(secretary.page.url)
    turnout(secretary, 0)
    stand(secretary, "Nog nodig: 1 stem en 321.802 inwoners.")


def at_the_ballot(company: Company, party: str) -> Person:
    """The link in the mail leads to the ballot, where nothing is chosen."""
    voter = company.phone(party, refused=("ERR_INTERNET_DISCONNECTED", "htmx:") if party == DISCONNECTED else "")
    mail = Message.objects.get(kind="vote_opened", recipient=voter.user.email)
    voter.go(re.findall(r"http\S+", mail.body)[0])
    expect(voter.page.get_by_role("heading", level=1)).to_have_text(TITLE)
    expect(voter.page.get_by_role("radio", checked=True)).to_have_count(0)
    return voter


def vote(voter: Person, choice: str) -> None:
    """Two taps: the choice, and the button that repeats it; the receipt says it again."""
    voter.page.get_by_role("radio", name=WORDS[choice]).check()
    confirm(voter)


def confirm(voter: Person) -> None:
    """Send what is chosen."""
    voter.turn(lambda: voter.page.get_by_role("button", name=re.compile("^Stem bevestigen: ")).click())
    voter.says("Uw stem is vastgelegd")


def turned(secretary: Person, phones: Phones, chair: Person) -> None:
    """The outcome is open, fixed, open again because somebody changes, and fixed again: only the secretary sees it."""
    for number, (party, choice) in enumerate(UNDECIDED.items(), start=1):
        vote(phones[party], choice)
        if number in WATCHED:
            turnout(secretary, number)
            counts(secretary, WATCHED[number])
    stand(secretary, ENOUGH)
    can_turn_it(secretary)
    secretary.look("tussenstand-open")
    vote(phones[DECIDES], "voor")
    stand(secretary, FIXED)
    secretary.look("tussenstand-vast")
    nobody_else_sees_it(secretary, [chair, *phones.values()])
    changed(phones[CHANGES])
    stand(secretary, ENOUGH)
    disconnected(phones[DISCONNECTED])
    stand(secretary, FIXED)
    entered(secretary)
    turnout(secretary, 14)
    expect(phones[BATTERY].page.locator("#opkomst")).to_contain_text("14 van de 14")
    expect(phones[BATTERY].page.get_by_role("radio", checked=True)).to_have_count(0)
    assert Ballot.objects.count() == 15


def turnout(person: Person, number: int) -> None:
    """The page counts along by itself."""
    expect(person.page.locator("#opkomst")).to_contain_text(f"{number} van de 14")


def counts(secretary: Person, numbers: str) -> None:
    """The figures of the tally follow by themselves."""
    expect(secretary.page.locator("#tussenstand .telling dd")).to_have_text(numbers.split())
    expect(secretary.page.locator("#zetels tr").filter(has_text="nog niet")).to_have_count(int(numbers.split()[-1]))


def stand(secretary: Person, sentence: str) -> None:
    """The tally on the secretary's desk says so by itself."""
    expect(secretary.page.locator("#tussenstand .stand")).to_contain_text(sentence)


def can_turn_it(secretary: Person) -> None:
    """Who has not voted, the largest first, and that each can still turn the outcome."""
    rows = secretary.page.get_by_role("region", name="Wie kan de uitslag nog kantelen").locator("tbody tr")
    expect(rows).to_have_count(len(LEFT))
    for row, (party, inhabitants) in zip(rows.all(), LEFT, strict=True):
        expect(row).to_have_text(re.compile(rf"{party}\s*{re.escape(inhabitants)}\s*ja"))


def nobody_else_sees_it(secretary: Person, others: list[Person]) -> None:
    """No page but the secretary's holds anything of the tally, and its address is closed to everybody else."""
    addresses = [secretary.page.url + part for part in ("stand/", "zetels/")]
    assert SECRETARIAT_ONLY.search(secretary.page.content())
    assert [secretary.page.request.get(address).status for address in addresses] == [200, 200]
    for person in others:
        assert not SECRETARIAT_ONLY.search(person.page.content()), person.user
        assert [person.page.request.get(address).status for address in addresses] == [403, 403], person.user


def changed(voter: Person) -> None:
    """A vote can be changed as long as the vote is open."""
    voter.says(f"U stemde voor namens {CHANGES}")
    voter.follow("Stem wijzigen")
    vote(voter, "tegen")
    voter.says(f"U stemde tegen namens {CHANGES}")


def disconnected(voter: Person) -> None:
    """Without a connection the vote is not sent, and is not sent later either; the choice stays (BOK-12.1)."""
    voter.page.get_by_role("radio", name="Voor").check()
    with offline(voter.page):
        voter.page.get_by_role("button", name="Stem bevestigen: voor").click()
        expect(voter.page.locator("[data-melding]")).to_contain_text(NOT_SENT)
        voter.look("niet-verzonden")
    expect(voter.page.get_by_role("radio", name="Voor")).to_be_checked()
    assert not Ballot.objects.filter(party__short_name=DISCONNECTED).exists()
    confirm(voter)


def entered(secretary: Person) -> None:
    """The secretary enters the vote of Wierden, with reason and written notice."""
    secretary.follow(f"Stem invoeren voor {BATTERY}")
    secretary.page.get_by_role("radio", name="Voor").check()
    secretary.page.get_by_label("Waarom voert u deze stem in?").fill("De telefoon van de bestuurder is leeg.")
    secretary.page.get_by_label("Schriftelijk bericht van de partij").fill("E-mail van 2 december, 10.44 uur.")
    secretary.press("Stem invoeren")


def stated(voter: Person) -> None:
    """Almelo says why it voted so; it is read after the closing."""
    voter.follow("Stemverklaring toevoegen")
    voter.page.get_by_label("Stemverklaring").fill(EXPLANATION)
    voter.press("Stemverklaring vastleggen")
    voter.says(EXPLANATION)


def closed(chair: Person, phones: Phones) -> None:
    """The chair closes; every phone says so by itself and leads to the same result."""
    chair.follow("Stemming sluiten")
    chair.says("14 van 14 partijen hebben gestemd")
    chair.press("Stemming sluiten")
    for voter in phones.values():
        expect(voter.page.locator("#opkomst")).to_contain_text("gesloten")
        voter.follow("Uitslag bekijken", within=voter.page.locator("#opkomst"))
        for text in RESULT:
            voter.says(text)


def kept_on_paper(chair: Person, folder: Path) -> None:
    """The chair establishes the result; the page waits for the worker and then offers the document."""
    chair.press("Uitslag vaststellen")
    chair.says("Het document wordt gemaakt")
    tasks.run_jobs()
    chair.says("Het document is gemaakt")
    chair.look("uitslag-vastgesteld")
    file = chair.saved("Uitslag als PDF", folder)
    text = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True).stdout
    assert "8 voor en 5 tegen" in text
    assert Proposal.objects.get().closing_hash in re.sub(r"\s", "", text)
    if PICTURES:
        shutil.copy(file, PICTURES)


def published(secretary: Person, visitor: Person) -> Person:
    """The secretary publishes; somebody without an account reads how the parties voted, and no name of a person."""
    secretary.go(secretary.page.url)
    secretary.follow("Uitslag publiceren")
    secretary.press("Uitslag publiceren")
    secretary.says("De uitslag is gepubliceerd")
    public = secretary.main.get_by_role("link", name="Openbare pagina").get_attribute("href")
    visitor.go(public)
    visitor.says("8 voor en 5 tegen")
    expect(visitor.main).not_to_contain_text("Bestuurder")
    expect(visitor.main).not_to_contain_text("De telefoon")
    return visitor


def recomputed(secretary: Person, visitor: Person, folder: Path) -> None:
    """What a stranger downloads is what a member downloads; with the code from the mail it comes out the same."""
    vote = visitor.saved("Stemming downloaden", folder)
    published_file = vote.read_bytes()
    assert published_file == secretary.saved("Stemming downloaden", folder).read_bytes()
    assert b"Bestuurder" not in published_file
    visitor.follow("Zo gaat u deze uitslag zelf na")
    program = visitor.saved("narekenen.py", folder)
    mail = Message.objects.filter(kind="vote_closed").first()
    code = re.search(r"Sluitcode: (\w{64})", mail.body)[1]
    command = [sys.executable, "-I", "-S", program.name, vote.name, "--sluitcode", code]
    answer = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout
    assert "goed  De telling: 8 voor, 5 tegen, 436169 inwoners voor." in answer.stdout
    assert "goed  Uw sluitcode: dezelfde." in answer.stdout
