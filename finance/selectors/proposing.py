"""Reads: the proposals for a rate, how far each is, and which kind of decision and agenda item fits (BOK-8d, R19)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import QuerySet

from finance.models import RateProposal
from finance.selectors.access import sees_all
from meetings.models import AgendaItem, Body, Decision, Meeting
from meetings.rules import ItemClass
from meetings.selectors import items_for
from meetings.selectors.proposing import meetings_to_come
from meetings.selectors.rulebooks import classes_offered
from twente.core.agreement import Rulebook
from twente.core.dates import day_of
from twente.core.models import Agreement
from twente.core.permissions import Actor
from twente.core.selectors import reading_values, rulebook_on
from votes.rules.choosing import Answers, choose
from votes.selectors import point_of

WITHOUT_VOTE = frozenset({"vastgesteld", "aangenomen"})
"""What a decision says that was taken without a vote, and that makes the rate."""


class Stand(StrEnum):
    """How far a proposal is."""

    WAITS = "waits"
    ON_AGENDA = "on_agenda"
    ADOPTED = "adopted"
    REJECTED = "rejected"
    DONE = "done"


@dataclass(frozen=True)
class Standing:
    """A proposal with how far it is; `item` and `decision` only for who may read them."""

    proposal: RateProposal
    stand: Stand
    item: AgendaItem | None
    decision: Decision | None


def proposals_for(actor: Actor) -> QuerySet[RateProposal]:
    """The proposals of this agreement that were not taken back, for who reads all invoices."""
    rows = RateProposal.objects.filter(agreement=actor.agreement, withdrawn_at__isnull=True)
    rows = rows.select_related("agreement", "proposed_by", "vote__item__meeting__body", "rate")
    return rows if sees_all(actor) else rows.none()


def standing_of(proposal: RateProposal, actor: Actor) -> Standing:
    """How far one proposal is, with the item and the decision as far as this person may read them."""
    if proposal.vote is None:
        return Standing(proposal, Stand.WAITS, None, None)
    item = items_for(actor).filter(pk=proposal.vote.item_id).select_related("meeting__body").first()
    decision = decision_on(proposal)
    return Standing(proposal, stand_of(proposal, decision), item, decision if item else None)


def stand_of(proposal: RateProposal, decision: Decision | None) -> Stand:
    """By what was decided."""
    if proposal.rate_id:
        return Stand.DONE
    if decision is None:
        return Stand.ON_AGENDA if proposal.vote_id else Stand.WAITS
    return Stand.ADOPTED if was_adopted(decision) else Stand.REJECTED


def decision_on(proposal: RateProposal) -> Decision | None:
    """The decision on its item that stands: the latest that nobody annulled."""
    if proposal.vote is None:
        return None
    return Decision.objects.filter(item=proposal.vote.item_id, annulment__isnull=True).order_by("-id").first()


def was_adopted(decision: Decision) -> bool:
    """Whether the proposal was carried: by the vote that delivered the decision, or in words when nobody voted."""
    vote = (
        decision.item.proposals.filter(pk=decision.source.removeprefix("vote:")).first() if by_vote(decision) else None
    )
    return bool(vote.result.get("adopted")) if vote is not None else decision.outcome in WITHOUT_VOTE


def by_vote(decision: Decision) -> bool:
    """Whether a vote delivered it."""
    return decision.source.startswith("vote:")


def meetings_open(agreement: Agreement, now: datetime) -> QuerySet[Meeting]:
    """The meetings to come of the bodies that decide by voting."""
    book = rulebook_on(agreement, day_of(now))
    keys = [body.key for body in book.bodies if body.votes]
    return meetings_to_come(Body.objects.filter(agreement=agreement, key__in=keys), now)


def class_for(meeting: Meeting, article: str) -> ItemClass:
    """The class of an item about the contribution: that of its article, else the subject that is about money."""
    offered = [one for one in classes_offered(meeting) if not one.needs_admission]
    book = rulebook_on(meeting.body.agreement, day_of(meeting.starts_at))
    money = {subject.key for subject in book.subjects if subject.financial is True}
    named = [one for one in offered if article in (one.subject, one.article)]
    about_money = [one for one in offered if one.subject in money]
    return next(iter([*named, *about_money, *offered]))


def kind_for(item: AgendaItem, article: str) -> str:
    """The kind of decision: the one that rests on this article, else what the rulebook advises (R19)."""
    book = book_of(item)
    own = [rule.key for rule in book.decision_rules if rule.article == article]
    if own:
        return own[0]
    readings = reading_values(item.meeting.body.agreement, day_of(item.meeting.starts_at))
    advised = choose(book, point_of(item), Answers(financial=True, new_subject=False), readings).advised
    return advised.decision if advised else book.decision_rules[0].key


def book_of(item: AgendaItem) -> Rulebook:
    """The rulebook on the day of the meeting."""
    return rulebook_on(item.meeting.body.agreement, day_of(item.meeting.starts_at))
