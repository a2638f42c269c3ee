"""The same ballots under another reading: would the outcome change? (BOK-18; R1, R3, R4, R6, R7, R9, R10)"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from votes.rules.ballots import Ballots, Choice, Ground
from votes.rules.deciding import Vote, decide, seated
from votes.rules.outcomes import Outcome


@dataclass(frozen=True)
class Alternative:
    """One reading with another value, and the outcome it gives.

    `assumed` is set where a party that had no vote would get one: the choice it is taken to make.
    """

    reading: str
    value: str
    outcome: Outcome
    differs: bool
    assumed_party: str | None = None
    assumed: Choice | None = None


def alternatives(vote: Vote, *, among: Collection[str] | None = None) -> tuple[Alternative, ...]:
    """The outcomes with exactly one reading changed: every reading that touches this count, or those of `among`."""
    current = decide(vote)
    return tuple(
        alternative
        for reading in vote.rulebook.count_readings(vote.rule)
        if among is None or reading.id in among
        for value in reading.values
        if value != vote.readings[reading.id]
        for alternative in _under(vote, current, reading.id, value)
    )


def depends_on_reading(found: tuple[Alternative, ...]) -> bool:
    """Whether another reading would, or might, give another outcome."""
    return any(alternative.differs for alternative in found)


def _under(vote: Vote, current: Outcome, reading: str, value: str) -> Iterator[Alternative]:
    """The outcome under one other value; both ways where a party would get a vote that it did not have."""
    other = replace(vote, readings={**vote.readings, reading: value})
    newcomer = _newcomer(vote, other)
    if newcomer is None:
        result = decide(other)
        yield Alternative(reading, value, result, result.result is not current.result)
        return
    for choice in (Choice.FOR, Choice.AGAINST):
        result = decide(replace(other, ballots=_voting(other.ballots, newcomer, choice)))
        yield Alternative(reading, value, result, result.result is not current.result, newcomer, choice)


def _newcomer(vote: Vote, other: Vote) -> str | None:
    """The party that has no vote now and would have one then."""
    barred = {seat.party for seat in seated(vote).seats if seat.excluded is Ground.AGREEMENT}
    then = {seat.party for seat in seated(other).entitled}
    return next(iter(sorted(barred & then)), None)


def _voting(ballots: Ballots, party: str, choice: Choice) -> Ballots:
    """The ballots as if this party had been there and made this choice."""
    return Ballots(tuple(replace(s, present=True, choice=choice) if s.party == party else s for s in ballots.seats))
