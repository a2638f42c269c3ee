"""Judging a vote: gate, quorum, tests, tie (BOK-12.3, 12.5, 12.6, 2.2, 14; HLB-9)."""

from collections.abc import Callable, Mapping

from twente.core.agreement import DecisionRule, Test
from votes.rules.ballots import Ballots, Tally, count
from votes.rules.gates import UNPREPARED, Preparation, obstacles, signals
from votes.rules.outcomes import Figures, Flag, Outcome, Readings, Reason, Result
from votes.rules.thresholds import (
    majority_of_votes,
    parties_represented,
    share_of_inhabitants,
    weighted_majority,
)
from votes.rules.unanimity import unanimous_of_all, unanimous_of_present

TESTS: Mapping[str, Callable[[Test, Ballots, Readings], tuple[Reason, ...]]] = {
    test.__name__: test
    for test in (
        majority_of_votes,
        share_of_inhabitants,
        weighted_majority,
        parties_represented,
        unanimous_of_all,
        unanimous_of_present,
    )
}
"""The closed table of tests on ballots. A decision needs all of its tests."""


def judge(rule: DecisionRule, ballots: Ballots, readings: Readings, preparation: Preparation = UNPREPARED) -> Outcome:
    """The outcome of a vote under its rule and readings, with every reason in the order of the rule's tests.

    `ballots` hold all parties, the excluded ones marked. Raises KeyError for a reading that has no value.
    """
    parties = tuple(seat.party for seat in ballots.seats)
    closed = obstacles(rule.gate, parties, preparation, readings)
    if closed:
        return Outcome(Result.NOT_OPENED, closed)
    tally = count(ballots)
    if _below_quorum(tally) and _value(rule.quorum, readings) == "hard":
        return Outcome(Result.INVALID, (_quorum_reason(rule, tally),))
    reasons = tuple(reason for test in rule.tests for reason in TESTS[test.kind](test, ballots, readings))
    flags = (*_flags(rule, tally, readings), *signals(preparation))
    return Outcome(_result(rule, tally, reasons, readings), reasons, flags)


def _result(rule: DecisionRule, tally: Tally, reasons: tuple[Reason, ...], readings: Readings) -> Result:
    """Adopted when every reason passes; a tie in an incomplete meeting waits if R6 follows Gemeentewet 32."""
    incomplete = tally.present < tally.entitled
    if tally.tied and incomplete and _value(rule.tie, readings) == "gemeentewet_32":
        return Result.POSTPONED
    return Result.ADOPTED if all(reason.passed for reason in reasons) else Result.REJECTED


def _flags(rule: DecisionRule, tally: Tally, readings: Readings) -> tuple[Flag, ...]:
    """A tie in what the rule counts, and a meeting at or below half when R9 asks for a signal."""
    kinds = {test.kind for test in rule.tests}
    tied = any(TIES[kind](tally) for kind in kinds if kind in TIES)
    signalled = _below_quorum(tally) and _value(rule.quorum, readings) == "signaal"
    found = {Flag.TIED: tied, Flag.BELOW_QUORUM: signalled}
    return tuple(flag for flag, raised in found.items() if raised)


TIES: Mapping[str, Callable[[Tally], bool]] = {
    "majority_of_votes": lambda tally: tally.tied,
    "weighted_majority": lambda tally: tally.inhabitants_for == tally.inhabitants_against > 0,
}
"""What a tie is, for the tests that know one."""


def _below_quorum(tally: Tally) -> bool:
    """Half or fewer of those who may vote are present (Gemeentewet 20; R9)."""
    return 2 * tally.present <= tally.entitled


def _quorum_reason(rule: DecisionRule, tally: Tally) -> Reason:
    figures = Figures(tally.present, tally.entitled, tally.entitled // 2 + 1)
    return Reason("QUORUM_NIET_GEHAALD", rule.article, False, figures, rule.quorum, "hard")


def _value(reading: str | None, readings: Readings) -> str | None:
    return readings[reading] if reading else None
