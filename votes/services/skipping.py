"""Adopting without a vote: nobody asked for one, so opening, counting and closing are one act (Gemeentewet 32)."""

import uuid
from datetime import datetime, timedelta

from django.db import transaction

from meetings import selectors as meetings
from meetings.models import Meeting
from twente.core import audit
from twente.core.models import User
from twente.core.refusals import Refusal
from votes import polls, selectors
from votes.models import Ballot, Proposal
from votes.rules import able
from votes.services.casting import Cast, Entry, append
from votes.services.closing import close_vote
from votes.services.preparing import open_vote

State, Way = Proposal.State, Proposal.Way
NOBODY_ASKED = Entry(reason="zonder stemming", notice="ter vergadering, niemand vroeg om stemming")
STEP = timedelta(microseconds=1)
"""The closing comes after the ballots: a closing moment is the first that is too late."""


class NeedsVote(Refusal):
    """The same rule decides; what it would not adopt is put to the vote."""

    def __init__(self, sentence: str) -> None:
        super().__init__(f"Dit kan niet zonder stemming. {sentence} Open een stemming.")


class NotInMeeting(Refusal):
    """Only at the table somebody can ask for a vote."""

    sentence = "Zonder stemming vaststellen kan alleen in een geopende vergadering."


class AlreadyOpened(Refusal):
    """A vote that was opened is held."""

    sentence = "Deze stemming is al geopend. Sluit de stemming, of vernietig haar met een reden."


class NotAtTheTable(Refusal):
    """Only who is present can be noted."""

    status = 422
    sentence = "Alleen een aanwezige partij met een stem kan laten aantekenen dat zij tegen is."


@transaction.atomic
def adopt_without_vote(
    *, proposal: Proposal, against: frozenset[str], earlier_figures: bool, by: User, now: datetime
) -> Proposal:
    """Adopt a ready proposal without a vote: who is present counts as in favour, but for the parties (codes) `against`.

    Twice changes nothing. Raises NeedsVote when the rule would not adopt it so, NotInMeeting, AlreadyOpened,
    NotAtTheTable, and what opening raises; then nothing is left behind.
    """
    vote = selectors.locked(proposal)
    if vote.way == Way.NO_VOTE and vote.closed_at is not None:
        return vote
    check_may_skip(vote, now)
    vote.way, vote.opens_at, vote.closes_at = Way.NO_VOTE, None, None
    vote.save(update_fields=["way", "opens_at", "closes_at"])
    opened = open_vote(proposal=vote, earlier_figures=earlier_figures, by=by, now=now)
    deem(opened, against, by=by, now=now)
    closed = close_vote(proposal=opened, by=by, now=now + STEP)
    if not closed.result["adopted"]:
        raise NeedsVote(closed.result["sentence"])
    detail = {"against": sorted(against)}
    agreement = selectors.agreement_of(closed)
    audit.record(agreement=agreement, by=by, at=now, action="adopted_without_vote", target=closed, detail=detail)
    return closed


def check_may_skip(vote: Proposal, now: datetime) -> None:
    """A ready proposal, in an open meeting, of a kind that is decided by voting in the open."""
    if vote.opened_at is not None:
        raise AlreadyOpened
    if vote.item.meeting.state != Meeting.State.OPEN:
        raise NotInMeeting
    _, rule = selectors.rule_of(vote, now)
    if rule.procedure != "vote":
        raise NeedsVote("Deze soort besluit heeft een eigen manier van besluiten.")


def deem(vote: Proposal, against: frozenset[str], *, by: User, now: datetime) -> list[Ballot]:
    """A ballot for every party that is present and can vote. Raises NotAtTheTable."""
    voters = selectors.voters_of(vote, now)
    can_vote = able(polls.poll_of(vote, now))
    there = meetings.present_party_ids(meeting=vote.item.meeting, at=now)
    seats = [seat for seat in selectors.seats_of(vote) if seat.party_id in there and seat.party.code in can_vote]
    if not against <= {seat.party.code for seat in seats}:
        raise NotAtTheTable
    choices = {True: Ballot.Choice.AGAINST, False: Ballot.Choice.FOR}
    casts = [
        Cast(
            party=seat.party,
            choice=choices[seat.party.code in against],
            key=uuid.uuid4(),
            by=by,
            mandate=voters[seat.party_id].document,
            entry=NOBODY_ASKED,
        )
        for seat in seats
    ]
    return [append(vote, cast, now=now) for cast in casts]
