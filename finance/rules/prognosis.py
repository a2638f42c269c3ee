"""What a year would cost with another rate or other inhabitants: to try out, never to invoice (BOK-8d, 12.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from finance.rules.amounts import contribution


@dataclass(frozen=True)
class Guess:
    """One party: inhabitants and cents as they are known, and as they would be."""

    name: str
    inhabitants: int
    then: int
    cents: int
    would_be: int

    @property
    def difference(self) -> int:
        """What it would pay more, below zero less."""
        return self.would_be - self.cents


def prognosis(known: Sequence[tuple[str, int]], *, rate: int, new_rate: int, growth: Fraction) -> list[Guess]:
    """Every party with another rate (cents per inhabitant) and inhabitants that grow by this part, rounded half up."""
    found = []
    for name, inhabitants in known:
        then = int(inhabitants * (1 + growth) + Fraction(1, 2))
        would_be = contribution(then, new_rate)
        found.append(Guess(name, inhabitants, then, contribution(inhabitants, rate), would_be))
    return found
