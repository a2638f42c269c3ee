"""A vote as the casting rules see it, read under its lock: for one attempt, or for all parties at once."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from meetings.selectors import Voter
from votes import selectors
from votes.models import Proposal, Seat
from votes.rules import SPOKEN, Attempt, Choice, Poll

State = Proposal.State


def poll_for(proposal: Proposal, attempt: Attempt, voter: Voter | None) -> Poll:
    """The vote as this attempt meets it: its party only, so that everybody behind the lock waits equally short."""
    seats = list(selectors.seats_of(proposal).filter(party__code=attempt.party))
    return seen(proposal, seats, {seat.party.code: voter for seat in seats if voter}, attempt.at)


def poll_of(proposal: Proposal, moment: datetime) -> Poll:
    """The vote with all its parties."""
    seats, voters = list(selectors.seats_of(proposal)), selectors.voters_of(proposal, moment)
    by_code = {seat.party.code: voters[seat.party_id] for seat in seats if seat.party_id in voters}
    return seen(proposal, seats, by_code, moment)


def seen(proposal: Proposal, seats: Iterable[Seat], voters: Mapping[str, Voter], moment: datetime) -> Poll:
    """These seats and their voters at this moment.

    A vote that was never opened opens after this moment. A vote that ended is closed for whoever got the lock later,
    also when his or her moment was read just before the end.
    """
    window, speaking = selectors.window_of(proposal), {voter.user.pk for voter in voters.values()}
    closes = window.closes
    if closes is not None and proposal.state != State.OPEN:
        closes = min(closes, moment)
    return Poll(
        opens_at=window.opens or moment + timedelta(microseconds=1),
        closes_at=closes,
        representatives={code: str(voter.user.pk) for code, voter in voters.items()},
        voteless=frozenset(str(person.pk) for person in selectors.voteless(proposal, moment, speaking=speaking)),
        excluded=frozenset(seat.party.code for seat in seats if seat.excluded),
        choices=SPOKEN if proposal.way == Proposal.Way.ROLL_CALL else frozenset(Choice),
    )
