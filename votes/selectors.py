"""Reads of the votes room; every one knows what this person may see."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from meetings import selectors as meetings
from meetings.models import AgendaItem
from meetings.selectors import Voter
from twente.core.agreement import DecisionRule, ItemClass, Rulebook
from twente.core.dates import day_of
from twente.core.models import Agreement, Party, Role, User
from twente.core.permissions import Actor, Context
from twente.core.selectors import in_force, reading_values, rulebook_on
from votes.models import AccessionRequest, Ballot, Proposal, Seat
from votes.rules import Council, CouncilAnswer, Preparation
from votes.rules.choosing import Point
from votes.rules.window import Phase, Window

State = Proposal.State


def locked(proposal: Proposal) -> Proposal:
    """The vote row under the lock that every writer takes first (votes.md section 6); only inside a transaction."""
    rows = Proposal.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("item__meeting__body__agreement", "item__meeting__presided_by").get(pk=proposal.pk)


def agreement_of(proposal: Proposal) -> Agreement:
    """The agreement under which the proposal is decided."""
    return proposal.item.meeting.body.agreement


def proposals_for(actor: Actor) -> QuerySet[Proposal]:
    """Proposals that this person may see: all from the moment they are ready, drafts only for the secretariat.

    Who may see results but no draft agenda sees a vote from its closing, also while the meeting still runs. A vote on
    a confidential item exists only for who may read the item.
    """
    seen = Q(item__in=meetings.items_for(actor))
    if actor.may("result"):
        seen |= Q(item__meeting__in=meetings.meetings_for(actor), closed_at__isnull=False)
    rows = Proposal.objects.filter(seen, meetings.readable(actor, "item__")).select_related(
        "item__meeting__body__agreement", "population", "lot"
    )
    return rows if actor.may("agenda_edit") else rows.exclude(state=State.CONCEPT)


def rule_of(proposal: Proposal, moment: datetime) -> tuple[Rulebook, DecisionRule]:
    """The rulebook in force and the rule of this kind of decision: of the opening day, before that of this day."""
    rulebook = rulebook_on(agreement_of(proposal), day_of(proposal.opened_at or moment))
    return rulebook, rulebook.decisions[proposal.decision_kind]


def preparation_of(proposal: Proposal) -> Preparation:
    """What precedes the vote, as it stands now: councils asked, a request, the admission (BOK-12.5, 14, 10)."""
    councils = tuple(
        Council(row.party.code, row.submitted_on is not None, CouncilAnswer(row.reply))
        for row in proposal.consultations.select_related("party")
    )
    return Preparation(
        councils=councils,
        requested=AccessionRequest.objects.filter(proposal=proposal).exists(),
        admitted=proposal.item.admission == AgendaItem.Admission.ADMITTED,
    )


def seats_of(proposal: Proposal) -> QuerySet[Seat]:
    """The parties of an opened vote in their fixed order."""
    return proposal.seats.select_related("party")


def latest_ballots(proposal: Proposal) -> dict[int, Ballot]:
    """Party id → the ballot that counts: the latest of each party."""
    rows = proposal.ballots.select_related("party", "cast_by").order_by("seq")
    return {ballot.party_id: ballot for ballot in rows}


def window_of(proposal: Proposal) -> Window:
    """The one place that knows it; a vote that was never opened takes none, whatever is planned."""
    ends = (proposal.closed_at, proposal.annulled_at, proposal.closes_at)
    opens = (proposal.opens_at or proposal.opened_at) if proposal.opened_at else None
    return Window(opens, min((end for end in ends if end is not None), default=None))


def phase_of(proposal: Proposal, moment: datetime) -> Phase:
    """Whether a vote waits for its window, is open or is over, whatever a worker did."""
    ended = proposal.closed_at is not None or proposal.annulled_at is not None
    return Phase.OVER if ended else window_of(proposal).phase(moment)


def due_proposals(moment: datetime) -> QuerySet[Proposal]:
    """Votes whose time is over and that nobody closed, the longest waiting first."""
    return Proposal.objects.filter(state=State.OPEN, closes_at__lte=moment).order_by("closes_at", "id")


def ballots_per_party(proposal: Proposal) -> list[tuple[str, int]]:
    """Name and number of ballots of every party that voted, in the fixed order of the parties."""
    rows = proposal.ballots.values_list("party__short_name").annotate(cast=Count("pk"))
    return list(rows.order_by("party__position"))


def takes_ballots(proposal: Proposal, moment: datetime) -> bool:
    """Whether votes may be cast now, whatever is planned."""
    return phase_of(proposal, moment) is Phase.OPEN


def voteless(proposal: Proposal, moment: datetime, *, speaking: Container[int]) -> list[User]:
    """Who has no vote, whatever mandate he or she holds: the chair, and by R8 a deputy who presides (BOK-5.4, 5.5).

    A chair among those `speaking` for a party keeps that vote where the agreement lets the chair vote (HLB-9).
    """
    found = office_holders(proposal, moment, Role.Kind.CHAIR)
    if any(person.pk in speaking for person in found):
        chair = rulebook_on(agreement_of(proposal), day_of(moment)).chair
        found = found if chair and not chair.votes else []
    presiding = proposal.item.meeting.presided_by
    readings = proposal.snapshot.get("readings") or reading_values(agreement_of(proposal), day_of(moment))
    loses = readings.get("R8") == "verliest_stem"
    return [*found, presiding] if presiding is not None and loses else found


def ballot_of(proposal: Proposal, party: Party) -> Ballot | None:
    """The ballot of one party that counts: its latest."""
    return proposal.ballots.filter(party=party).select_related("party", "cast_by").order_by("seq").last()


def took_part(proposal: Proposal) -> QuerySet[Any, int]:
    """The parties that took part so far, each once, for who only counts them."""
    rows = proposal.participations if proposal.snapshot.get("secret") else proposal.ballots
    return rows.order_by().values_list("party_id", flat=True).distinct()


def voted(proposal: Proposal) -> set[int]:
    """Ids of the parties that took part so far: by an open ballot, or by a slip of which nobody knows what it says."""
    return set(took_part(proposal))


def is_secret(proposal: Proposal, moment: datetime) -> bool:
    """Whether the vote is taken by secret slips (R20): as frozen, before opening as the rule has it."""
    if proposal.snapshot:
        return bool(proposal.snapshot["secret"])
    return rule_of(proposal, moment)[1].secret


@dataclass(frozen=True)
class Turnout:
    """How many entitled parties have voted; all that is shown while a vote is open."""

    cast: int
    entitled: int


def turnout(proposal: Proposal) -> Turnout:
    """Two counts, whatever the number of ballots."""
    entitled = proposal.seats.filter(excluded="").count()
    return Turnout(cast=took_part(proposal).count(), entitled=entitled)


def voters_of(proposal: Proposal, moment: datetime) -> dict[int, Voter]:
    """Party id → who may vote for it on this item at this moment (BOK-1f)."""
    item = proposal.item
    return meetings.voters(meeting=item.meeting, item=item, on=day_of(moment))


def voter_for(proposal: Proposal, party: Party, moment: datetime) -> Voter | None:
    """Who may vote for this party on this item at this moment; its cost does not grow with the parties."""
    item = proposal.item
    return meetings.voter_for(meeting=item.meeting, item=item, party=party, on=day_of(moment))


def parties_voted_for(proposal: Proposal, actor: Actor, moment: datetime) -> list[Party]:
    """The parties for which this person speaks on this item now; nearly always one or none."""
    if actor.user is None:
        return []
    item = proposal.item
    return meetings.parties_spoken_for(meeting=item.meeting, item=item, user=actor.user, on=day_of(moment))


def may_follow(proposal: Proposal, actor: Actor, moment: datetime) -> bool:
    """Whether this person may see the turnout while the vote is open; a substitute only when registered (BOK-1f)."""
    if actor.may("turnout"):
        return True
    return actor.may("turnout", Context(substitute=bool(parties_voted_for(proposal, actor, moment))))


PAGE_ACTS = {
    State.CONCEPT: "agenda_edit",
    State.READY: "agenda_draft",
    State.CLOSED: "result",
    State.ESTABLISHED: "result",
    State.PUBLISHED: "result",
    State.ANNULLED: "result",
}
"""What one needs to be allowed to open the page of a vote in this state; an open one asks `may_follow`."""


def has_page(proposal: Proposal, actor: Actor, moment: datetime) -> bool:
    """Whether this person may open the page of a vote now."""
    act = PAGE_ACTS.get(State(proposal.state))
    return actor.may(act) if act else may_follow(proposal, actor, moment)


def with_page(proposals: Iterable[Proposal], actor: Actor, moment: datetime) -> list[Proposal]:
    """The votes of which this person may open the page now: a list shows no link that leads nowhere."""
    return [proposal for proposal in proposals if has_page(proposal, actor, moment)]


def parties_with_vote(proposal: Proposal, actor: Actor, moment: datetime) -> list[Party]:
    """Of those parties the ones that have a vote on this opened proposal (BOK-12.2)."""
    entitled = set(seats_of(proposal).filter(excluded="").values_list("party_id", flat=True))
    return [party for party in parties_voted_for(proposal, actor, moment) if party.pk in entitled]


def open_proposals(actor: Actor) -> QuerySet[Proposal]:
    """Votes that are open now."""
    return proposals_for(actor).filter(state=State.OPEN)


def proposals_of_item(actor: Actor, item_id: int) -> QuerySet[Proposal]:
    """The rounds of voting on one agenda item, newest first."""
    ballots = Prefetch("ballots", queryset=Ballot.objects.order_by("seq"))
    return proposals_for(actor).filter(item=item_id).prefetch_related(ballots).order_by("-round")


def article_of(item: AgendaItem) -> str:
    """The article that an item falls under ("8a", "14"), of its class when it names none; may be empty."""
    return item.subject or item.article or next(iter(class_of(item).articles), "")


def class_of(item: AgendaItem) -> ItemClass:
    """The rulebook's class of an agenda item."""
    rulebook = rulebook_on(item.meeting.body.agreement, day_of(item.meeting.starts_at))
    return next(found for found in rulebook.item_classes if found.key == item.kind)


def point_of(item: AgendaItem) -> Point:
    """The item as the choosing of a kind of decision sees it (BOK-8, 10)."""
    return Point(class_of(item), article_of(item), item.admission)


def subject_article(proposal: Proposal) -> str:
    """The article that the agenda item of a proposal falls under; may be empty."""
    return article_of(proposal.item)


def takes_votes(item: AgendaItem) -> bool:
    """Whether the body that the item belongs to decides by voting; a working group does not (BOK-7.3)."""
    meeting = item.meeting
    rulebook = rulebook_on(meeting.body.agreement, day_of(meeting.starts_at))
    return any(body.votes for body in rulebook.bodies if body.key == meeting.body.key)


def decides_admission(proposal: Proposal) -> bool:
    """Whether this vote decides if another subject is treated at all (BOK-10, 12.6)."""
    return class_of(proposal.item).admission == proposal.decision_kind


def informed_of_result(proposal: Proposal, moment: datetime) -> list[User]:
    """Who gets the result and the closing hash by mail: the voters, the chair and the secretariat."""
    voters = [voter.user for voter in voters_of(proposal, moment).values()]
    office = office_holders(proposal, moment, Role.Kind.CHAIR, Role.Kind.SECRETARY, Role.Kind.DEPUTY_SECRETARY)
    return list({person.pk: person for person in [*voters, *office]}.values())


def office_holders(proposal: Proposal, moment: datetime, *kinds: str) -> list[User]:
    """Who holds one of these offices on the day of this moment."""
    day, agreement = day_of(moment), agreement_of(proposal)
    roles = Role.objects.filter(in_force(day), agreement=agreement, kind__in=kinds).select_related("user")
    return [role.user for role in roles]
