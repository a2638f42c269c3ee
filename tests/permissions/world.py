"""One world with something to do for every role: a held, a running and a planned meeting, votes in each state."""

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.test import Client

from meetings import services as meetings
from meetings.models import AgendaItem, Meeting, Paper, Substitution
from meetings.services.openness import Imposed, impose
from tests.cast import START, Cast, person
from tests.factories import COURSE, a_meeting, an_open_meeting
from tests.meetings.minutes_scene import NOW, Scene, adopt, make_scene
from tests.papers import a_paper, a_pdf
from tests.partnership.test_services import statline_file, uploaded
from tests.permissions.treasury import Treasury, make_treasury
from tests.votes.stage import DRAWN, TEXT, cast_vote
from twente.core import services as core
from twente.core.models import Mandate, PopulationSet, Role, User
from twente.core.selectors import rulebook_on
from twente.documents.models import Document
from twente.documents.services import store_rendered
from twente.partnership import services as partnership
from twente.partnership.models import PopulationUpload, ReadingRequest
from votes import services as votes
from votes.models import Proposal
from votes.services.annulling import ask_annulment
from votes.services.recusing import Interest, ask_recusal, confirm_recusal

TODAY = NOW.date()


def a_recusal(cast: Cast, proposal: Proposal, asked_by: User) -> Proposal:
    """Tubbergen takes no part, as two persons recorded who are none of the visitors (Awb 2:4)."""
    interest = Interest(cast.parties["Tubbergen"], "de gemeente verkoopt de grond", "het overleg")
    asked = ask_recusal(proposal=proposal, interest=interest, by=asked_by, now=NOW)
    confirm_recusal(recusal=asked, by=person("vorige-secretaris", "Vorige secretaris"), now=NOW)
    return proposal


def to_be_annulled(proposal: Proposal, asked_by: User) -> Proposal:
    """A request to annul that waits for any of the visitors who may."""
    ask_annulment(proposal=proposal, reason="Stukken niet verstuurd.", by=asked_by, now=NOW)
    return proposal


@dataclass
class World:
    """What the pages are about, and everybody who may visit them."""

    scene: Scene
    draft: Meeting
    live: Meeting
    concept: Proposal
    ready: Proposal
    open: Proposal
    closed: Proposal
    asked: Proposal
    substitution: Substitution
    upload: PopulationUpload
    other_population: PopulationSet
    reading: ReadingRequest
    mediator: User
    paper: Paper
    treasury: Treasury

    @property
    def cast(self) -> Cast:
        """Everybody by part."""
        return self.scene.cast

    def item(self, position: int) -> int:
        """An item of the running meeting."""
        return self.live.items.get(position=position).pk

    def party(self, name: str) -> int:
        """A party by the name of its municipality."""
        return self.cast.parties[name].pk

    def listed(self) -> Document:
        """The list of decisions of the held meeting, as a document that nobody signed yet."""
        key = f"decision_list:{self.scene.meeting.pk}:proef"
        return Document.objects.filter(source_key=key).first() or store_rendered(
            agreement=self.cast.agreement,
            kind="decision_list",
            title="Besluitenlijst",
            source_key=key,
            pdf=a_pdf(),
            by=None,
            now=NOW,
        )

    def mandate(self, name: str) -> Mandate:
        """The standing mandate of a party."""
        return Mandate.objects.get(party=self.party(name))


def proposal_on(cast: Cast, meeting: Meeting, position: int) -> Proposal:
    """A proposal in concept on an item of a meeting."""
    item = meeting.items.get(position=position)
    return votes.create_proposal(item=item, content=TEXT, form_key=uuid.uuid4(), by=cast.secretary, now=NOW)


def ready_on(cast: Cast, meeting: Meeting, position: int) -> Proposal:
    """The same, on the members' screens."""
    return votes.make_ready(proposal=proposal_on(cast, meeting, position), by=cast.secretary, now=NOW)


def open_on(cast: Cast, meeting: Meeting, position: int) -> Proposal:
    """The same, open."""
    proposal = ready_on(cast, meeting, position)
    return votes.open_vote(proposal=proposal, earlier_figures=True, by=cast.chair, now=NOW)


def closed_on(cast: Cast, meeting: Meeting, position: int) -> Proposal:
    """The same, voted on and closed."""
    proposal = open_on(cast, meeting, position)
    for party, choice in DRAWN.items():
        cast_vote(cast, proposal, party, choice, at=NOW)
    return votes.close_vote(proposal=proposal, by=cast.chair, now=NOW)


def asked_on(cast: Cast, meeting: Meeting, position: int) -> Proposal:
    """A change of the agreement, open for the answers of the colleges (BOK-16.3)."""
    text = replace(TEXT, decision_kind="wijziging")
    by, item = {"by": cast.secretary, "now": NOW}, meeting.items.get(position=position)
    proposal = votes.create_proposal(item=item, content=text, form_key=uuid.uuid4(), **by)
    ready = votes.make_ready(proposal=proposal, **by)
    return votes.open_vote(proposal=ready, earlier_figures=False, **by)


def make_secret(cast: Cast, item: AgendaItem) -> None:
    """Geheimhouding on an item, without a last day."""
    imposed = Imposed(level="secret", ground="artikel 2:5 Awb", until=None)
    impose(item=item, imposed=imposed, seen=item.version, by=cast.secretary, now=NOW)


def a_substitution(cast: Cast, meeting: Meeting, name: str, user: User) -> Substitution:
    """Somebody stands in for a party at a meeting (BOK-1f)."""
    return meetings.record_substitution(
        meeting=meeting, party=cast.parties[name], user=user, document="Volmacht 7", by=cast.secretary, now=NOW
    )


def a_reading_request(cast: Cast, *, adopted_on: date, now: datetime) -> ReadingRequest:
    """The chair asks the secretary to confirm a reading (BOK-18)."""
    return partnership.request_reading(
        agreement=cast.agreement,
        reading="R1",
        value=reading_value(cast),
        adopted_on=adopted_on,
        decision="Besluit 2026-07",
        by=cast.chair,
        now=now,
    )


def figures_by_somebody_else(cast: Cast, *, now: datetime) -> PopulationSet:
    """Figures that wait for a second person, put forward by nobody of the visitors."""
    return core.propose_population(
        reference_date=date(2026, 1, 1),
        status=PopulationSet.Status.PROVISIONAL,
        source="CBS StatLine",
        figures=dict.fromkeys(cast.parties.values(), 20_000),
        by=person("vorige-financien", "Vorige medewerker financiën"),
        now=now,
    )


def reading_value(cast: Cast) -> str:
    """A value that reading R1 can have."""
    return next(iter(rulebook_on(cast.agreement, TODAY).readings["R1"].values))


def make_world() -> World:
    """Thursday 11 February 2027: a meeting runs, the one of December has adopted minutes, another is planned."""
    scene = make_scene()
    adopt(scene)
    cast = scene.cast
    mediator = person("mediator", "Mediator")
    core.give_role(agreement=cast.agreement, user=mediator, kind=Role.Kind.MEDIATOR, since=START, by=None, now=NOW)
    live = an_open_meeting(cast, present=("Borne",), items=(COURSE,) * 7, at=NOW - timedelta(hours=1))
    make_secret(cast, live.items.get(position=7))
    earlier = person("vorige-voorzitter", "Vorige voorzitter")
    upload = uploaded(cast, statline_file(cast))
    draft = a_meeting(cast, starts_at=NOW + timedelta(days=30))
    return World(
        scene=scene,
        draft=draft,
        live=live,
        concept=proposal_on(cast, live, 1),
        ready=a_recusal(cast, ready_on(cast, live, 2), earlier),
        open=open_on(cast, live, 3),
        closed=to_be_annulled(closed_on(cast, live, 4), earlier),
        asked=asked_on(cast, live, 6),
        substitution=a_substitution(cast, live, "Losser", cast.representatives["Losser"]),
        upload=upload,
        other_population=figures_by_somebody_else(cast, now=NOW),
        reading=a_reading_request(cast, adopted_on=date(2026, 12, 2), now=NOW),
        mediator=mediator,
        paper=a_paper(cast, draft.items.get(position=1)),
        treasury=make_treasury(cast),
    )


@contextmanager
def taken_back() -> Iterator[None]:
    """What happens within is undone, so that everybody finds the same world."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


Preparation = Callable[[World], Any]


def nothing(world: World) -> None:
    """Comes as he or she is."""


def in_charge(kind: str) -> Preparation:
    """The deputy is in charge today."""

    def prepare(world: World) -> None:
        role = Role.objects.get(agreement=world.cast.agreement, kind=kind)
        until = TODAY + timedelta(days=7)
        core.put_in_charge(role=role, since=TODAY, until=until, reason="vakantie", by=world.cast.secretary, now=NOW)

    return prepare


def registered(world: World) -> None:
    """The substitute stands in for Haaksbergen at the running and the held meeting."""
    a_substitution(world.cast, world.live, "Haaksbergen", world.cast.substitute)


@dataclass(frozen=True)
class Visitor:
    """Somebody with one column of the matrix; `acting` says whether its `s` cells hold."""

    name: str
    role: str
    party: str = ""
    acting: bool = False
    prepare: Preparation = nothing

    def user(self, world: World) -> User | None:
        """The account; nobody for a visitor who is not signed in."""
        if self.role == "anonymous":
            return None
        return world.mediator if self.role == "mediator" else world.cast.everybody[self.role]

    def browser(self, world: World) -> Client:
        """A browser in which this visitor is signed in, if he or she has an account."""
        browser = Client()
        if user := self.user(world):
            browser.force_login(user)
        return browser


VISITORS = (
    Visitor("anonymous", "anonymous"),
    Visitor("clerk", "clerk", "Almelo"),
    Visitor("officer", "officer", "Almelo"),
    Visitor("representative", "representative", "Almelo"),
    Visitor("substitute, not registered", "substitute", "Haaksbergen"),
    Visitor("substitute, registered", "substitute", "Haaksbergen", acting=True, prepare=registered),
    Visitor("chair", "chair"),
    Visitor("secretary", "secretary"),
    Visitor("deputy secretary", "deputy_secretary"),
    Visitor("deputy secretary in charge", "deputy_secretary", acting=True, prepare=in_charge("deputy_secretary")),
    Visitor("treasurer", "treasurer"),
    Visitor("administrator", "administrator"),
    Visitor("deputy chair", "deputy_chair", "Hengelo"),
    Visitor("deputy chair in charge", "deputy_chair", "Hengelo", acting=True, prepare=in_charge("deputy_chair")),
    Visitor("mediator", "mediator"),
    Visitor("outsider", "outsider"),
)
