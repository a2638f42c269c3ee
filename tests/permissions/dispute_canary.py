"""Two disputes full of canaries, one of them at its end, and every way in which one could fly out."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import transaction
from django.test import Client
from django.urls import reverse

from disputes.models import Dispute
from disputes.rules.facts import Kind
from disputes.services.filing import Notice, file_dispute
from disputes.services.letters import keep_letter, request_letter
from disputes.services.papers import add_paper
from disputes.services.people import give_grant
from disputes.services.recording import Event, record
from disputes.tasks import open_disputes, remind_one
from meetings.services.digests import send_digest
from tests.meetings.minutes_scene import NOW
from tests.papers import a_pdf
from tests.permissions.canary import NONSENSE, WORD, song, words_of
from tests.permissions.site import Page, pages
from tests.permissions.test_addresses import values
from tests.permissions.world import TODAY, World, make_world
from twente.core.models import User
from twente.documents.inspection import inspect

CARRIERS = (
    *("onderwerp", "omschrijving", "oplossing", "brief", "stuktitel", "bestandsnaam", "stuktekst"),
    *("gespreksverslag", "aanwezigen", "mediator", "kosten", "uitkomst", "reden", "brieftekst"),
)
"""Everything of a dispute that holds text: where it is typed."""
SONGS = {name: song(f"geschil{name}") for name in CARRIERS}
OUTSIDE = {"uitkomst"}
"""What all parties read once it is announced; in this nest nothing is."""


@dataclass
class DisputeNest:
    """The world with two disputes between Borne and Haaksbergen, none of the visitors' own party but one."""

    world: World
    dispute: Dispute
    facts: list[int] = field(default_factory=list)
    paper: int = 0
    grant: int = 0
    document: uuid.UUID | None = None


def hatch_disputes() -> DisputeNest:
    """Every carrier planted, letters printed, mails of the day and reminders queued."""
    world = make_world()
    cast = world.cast
    notice = Notice(
        party=cast.parties["Borne"],
        others=[cast.parties["Haaksbergen"]],
        subject=f"{WORD} {SONGS['onderwerp']}",
        scope=["interpretation"],
        article="11.1",
        description=f"{WORD} {SONGS['omschrijving']}",
        solution=f"{WORD} {SONGS['oplossing']}",
        notified_on=TODAY.replace(day=1, month=1, year=2026),
        channel=Dispute.Channel.LETTER,
        letter=SONGS["brief"],
    )
    by = {"by": cast.secretary, "now": NOW}
    dispute = file_dispute(agreement=cast.agreement, notice=notice, file=None, key=uuid.uuid4(), **by)
    nest = DisputeNest(world, dispute)
    file = inspect(a_pdf(f"{WORD} {SONGS['stuktekst']}"), name=f"{SONGS['bestandsnaam']}.pdf")
    paper = add_paper(
        dispute=dispute, title=f"{WORD} {SONGS['stuktitel']}", party=None, file=file, key=uuid.uuid4(), **by
    )
    reader = cast.representatives["Losser"]
    nest.paper = paper.pk
    nest.grant = give_grant(dispute=dispute, user=reader, reason=SONGS["reden"], **by).pk
    happen(nest)
    letter = request_letter(dispute=dispute, kind="notice", **by)
    letter = keep_letter(letter=letter, pdf=a_pdf(f"{WORD} {SONGS['brieftekst']}"), now=NOW)
    nest.document = letter.document.public_id
    for row in open_disputes():
        remind_one(row)
    for user in User.objects.order_by("pk"):
        send_digest(user=user, now=NOW)
    return nest


def happen(nest: DisputeNest) -> None:
    """What happened, with everything that was typed about it."""
    haaksbergen, on = nest.world.cast.parties["Haaksbergen"], nest.dispute.notified_on
    month = [on.replace(month=month) for month in range(1, 13)]
    events = (
        Event(Kind.RECEIPT, month[0], party=haaksbergen),
        Event(Kind.RECEIPT, month[0]),
        Event(Kind.CONVERSATION, month[1], SONGS["gespreksverslag"], detail={"present": SONGS["aanwezigen"]}),
        Event(Kind.MEDIATOR, month[3], SONGS["mediator"], detail={"registered": True}),
        Event(Kind.MEDIATION_START, month[4]),
        Event(Kind.COST, month[5], SONGS["kosten"], cents=10_001),
        Event(Kind.SOLUTION, month[6], SONGS["uitkomst"]),
    )
    for event in events:
        nest.dispute.refresh_from_db()
        seen, by = nest.dispute.version, nest.world.cast.secretary
        fact = record(dispute=nest.dispute, event=event, seen=seen, key=uuid.uuid4(), by=by, now=NOW)
        nest.facts.append(fact.pk)


def heard(text: str) -> set[str]:
    """The carriers whose canary sings in this text."""
    flat = "".join(text.casefold().replace("\u00ad", "").replace("\r\n ", "").split("\n"))
    return {name for name, words in SONGS.items() if words in flat}


def addresses(nest: DisputeNest, page: Page) -> Iterator[str]:
    """The address about the dispute, and the one that the other tests of permissions look at."""
    known = values(nest.world, page)
    yield reverse(page.name, kwargs=known)
    about = {"file": str(nest.dispute), "public_id": nest.document, "code": "GM0147"}
    numbers = {"fact_correct": nest.facts, "paper_file": [nest.paper], "grant_end": [nest.grant]}
    for pk in numbers.get(page.name.partition(":")[2], [known.get("pk", 0)]):
        more = about | {"pk": pk}
        yield reverse(page.name, kwargs=known | {name: more[name] for name in more if name in known})


def everywhere(nest: DisputeNest) -> list[str]:
    """Every address of the site; the search asks for the word that stands beside the canaries."""
    found = {address for page in pages() for address in addresses(nest, page) if not page.name.startswith("account")}
    search = reverse("home:search", args=["bok-ses"])
    number = str(nest.dispute)
    return sorted(found | {f"{search}?q={WORD}", f"{search}?q={number}"})


def looks(browser: Client, nest: DisputeNest) -> Iterator[tuple[str, str]]:
    """Address and words of every page, followed where it leads on at once."""
    for address in everywhere(nest):
        with transaction.atomic():
            yield address, words_of(browser.get(address, follow=True))
            transaction.set_rollback(True)


def posts(browser: Client, nest: DisputeNest) -> Iterator[tuple[str, int, str]]:
    """Address, status and words of what a wrong form gets at each page of disputes and documents."""
    for page in pages():
        if page.name.startswith(("disputes:", "documents:")):
            for address in addresses(nest, page):
                with transaction.atomic():
                    response = browser.post(address, NONSENSE)
                    yield address, response.status_code, words_of(response)
                    transaction.set_rollback(True)
