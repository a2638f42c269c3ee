"""A whole vote, as it was frozen: who may vote, and how it ends."""

from dataclasses import dataclass

from twente.core.agreement import DecisionRule, Rulebook
from votes.rules.ballots import Ballots
from votes.rules.exclusion import Exclusion, Matter, exclusions, with_exclusions
from votes.rules.gates import UNPREPARED, Preparation
from votes.rules.judging import judge
from votes.rules.outcomes import Outcome, Readings


@dataclass(frozen=True)
class Vote:
    """All that a result rests on: rulebook and rule, matter, ballots, readings, and what preceded it."""

    rulebook: Rulebook
    rule: DecisionRule
    matter: Matter
    ballots: Ballots
    readings: Readings
    preparation: Preparation = UNPREPARED


def excluded_parties(
    rulebook: Rulebook, rule: DecisionRule, matter: Matter, readings: Readings
) -> tuple[Exclusion, ...]:
    """The parties without a vote by the agreement, for this kind of decision on this matter (BOK-12.2)."""
    return exclusions(rulebook.exclusion if rule.exclusion else None, matter, readings)


def seated(vote: Vote) -> Ballots:
    """The ballots with the parties excluded that the agreement excludes on this matter (BOK-12.2)."""
    return with_exclusions(vote.ballots, excluded_parties(vote.rulebook, vote.rule, vote.matter, vote.readings))


def decide(vote: Vote) -> Outcome:
    """The outcome under the readings in use."""
    return judge(vote.rule, seated(vote), vote.readings, vote.preparation)
