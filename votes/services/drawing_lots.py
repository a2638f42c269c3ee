"""After a round about persons: the lot, and the round that must follow (Gemeentewet 31)."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from twente.core.models import User
from twente.core.refusals import Refusal
from twente.outbox.services import queue_message
from votes import counting, elections, selectors
from votes.messages.persons import lot_mail
from votes.models import LotDraw, Proposal
from votes.rounds import FINISHED
from votes.services.nominating import put_on_slip
from votes.services.preparing import record

State = Proposal.State


class NoLotNeeded(Refusal):
    """The lot decides only between those who are level for the second time."""

    sentence = "Bij deze stemming beslist geen lot."


class NotInTheDraw(Refusal):
    """Only who is level takes part in the draw."""

    status = 422
    sentence = "Kies een van de namen waartussen het lot beslist."


class AlreadyDrawn(Refusal):
    """A lot is drawn once."""

    sentence = "De loting is al vastgelegd. Er wordt niet opnieuw geloot."


class NoNextRound(Refusal):
    """The vote about persons is over, or waits for a lot."""

    sentence = "Op deze stemming volgt geen volgende ronde."


@dataclass(frozen=True)
class Draw:
    """The name that came out, who drew it and who watched."""

    name: str
    drawn_by: str
    witness: str


@transaction.atomic
def draw_lot(*, proposal: Proposal, draw: Draw, by: User, now: datetime) -> LotDraw:
    """Record the lot and tell everybody; the same again changes nothing.

    Raises NoLotNeeded, NotInTheDraw, AlreadyDrawn.
    """
    vote = selectors.locked(proposal)
    known = elections.lot_of(vote)
    if known is not None and known.drawn == draw.name:
        return known
    if known is not None:
        raise AlreadyDrawn
    if vote.state != State.CLOSED or not elections.lot_awaited(vote):
        raise NoLotNeeded
    if draw.name not in vote.result["names"]:
        raise NotInTheDraw
    lot = LotDraw.objects.create(
        proposal=vote, drawn=draw.name, drawn_by=draw.drawn_by, witness=draw.witness, recorded_by=by, recorded_at=now
    )
    record(vote, by=by, now=now, action="lot_drawn", drawn=draw.name)
    said = counting.settled(vote)
    for person in selectors.informed_of_result(vote, now):
        queue_message(**lot_mail(vote, to=person, sentence=said["sentence"]), now=now)
    return lot


@transaction.atomic
def hold_next_round(*, proposal: Proposal, by: User, now: datetime) -> Proposal:
    """Make the round that must follow, ready to open, with exactly the people it is between; twice makes one.

    Raises NoNextRound.
    """
    vote = selectors.locked(proposal)
    made = Proposal.objects.filter(previous=vote).first()
    if made is not None:
        return made
    following = elections.following(vote) if vote.state in FINISHED and vote.state != State.ANNULLED else None
    if following is None:
        raise NoNextRound
    following_vote = Proposal.objects.create(
        **{name: getattr(vote, name) for name in KEPT},
        round=vote.round + 1,
        previous=vote,
        state=State.READY,
        ready_at=now,
        ready_by=by,
        form_key=uuid.uuid4(),
    )
    put_on_slip(following_vote, following.candidates)
    record(following_vote, by=by, now=now, action="proposal_ready", previous=vote.pk)
    return following_vote


KEPT = (
    "item",
    "title",
    "text",
    "decision_kind",
    "financial",
    "financial_reason",
    "new_subject",
    "new_subject_reason",
    "about",
    "way",
)
"""What a next round has in common with the one before."""
