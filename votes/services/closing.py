"""Closing a vote and establishing its result (BOK-12.3, 5.5): count under the lock, keep everything, tell everybody."""

from datetime import datetime
from typing import Any

from django.db import transaction

from meetings.services import deliver_decision, settle_admission
from twente.core import audit
from twente.core.models import User
from twente.core.refusals import Refusal
from twente.outbox.services import queue_job, queue_message
from votes import counting, elections, selectors
from votes.messages import closed_mail
from votes.models import Proposal
from votes.printed import PDF_JOB
from votes.services.casting import VoteNotOpen
from votes.wording import windows
from votes.wording.asking import NOT_BINDING

State = Proposal.State


class NotClosed(Refusal):
    """Only a closed vote has a result to establish."""

    sentence = "De stemming is nog niet gesloten. Sluit eerst de stemming."


class LotNotDrawn(Refusal):
    """Who is chosen is not known before the lot decides (Gemeentewet 31)."""

    sentence = "Het lot moet nog beslissen. Leg eerst de loting vast."


class AnswersMissing(Refusal):
    """Somebody whose answer decides has not answered; the sentence names who (BOK-6.3, 16.3)."""


@transaction.atomic
def close_vote(*, proposal: Proposal, by: User | None, now: datetime) -> Proposal:
    """Stop voting and keep the outcome with its reasons and closing hash; closing twice gives the same result.

    Every accepted ballot is counted and no later one: casting and closing take the same lock. A vote past its planned
    end closed at that end, whoever presses later; `by` is None when nobody did. Raises VoteNotOpen, AnswersMissing.
    """
    vote = selectors.locked(proposal)
    if vote.closed_at is not None:
        return vote
    if vote.state != State.OPEN:
        raise VoteNotOpen("De stemming is nog niet open.")
    if vote.opens_at is not None and now < vote.opens_at:
        raise VoteNotOpen(f"{windows.opens(vote.opens_at)} Gaat zij niet door? Vernietig haar dan met een reden.")
    if waits := counting.waiting_for(vote):
        raise AnswersMissing(waits)
    vote.closed_at = closed_at = min(now, vote.closes_at or now)
    vote.closed_by, vote.state = by, State.CLOSED
    vote.result = counting.result_of(vote, at=closed_at)
    vote.closing_hash = counting.closing_hash(vote)
    vote.save()
    for person in selectors.informed_of_result(vote, now):
        queue_message(**closed_mail(vote, to=person, closed_at=closed_at, sentence=vote.result["sentence"]), now=now)
    detail = {"result": vote.result["result"], "closing_hash": vote.closing_hash}
    audit.record(
        agreement=selectors.agreement_of(vote), by=by, at=now, action="vote_closed", target=vote, detail=detail
    )
    return vote


@transaction.atomic
def establish_result(*, proposal: Proposal, by: User, now: datetime) -> Proposal:
    """The chair establishes the result, and the decision goes to the agenda item. Twice changes nothing.

    Raises NotClosed, LotNotDrawn.
    """
    vote = selectors.locked(proposal)
    if vote.established_at is not None:
        return vote
    if vote.state != State.CLOSED:
        raise NotClosed
    if elections.lot_awaited(vote):
        raise LotNotDrawn
    vote.state, vote.established_at, vote.established_by = State.ESTABLISHED, now, by
    vote.save(update_fields=["state", "established_at", "established_by"])
    deliver(vote, by=by, now=now)
    agreement = selectors.agreement_of(vote)
    audit.record(agreement=agreement, by=by, at=now, action="result_established", target=vote)
    queue_job(agreement=agreement, kind=PDF_JOB, target_id=vote.pk, owner=by, now=now)
    return vote


def deliver(vote: Proposal, *, by: User, now: datetime) -> None:
    """Hand the decision to the meetings room; an admission decision also opens or shuts its item (BOK-10, 12.6)."""
    result = counting.settled(vote)
    deliver_decision(
        item=vote.item,
        outcome=result.get("outcome", result["title"]).lower(),
        text=vote.text if result.get("binding", True) else f"{vote.text} ({NOT_BINDING.lower()})",
        sentence=result["sentence"],
        reasons=result["reasons"],
        figures=figures(result),
        source=f"vote:{vote.pk}",
        closing_hash=vote.closing_hash,
        decided_at=vote.closing,
        by=by,
        now=now,
    )
    if selectors.decides_admission(vote):
        settle_admission(item=vote.item, admitted=result["adopted"], by=by, now=now)


def figures(result: dict[str, Any]) -> dict[str, Any]:
    """What the minutes print: what the way of deciding chose, or the whole count of a vote."""
    own: dict[str, Any] | None = result.get("figures")
    return own or result["tally"] | {"tests": result["tests"], "ballots": result["ballots"]}
