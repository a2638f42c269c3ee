"""Proposals on which nobody votes, under each rulebook, made through the services as its secretary would."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from meetings import services as meetings
from meetings.models import AgendaItem, Body
from meetings.rules import ItemClass
from tests.cast import MORNING
from tests.rehearsal import rehearsed
from tests.votes.table import book
from twente.core import services as core
from twente.core.models import Agreement, Party, Role, User
from twente.core.selectors import rulebook_on
from twente.partnership.installing import install_agreement
from votes import services
from votes.models import Answer, Proposal
from votes.services.answering import Given, Hands, record_answer, record_hands
from votes.services.preparing import ProposalText

MEETING_AT = datetime.fromisoformat("2026-12-02T09:00:00+00:00")
OPENED, ANSWERED, CLOSED = (MEETING_AT + timedelta(minutes=minutes) for minutes in (5, 20, 40))
DAY = date(2026, 11, 24)


@dataclass
class Overleg:
    """An agreement with its parties, a secretary, a chair, and who speaks for a party."""

    agreement: Agreement
    secretary: User
    chair: User
    speakers: dict[str, User] = field(default_factory=dict)

    def code(self, name: str) -> str:
        """The code of a party by its name on screen."""
        return Party.objects.get(short_name=name).code


@rehearsed
def an_overleg(key: str, *, speakers: tuple[str, ...] = ("Almelo", "Hengelo")) -> Overleg:
    """The agreement of this rulebook, installed as `manage.py overeenkomst` does, with people in office."""
    agreement = install_agreement(rulebook=book(key), by=None, now=MORNING)
    made = Overleg(agreement, account(f"secretaris-{key}"), account(f"voorzitter-{key}"))
    since = book(key).valid_from
    for user, kind in ((made.secretary, Role.Kind.SECRETARY), (made.chair, Role.Kind.CHAIR)):
        core.give_role(agreement=agreement, user=user, kind=kind, since=since, by=None, now=MORNING)
    for name in speakers:
        party = Party.objects.get(short_name=name)
        made.speakers[name] = account(f"bestuurder-{party.code}-{key}")
        core.record_mandate(
            agreement=agreement,
            party=party,
            user=made.speakers[name],
            since=since,
            document="Collegebesluit 2026-3",
            by=made.secretary,
            now=MORNING,
        )
    return made


def account(name: str) -> User:
    """An account named after its part."""
    return User.objects.create_user(name, f"{name}@voorbeeld.example", name.capitalize())


@rehearsed
def a_ready(overleg: Overleg, kind: str, *, about: str = "") -> Proposal:
    """A proposal of this kind on the agenda of a convened meeting, on the members' screens."""
    body = Body.objects.filter(agreement=overleg.agreement).order_by("pk")[0]
    details = meetings.MeetingDetails(MEETING_AT, MEETING_AT + timedelta(hours=2), "stadhuis Hengelo")
    by = {"by": overleg.secretary, "now": MORNING}
    meeting = meetings.plan_meeting(body=body, details=details, key=uuid.uuid4(), **by)
    rules = rulebook_on(overleg.agreement, MORNING.date())
    subject = next(found for found in rules.item_classes if found.key == "subject").articles[0]
    item_class = ItemClass("subject", subject=subject)
    point = meetings.ItemDetails("Punt 1", item_class, AgendaItem.Status.DECIDE, "", 10)
    item = meetings.add_item(meeting=meeting, details=point, key=uuid.uuid4(), **by)
    meetings.publish_agenda(meeting=meeting, **by)
    text = ProposalText("Voorstel aan allen", "Het voorstel aan te nemen.", kind, False, "Inhoud.", about=about)
    proposal = services.create_proposal(item=item, content=text, form_key=uuid.uuid4(), **by)
    return services.make_ready(proposal=proposal, **by)


@rehearsed
def an_open(overleg: Overleg, kind: str, **how: str) -> Proposal:
    """The same, open for answers."""
    proposal = a_ready(overleg, kind, **how)
    return services.open_vote(proposal=proposal, earlier_figures=False, by=overleg.chair, now=OPENED)


def answer(
    overleg: Overleg, proposal: Proposal, voice: str, value: str, *, key: uuid.UUID | None = None, **more
) -> Answer:
    """The secretary records an answer; a decision at home gets its letter and its day."""
    if value in ("ingestemd", "geweigerd", "draagt_voor"):
        more = {"document": "Collegebesluit 2026-114", "decided_on": DAY} | more
    given = Given(value, **more)
    return record_answer(
        proposal=proposal, voice=voice, given=given, key=key or uuid.uuid4(), by=overleg.secretary, now=ANSWERED
    )


def hands(overleg: Overleg, proposal: Proposal, counts: Mapping[str, int]) -> None:
    """The secretary records a show of hands; everybody who was there raised one."""
    three = counts["voor"], counts["tegen"], counts.get("onthouden", 0)
    shown = Hands(*three, people=max(1, sum(three)), counted_by="de griffier")
    record_hands(proposal=proposal, hands=shown, by=overleg.secretary, now=ANSWERED)


def close(overleg: Overleg, proposal: Proposal) -> Proposal:
    """The chair closes."""
    return services.close_vote(proposal=proposal, by=overleg.chair, now=CLOSED)
