"""A rate and a budget by way of the overleg: proposed, put on the agenda with a vote, and recorded by its decision.

The treasurer proposes; the secretariat makes the agenda; the overleg decides; the rate cites that decision by link
(BOK-8d, 12.4, R19; UHO-6).
"""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from finance import agreed
from finance.models import Budget, Rate, RateProposal
from finance.selectors import settings as known
from finance.selectors.proposing import Stand, class_for, decision_on, kind_for, stand_of
from finance.services import settings
from finance.services.settings import RateDetails
from finance.wording import proposing as wording
from meetings.models import AgendaItem, Decision, Meeting
from meetings.services.agenda import ItemDetails, Preparation, add_item
from twente.core import audit
from twente.core.agreement import Contribution
from twente.core.dates import day_of
from twente.core.models import Agreement, User
from twente.core.refusals import Refusal
from votes.services.preparing import ProposalText, create_proposal


class ProposalStands(Refusal):
    """One proposal at a time for a contribution and a year."""

    sentence = "Er loopt al een voorstel voor dit jaar. Trek dat eerst in, of wacht op het besluit."


class ProposalSettled(Refusal):
    """It was taken back, or it is on the agenda already."""

    sentence = "Dit voorstel is al ingetrokken of staat al op de agenda."


class NotDecided(Refusal):
    """Only an adopted decision makes a rate."""

    sentence = "Het overleg heeft dit voorstel nog niet aangenomen."


@dataclass(frozen=True)
class Proposed:
    """What is proposed, in whole cents, and why; without a budget only the rate."""

    cents: int
    reason: str
    budget_cents: int | None = None


@transaction.atomic
def propose_rate(
    *, agreement: Agreement, contribution: str, year: int, proposed: Proposed, by: User, now: datetime
) -> RateProposal:
    """Propose a rate for a year. Raises ProposalStands."""
    facts = {"agreement": agreement, "contribution": contribution, "year": year, **vars(proposed)}
    try:
        with transaction.atomic():
            made = RateProposal.objects.create(**facts, proposed_by=by, proposed_at=now)
    except IntegrityError as error:
        raise ProposalStands from error
    audit.record(agreement=agreement, by=by, at=now, action="rate_proposed", target=made)
    return made


@transaction.atomic
def place_on_agenda(*, proposal: RateProposal, meeting: Meeting, by: User, now: datetime) -> RateProposal:
    """Make the agenda item with its vote. Raises ProposalSettled, and what adding an item or a vote raises."""
    locked = _locked(proposal)
    if locked.vote_id or locked.withdrawn_at:
        raise ProposalSettled
    _, about = known.contribution(locked.agreement, locked.contribution, day_of(now))
    article = agreed.article_of(about, locked.year)
    words = wording.words(about.label, locked.year, locked.cents, locked.budget_cents)
    details = ItemDetails(
        title=words.title,
        item_class=class_for(meeting, article),
        status=AgendaItem.Status.DECIDE,
        explanation=locked.reason,
        minutes_planned=15,
        preparation=Preparation(proposed_decision=words.decision),
    )
    item = add_item(meeting=meeting, details=details, key=uuid.uuid4(), by=by, now=now)
    content = ProposalText(
        title=words.title,
        text=words.decision,
        decision_kind=kind_for(item, article),
        financial=True,
        financial_reason=wording.ABOUT_MONEY,
        new_subject=False,
        new_subject_reason=wording.NOT_NEW,
    )
    locked.vote = create_proposal(item=item, content=content, form_key=uuid.uuid4(), by=by, now=now)
    locked.placed_by, locked.placed_at = by, now
    locked.save(update_fields=["vote", "placed_by", "placed_at"])
    audit.record(agreement=locked.agreement, by=by, at=now, action="rate_proposal_placed", target=locked)
    return locked


@transaction.atomic
def record_decided_rate(*, proposal: RateProposal, by: User, now: datetime) -> Rate:
    """The rate, and the budget if one was proposed, by the decision. Twice is once. Raises NotDecided."""
    locked = _locked(proposal)
    if locked.rate is not None:
        return locked.rate
    decision = decision_on(locked)
    if decision is None or stand_of(locked, decision) is not Stand.ADOPTED:
        raise NotDecided
    _, about = known.contribution(locked.agreement, locked.contribution, day_of(now))
    place = {"agreement": locked.agreement, "contribution": locked.contribution, "year": locked.year}
    acts: dict[str, Any] = place | {"by": by, "now": now}
    rate = known.rates_of(locked.agreement, locked.contribution).get(locked.year)
    locked.rate = settings.record_rate(details=rate_of(locked, decision, about), seen=seen(rate), **acts)
    if locked.budget_cents:
        budget = known.budgets_of(locked.agreement, locked.contribution).get(locked.year)
        details = {"cents": locked.budget_cents} | decided_by(decision)
        locked.budget = settings.record_budget(details=details, seen=seen(budget), **acts)
    locked.save(update_fields=["rate", "budget"])
    return locked.rate


def rate_of(proposal: RateProposal, decision: Decision, about: Contribution) -> RateDetails:
    """The rate as it was decided, with its decision by link."""
    article = agreed.article_of(about, proposal.year)
    return RateDetails(cents=proposal.cents, article=article, decision=decision, **decided_by(decision))


def decided_by(decision: Decision) -> dict[str, Any]:
    """How rate and budget cite the same decision."""
    return {"decided": wording.cited(decision.year, decision.number), "decided_on": day_of(decision.decided_at)}


def seen(standing: Rate | Budget | None) -> int:
    """The row that counts now, which the new one takes the place of; 0 for none."""
    return standing.pk if standing else 0


@transaction.atomic
def withdraw_proposal(*, proposal: RateProposal, by: User, now: datetime) -> None:
    """Take it back, or close one that was rejected. Raises ProposalSettled.

    What waits for its decision on an agenda is not taken back here: it is taken off the agenda, and that is decided.
    """
    locked = _locked(proposal)
    settled = stand_of(locked, decision_on(locked)) in (Stand.DONE, Stand.ADOPTED)
    if locked.withdrawn_at or settled or on_its_way(locked):
        raise ProposalSettled
    locked.withdrawn_at = now
    locked.save(update_fields=["withdrawn_at"])
    audit.record(agreement=locked.agreement, by=by, at=now, action="rate_proposal_withdrawn", target=locked)


def on_its_way(proposal: RateProposal) -> bool:
    """Whether its item still stands on an agenda without a decision."""
    if proposal.vote is None or decision_on(proposal) is not None:
        return False
    item = proposal.vote.item
    return not item.disposal and item.meeting.state not in (Meeting.State.HELD, Meeting.State.CANCELLED)


def _locked(proposal: RateProposal) -> RateProposal:
    rows = RateProposal.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("agreement", "vote__item__meeting", "rate").get(pk=proposal.pk)
