"""A confidential item full of canaries, and every way in which one could fly out. New carriers and ways join here."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from meetings import services as meetings
from meetings.models import AgendaItem, Meeting, Paper
from meetings.paper_tasks import read_paper
from meetings.services import minutes as minutes_services
from meetings.services import papers
from meetings.services.actions import ActionDetails, record_action, record_statement
from meetings.services.notes import Place, save_note
from meetings.services.openness import Imposed, impose
from tests.cast import Cast
from tests.meetings.minutes_scene import NOW
from tests.papers import a_pdf
from tests.permissions.crawling import WORD, song
from tests.permissions.site import Page, pages
from tests.permissions.test_addresses import values
from tests.permissions.world import World
from tests.votes.stage import DRAWN, TEXT, cast_vote
from twente.core.models import User
from twente.documents.inspection import inspect
from twente.outbox.models import Message
from votes import services as votes
from votes.models import Proposal


@dataclass(frozen=True)
class Carrier:
    """Something of a confidential item that holds text."""

    name: str
    plant: Callable[["Nest", str], None]
    private: bool = False
    """Of one person or one party: who may read the item does not read this."""


@dataclass
class Nest:
    """The world with its confidential items: one with a closed vote and a decision, one with an open vote."""

    world: World
    item: AgendaItem
    second: AgendaItem
    closed: Proposal
    open: Proposal

    @property
    def cast(self) -> Cast:
        """Everybody by part."""
        return self.world.cast

    @property
    def writer(self) -> User:
        """Who writes notes: somebody with right who is none of the visitors."""
        return self.cast.representatives["Borne"]

    @property
    def paper(self) -> Paper:
        """The paper with the first item."""
        return self.item.papers.get()

    @property
    def named(self) -> dict[str, Any]:
        """What a wrong form names, so that a refusal could echo its words."""
        return {"item": self.item.pk, "items": [self.item.pk], "paper": self.paper.pk, "proposal": self.closed.pk}


def on_both(nest: Nest, **columns: str) -> None:
    """Text in columns of both items."""
    AgendaItem.objects.filter(pk__in=[nest.item.pk, nest.second.pk]).update(**columns)


def nothing(nest: Nest, text: str) -> None:
    """Planted already together with another: by a vote, or by the paper."""


def in_minutes(nest: Nest, text: str) -> None:
    """What the secretary typed about the discussion."""
    minutes_services.save_text(item=nest.item, text=text, version=0, by=nest.cast.secretary, now=NOW)


def in_action(nest: Nest, text: str) -> None:
    """What somebody will do."""
    tomorrow = NOW.date() + timedelta(days=1)
    for owner, party in ((nest.cast.officer, "Almelo"), (nest.writer, "Borne")):
        details = ActionDetails("action", text, owner, nest.cast.parties[party], tomorrow)
        record_action(item=nest.item, details=details, key=uuid.uuid4(), by=nest.cast.secretary, now=NOW)


def in_statement(nest: Nest, text: str) -> None:
    """What somebody wanted on record."""
    act = {"key": uuid.uuid4(), "by": nest.cast.secretary, "now": NOW}
    record_statement(item=nest.item, speaker=text, party=None, text=text, **act)


def in_decision(nest: Nest, text: str) -> None:
    """A decision without a vote."""
    act = {"key": uuid.uuid4(), "by": nest.cast.secretary, "now": NOW}
    meetings.record_decision(item=nest.item, text=text, outcome="vastgesteld", **act)


def in_paper(nest: Nest, text: str) -> None:
    """The title of a paper, the name of its file, and the words on its page, found by the worker."""
    file = inspect(a_pdf(f"{WORD} {SONGS['stuktekst']}", "Tweede blad"), name=f"{SONGS['bestandsnaam']}.pdf")
    by = {"by": nest.cast.secretary, "now": NOW}
    paper = papers.add_paper(item=nest.item, title=f"{WORD} {text}", file=file, key=uuid.uuid4(), **by)
    read_paper(paper.current_id, NOW)


def noted(nest: Nest, place: Place, text: str, shared: str = "") -> None:
    """By the writer, for nobody else unless it says so."""
    party = nest.cast.parties["Borne"] if shared == "party" else None
    save_note(place=place, text=f"{WORD} {text}", shared=shared, party=party, seen=0, by=nest.writer, now=NOW)


def in_remark(nest: Nest, text: str) -> None:
    """What a member shares with the members, at the item."""
    noted(nest, Place(nest.item), text, "members")


def in_note(nest: Nest, text: str) -> None:
    """What a member keeps to himself, at the other item and at a page."""
    for place in (Place(nest.second), Place(nest.item, nest.paper, 1)):
        noted(nest, place, text)


def in_party_remark(nest: Nest, text: str) -> None:
    """What a member shares with the people of the own party, at the next page."""
    noted(nest, Place(nest.item, nest.paper, 2), text, "party")


CARRIERS = (
    Carrier("titel", lambda nest, text: on_both(nest, title=f"{WORD} {text}")),
    Carrier("toelichting", lambda nest, text: on_both(nest, explanation=f"{WORD} {text}")),
    Carrier("oplegger", lambda nest, text: on_both(nest, cover_note=text, advice=text, consultation=text)),
    Carrier("voorstel", lambda nest, text: on_both(nest, proposed_decision=text, portfolio=text, presenter=text)),
    Carrier("grond", lambda nest, text: on_both(nest, confidential_ground=text)),
    Carrier("stemtitel", nothing),
    Carrier("stemtekst", nothing),
    Carrier("besluit", in_decision),
    Carrier("verslag", in_minutes),
    Carrier("actie", in_action),
    Carrier("verklaring", in_statement),
    Carrier("stuktitel", in_paper),
    Carrier("bestandsnaam", nothing),
    Carrier("stuktekst", nothing),
    Carrier("opmerking", in_remark),
    Carrier("notitie", in_note, private=True),
    Carrier("partijnotitie", in_party_remark, private=True),
)
"""Everything of a confidential item that holds text: one line each. `nothing`: planted together with another."""
SONGS = {carrier.name: song(carrier.name) for carrier in CARRIERS}
PRIVATE = {carrier.name for carrier in CARRIERS if carrier.private}


def a_vote(cast: Cast, item: AgendaItem) -> Proposal:
    """An open vote on a confidential item, with canaries in its title and its text."""
    content = replace(TEXT, title=f"{WORD} {SONGS['stemtitel']}", text=f"{WORD} {SONGS['stemtekst']}")
    by = {"by": cast.secretary, "now": NOW}
    made = votes.create_proposal(item=item, content=content, form_key=uuid.uuid4(), **by)
    votes.make_ready(proposal=made, **by)
    return votes.open_vote(proposal=made, earlier_figures=True, by=cast.chair, now=NOW)


def plant_items(world: World) -> Nest:
    """Two confidential items in the running meeting, and every carrier planted."""
    cast, live = world.cast, world.live
    items = [live.items.get(position=position) for position in (5, 7)]
    for item in items:
        item.refresh_from_db()
        imposed = Imposed(level="secret", ground="artikel 2:5 Awb", until=None)
        impose(item=item, imposed=imposed, seen=item.version, by=cast.secretary, now=NOW)
    closed, opened = (a_vote(cast, AgendaItem.objects.get(pk=item.pk)) for item in items)
    for party, choice in DRAWN.items():
        cast_vote(cast, closed, party, choice, at=NOW)
    votes.close_vote(proposal=closed, by=cast.chair, now=NOW)
    votes.establish_result(proposal=closed, by=cast.chair, now=NOW)
    nest = Nest(world, items[0], items[1], closed, opened)
    for carrier in CARRIERS:
        carrier.plant(nest, SONGS[carrier.name])
    send_again(cast, world.draft, nest)
    return nest


def send_again(cast: Cast, planned: Meeting, nest: Nest) -> None:
    """The agenda of a planned meeting goes out twice, with a confidential item whose facts changed in between."""
    item = planned.items.get(position=2)
    AgendaItem.objects.filter(pk=item.pk).update(title=f"{WORD} {SONGS['titel']}", explanation=SONGS["toelichting"])
    imposed = Imposed(level="closed", ground=SONGS["grond"], until=None)
    impose(item=item, imposed=imposed, seen=item.version, by=cast.secretary, now=NOW)
    meetings.publish_agenda(meeting=planned, by=cast.secretary, now=NOW)
    AgendaItem.objects.filter(pk=item.pk).update(title=f"anders {SONGS['titel']}", minutes_planned=45)
    meetings.publish_agenda(meeting=planned, by=cast.secretary, now=NOW)


def mails() -> Iterator[tuple[str, str]]:
    """Name and whole text of every mail that waits or was sent, with its calendar."""
    for message in Message.objects.all():
        calendar = bytes(message.calendar or b"").decode()
        yield message.key, f"{message.subject}\n{message.body}\n{message.headers}\n{calendar}"


def about_it(nest: Nest) -> set[str]:
    """The addresses at which a note of somebody could stand."""
    found = {address for page in pages() if page.name in NOTED for address in addresses(nest, page)}
    search = reverse("home:search", args=["bok-ses"])
    return found | {f"{search}?{urlencode({'q': WORD})}", reverse("home:today"), reverse("home:mine")}


def addresses(nest: Nest, page: Page) -> Iterator[str]:
    """The address about what is confidential, and the one about what the other tests of permissions look at."""
    known = values(nest.world, page)
    yield reverse(page.name, kwargs=known)
    first = page.route.removeprefix("<slug:slug>/").partition("/")[0]
    about = {
        "punten": (nest.item.pk, nest.second.pk),
        "stemmingen": (nest.closed.pk, nest.open.pk),
        "uitslagen": (nest.closed.pk,),
        "vergaderingen": (nest.world.live.pk, nest.world.draft.pk),
        "stukken": (nest.paper.pk,),
        "acties": tuple(nest.item.actions.values_list("pk", flat=True)),
    }.get(first, ())
    for pk in about:
        for number in (1, 2) if "number" in known else (1,):
            more = {"pk": pk, "item_pk": nest.item.pk if "stemming" not in page.route else pk, "number": number}
            yield reverse(page.name, kwargs=known | {name: more[name] for name in more if name in known})


NOTED = frozenset(
    f"meetings:{name}"
    for name in (
        *("item_detail", "item_note", "item_papers", "item_edit", "paper_read", "paper_page", "page_note"),
        *("paper_offline", "version_file", "note_list", "meeting_detail", "reading_copy", "reading_copy_file"),
        *("live_desk", "live_chair", "live_follow", "live_wall", "minutes_detail", "agenda_version"),
    )
)
"""Pages with notes, and those that bring together what is at an item."""
