"""The measures of an agreement: thresholds, terms and rhythms. Exact, and never a float."""

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any

from twente.core.agreement.fields import Place, text
from twente.core.terms import Duration, Unit, UnreadableDuration

_SPANS = {"year": "years", "quarter": "quarters", "month": "months", "week": "weeks"}


_SHARES = {Fraction(1, 2): "de helft", Fraction(2, 3): "twee derde", Fraction(3, 4): "drie kwart"}


def share_in_words(value: Fraction) -> str:
    """de helft, twee derde, 3/5 deel"""
    return _SHARES.get(value, f"{value.numerator}/{value.denominator} deel")


@dataclass(frozen=True)
class Threshold:
    """A share to reach: "minimaal de helft" counts exactly half, "meer dan" does not (BOK-12.3, BOK-14)."""

    share: Fraction
    exactly_is_enough: bool

    def reached(self, part: int, whole: int) -> bool:
        """Whether `part` of `whole` is enough, in whole numbers. A whole of nothing is never reached."""
        reached, needed = part * self.share.denominator, whole * self.share.numerator
        return whole > 0 and (reached >= needed if self.exactly_is_enough else reached > needed)

    def least(self, whole: int) -> int:
        """The smallest number that reaches the share of `whole`: 321.802 of 643.603, 7 of 12."""
        below = whole * self.share.numerator // self.share.denominator
        return below if self.reached(below, whole) else below + 1


@dataclass(frozen=True)
class Rhythm:
    """How often: 4 times per 1 year, once per 8 weeks."""

    times: int
    every: int
    unit: str


def duration(value: Any, place: Place) -> Duration:
    """Read "4 weeks" or "1 month"."""
    try:
        found = Duration.parse(text(value, place))
    except UnreadableDuration:
        found = None
    if found is None or found.number < 1:
        raise place.wrong(f"“{value}” is geen termijn; schrijf bijvoorbeeld “4 weeks” ({', '.join(Unit)}).")
    return found


def rhythm(value: Any, place: Place) -> Rhythm:
    """Read "4 per year", "1 per quarter" or "1 per 8 weeks"."""
    match = re.fullmatch(r"([1-9]\d*) per (?:([1-9]\d*) )?(year|quarter|month|week)s?", text(value, place))
    if match is None:
        raise place.wrong(f"“{value}” is geen ritme; schrijf bijvoorbeeld “4 per year” of “1 per 8 weeks”.")
    return Rhythm(int(match[1]), int(match[2] or 1), _SPANS[match[3]])


Length = Annotated[Duration, duration]
Often = Annotated[Rhythm, rhythm]
