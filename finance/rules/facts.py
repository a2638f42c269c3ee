"""What a run of invoices rests on, as the rules ask for it (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from finance.rules.amounts import Who


@dataclass(frozen=True)
class Billed:
    """Where the invoices of a party go: the way, what it asks on them, and what the network misses ("OIN")."""

    channel: str
    reference_name: str = ""
    reference: str = ""
    network_lacks: tuple[str, ...] = ()
    note: str = ""

    @property
    def complete(self) -> bool:
        """What the party asks for is there."""
        return not self.reference_name or bool(self.reference)


@dataclass(frozen=True)
class PartyFacts:
    """A party in one year. `part` of the year; `earlier` inhabitants a year before.

    `period` are the first and last day of a part, None for a whole year.
    `standing` are its invoices of this charge, newest first: number and cents that were not credited (R17).
    """

    code: str
    name: str
    inhabitants: int | None = None
    earlier: int | None = None
    part: Fraction = Fraction(1)
    period: tuple[date, date] | None = None
    council_on: date | None = None
    billed: Billed | None = None
    left_out: str = ""
    figure_seen: int | None = None
    choice: str = ""
    standing: tuple[tuple[str, int], ...] = ()

    @property
    def invoiced(self) -> int:
        """Cents invoiced before, credits taken off."""
        return sum(cents for _, cents in self.standing)


@dataclass(frozen=True)
class RunFacts:
    """What a run rests on. `who` None: there is no basis for this year. Cents of the rate are per inhabitant or fte.

    `costs` are the shared cents of the whole year, `sharers` the codes of all who bear them, in this run or not.
    `reference_on` is the day the inhabitants are of, `wanted_on` the day they must be of before it is final (R17).
    `tolerance` in hundredths of a percent of the budget.
    """

    kind: str
    who: Who | None
    parties: tuple[PartyFacts, ...]
    revision: bool = False
    checks_budget: bool = True
    cents: int | None = None
    share: Fraction = Fraction(1)
    by_choice: Mapping[str, int] = field(default_factory=dict)
    costs: int = 0
    sharers: tuple[str, ...] = ()
    reference_on: date | None = None
    wanted_on: date | None = None
    budget: int | None = None
    tolerance: int = 0
    difference_reason: str = ""
    has_terms: bool = True
    has_issuer: bool = True
