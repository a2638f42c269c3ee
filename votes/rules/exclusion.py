"""Who has no vote on a subject by the agreement itself (BOK-12.2, readings R1 and R2)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from twente.core.agreement import ExclusionRule
from twente.core.articles import within
from votes.rules.ballots import Ballots, Ground
from votes.rules.outcomes import Readings


@dataclass(frozen=True)
class Matter:
    """What a vote is about: the article of the subject ("8a", "12.5"; "" for none), and whether money is involved."""

    article: str
    financial: bool


@dataclass(frozen=True)
class Exclusion:
    """A party without a vote, the ground and the article, and the reading that made it so."""

    party: str
    ground: Ground
    article: str
    reading: str | None = None
    value: str | None = None


def exclusions(rule: ExclusionRule | None, matter: Matter, readings: Readings) -> tuple[Exclusion, ...]:
    """The parties without a vote on this matter by the agreement; none when money is involved (BOK-12.2)."""
    if rule is None or is_financial(rule, matter):
        return ()
    value = readings[rule.reading]
    if not falls_under(matter, rule.scope[value]):
        return ()
    return (Exclusion(rule.party, Ground.AGREEMENT, rule.article, rule.reading, value),)


def is_financial(rule: ExclusionRule, matter: Matter) -> bool:
    """Whether the matter is about money: so it is by nature (BOK-8d), or it was said so with a reason."""
    return matter.financial or falls_under(matter, rule.always_financial)


def falls_under(matter: Matter, articles: Iterable[str]) -> bool:
    """Whether the subject lies within one of these articles; a subject of no article lies within none."""
    return bool(matter.article) and any(within(matter.article, article) for article in articles)


def with_exclusions(ballots: Ballots, found: tuple[Exclusion, ...]) -> Ballots:
    """The ballots with just these parties excluded by the agreement; decided exclusions stay."""
    excluded = {exclusion.party: exclusion.ground for exclusion in found}
    decided = {seat.party: seat.excluded for seat in ballots.seats if seat.excluded is Ground.DECISION}
    grounds = {**excluded, **decided}
    return Ballots(tuple(replace(seat, excluded=grounds.get(seat.party)) for seat in ballots.seats))
