"""A dispute full of canaries. New carriers join here."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.urls import reverse

from disputes.models import Dispute
from disputes.rules.facts import Kind
from disputes.services.filing import Notice, file_dispute
from disputes.services.letters import keep_letter, request_letter
from disputes.services.papers import add_paper
from disputes.services.people import give_grant
from disputes.services.recording import Event, record
from disputes.tasks import open_disputes, remind_one
from tests.meetings.minutes_scene import NOW
from tests.papers import a_pdf
from tests.permissions.crawling import WORD, song
from tests.permissions.site import Page
from tests.permissions.test_addresses import values
from tests.permissions.world import TODAY, World
from twente.documents.inspection import inspect

CARRIERS = (
    *("onderwerp", "omschrijving", "oplossing", "brief", "stuktitel", "bestandsnaam", "stuktekst"),
    *("gespreksverslag", "aanwezigen", "mediator", "kosten", "uitkomst", "reden", "brieftekst"),
)
"""Everything of a dispute that holds text: where it is typed."""
SONGS = {f"geschil{name}": song(f"geschil{name}") for name in CARRIERS}
OUTSIDE = {"geschiluitkomst"}
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


def plant_disputes(world: World) -> DisputeNest:
    """Every carrier planted, letters printed, reminders queued."""
    cast = world.cast
    notice = Notice(
        party=cast.parties["Borne"],
        others=[cast.parties["Haaksbergen"]],
        subject=f"{WORD} {SONGS['geschilonderwerp']}",
        scope=["interpretation"],
        article="11.1",
        description=f"{WORD} {SONGS['geschilomschrijving']}",
        solution=f"{WORD} {SONGS['geschiloplossing']}",
        notified_on=TODAY.replace(day=1, month=1, year=2026),
        channel=Dispute.Channel.LETTER,
        letter=SONGS["geschilbrief"],
    )
    by = {"by": cast.secretary, "now": NOW}
    dispute = file_dispute(agreement=cast.agreement, notice=notice, file=None, key=uuid.uuid4(), **by)
    nest = DisputeNest(world, dispute)
    file = inspect(a_pdf(f"{WORD} {SONGS['geschilstuktekst']}"), name=f"{SONGS['geschilbestandsnaam']}.pdf")
    paper = add_paper(
        dispute=dispute, title=f"{WORD} {SONGS['geschilstuktitel']}", party=None, file=file, key=uuid.uuid4(), **by
    )
    reader = cast.representatives["Losser"]
    nest.paper = paper.pk
    nest.grant = give_grant(dispute=dispute, user=reader, reason=SONGS["geschilreden"], **by).pk
    happen(nest)
    letter = request_letter(dispute=dispute, kind="notice", **by)
    letter = keep_letter(letter=letter, pdf=a_pdf(f"{WORD} {SONGS['geschilbrieftekst']}"), now=NOW)
    nest.document = letter.document.public_id
    for row in open_disputes():
        remind_one(row)
    return nest


def happen(nest: DisputeNest) -> None:
    """What happened, with everything that was typed about it."""
    haaksbergen, on = nest.world.cast.parties["Haaksbergen"], nest.dispute.notified_on
    month = [on.replace(month=month) for month in range(1, 13)]
    events = (
        Event(Kind.RECEIPT, month[0], party=haaksbergen),
        Event(Kind.RECEIPT, month[0]),
        Event(
            Kind.CONVERSATION, month[1], SONGS["geschilgespreksverslag"], detail={"present": SONGS["geschilaanwezigen"]}
        ),
        Event(Kind.MEDIATOR, month[3], SONGS["geschilmediator"], detail={"registered": True}),
        Event(Kind.MEDIATION_START, month[4]),
        Event(Kind.COST, month[5], SONGS["geschilkosten"], cents=10_001),
        Event(Kind.SOLUTION, month[6], SONGS["geschiluitkomst"]),
    )
    for event in events:
        nest.dispute.refresh_from_db()
        seen, by = nest.dispute.version, nest.world.cast.secretary
        fact = record(dispute=nest.dispute, event=event, seen=seen, key=uuid.uuid4(), by=by, now=NOW)
        nest.facts.append(fact.pk)


def addresses(nest: DisputeNest, page: Page) -> Iterator[str]:
    """The address about the dispute, and the one that the other tests of permissions look at."""
    known = values(nest.world, page)
    yield reverse(page.name, kwargs=known)
    about = {"file": str(nest.dispute), "public_id": nest.document, "code": "GM0147"}
    numbers = {"fact_correct": nest.facts, "paper_file": [nest.paper], "grant_end": [nest.grant]}
    for pk in numbers.get(page.name.partition(":")[2], [known.get("pk", 0)]):
        more = about | {"pk": pk}
        yield reverse(page.name, kwargs=known | {name: more[name] for name in more if name in known})
