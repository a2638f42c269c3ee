"""What each party owes: pure rules in whole cents (BOK-11, UHO-7 to UHO-10, R16, R17).

Rates, periods and amounts come in as arguments: they stand in the rulebook of the agreement or in a decision,
never here. An amount is rounded once per invoice line, a half up; the sum of the lines is leading and a
difference is shown, not smoothed.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from twente.core.money import half_up, share_by_weight, share_equally

Rate = int | Fraction
"""Cents per inhabitant; a fraction where a rate has parts of a cent."""

WHOLE_YEAR = Fraction(1)


class ImpossibleInput(ValueError):
    """No invoice can rest on it: no inhabitants, a negative rate, a part of the year outside 0 to 1."""


class Document(StrEnum):
    """The correcting document of a revision."""

    CREDIT_NOTE = "creditnota"
    SUPPLEMENTARY_INVOICE = "aanvullende_factuur"


class Refusal(StrEnum):
    """Why nothing may be charged."""

    NO_BASIS = "geen_grondslag"
    NOT_ESTABLISHED = "niet_vastgesteld"


class Who(StrEnum):
    """Which parties may be charged in a period."""

    ALL = "all"
    WITH_BUDGET = "with_budget"


@dataclass(frozen=True)
class Parts:
    """One invoice line and the parts printed under it; the parts add up to the line."""

    lines: tuple[int, ...]
    cents: int


@dataclass(frozen=True)
class Run:
    """What each party owes. `control_cents` is the rounded contribution of all inhabitants together."""

    cents_by_party: Mapping[str, int]
    control_cents: int

    @property
    def cents(self) -> int:
        """The sum of the invoices, which is leading."""
        return sum(self.cents_by_party.values())

    @property
    def difference(self) -> int:
        """What rounding per invoice makes of it: shown beside the run."""
        return self.cents - self.control_cents


@dataclass(frozen=True)
class BudgetCheck:
    """The run against the budget; outside the tolerance it needs a written reason (BOK-8f)."""

    difference: int
    tolerance: int

    @property
    def allowed(self) -> bool:
        """The difference, above or below, is within the tolerance."""
        return abs(self.difference) <= self.tolerance


@dataclass(frozen=True)
class Revision:
    """The difference that a revised figure makes, in cents, and the document that settles it."""

    delta_cents: int

    @property
    def document(self) -> Document | None:
        """Lower: a credit note. Higher: a supplementary invoice. Equal: nothing."""
        if self.delta_cents == 0:
            return None
        return Document.CREDIT_NOTE if self.delta_cents < 0 else Document.SUPPLEMENTARY_INVOICE

    @property
    def document_cents(self) -> int:
        """Documents carry positive amounts."""
        return abs(self.delta_cents)


@dataclass(frozen=True)
class BasisPeriod:
    """From and through which contribution year an article or decision lets which parties be charged."""

    first_year: int
    last_year: int
    who: Who
    article: str


@dataclass(frozen=True)
class Basis:
    """Whether and on what ground a year may be charged, and to whom (BOK-11.1, R19)."""

    article: str
    parties: tuple[str, ...]
    without_budget: tuple[str, ...]
    reason: Refusal | None = None

    @property
    def allowed(self) -> bool:
        """There is a ground; `reason` says why not."""
        return self.reason is None


@dataclass(frozen=True)
class KindRun:
    """Cents per party that chose, and the parties whose choice is unknown: they block the run (UHO-7.3)."""

    cents: Mapping[str, int]
    blocked: tuple[str, ...]


@dataclass(frozen=True)
class Exit:
    """The exit cost of a leaving party; the others bear nothing (UHO-9, UHO-10)."""

    cents_by_party: Mapping[str, int]
    reason: Refusal | None = None
    others: int = 0


def contribution(inhabitants: int, rate: Rate, part_of_year: Fraction = WHOLE_YEAR) -> int:
    """Cents of one party: inhabitants × rate × part of the year (BOK-11.1). Raises ImpossibleInput."""
    if inhabitants <= 0 or rate < 0 or not 0 <= part_of_year <= 1:
        raise ImpossibleInput(f"{inhabitants} inhabitants, rate {rate}, part of the year {part_of_year}")
    return half_up(inhabitants * rate * part_of_year)


def contribution_in_parts(inhabitants: int, components: Sequence[Rate], part_of_year: Fraction = WHOLE_YEAR) -> Parts:
    """One line, printed in parts: the total is rounded, the parts follow by largest remainder.

    Raises ImpossibleInput, and NothingToShareOver when all components are zero.
    """
    cents = contribution(inhabitants, sum(components), part_of_year)
    return Parts(share_by_weight(cents, components), cents)


def contribution_run(inhabitants_by_party: Mapping[str, int], rate: Rate, part_of_year: Fraction = WHOLE_YEAR) -> Run:
    """The contributions of all parties, in the order given (BOK-11.1)."""
    cents = {party: contribution(number, rate, part_of_year) for party, number in inhabitants_by_party.items()}
    return Run(cents, contribution(sum(inhabitants_by_party.values()), rate, part_of_year))


def check_budget(run_cents: int, *, budget_cents: int, tolerance_cents: int) -> BudgetCheck:
    """Compare a run with the budget (BOK-8f)."""
    return BudgetCheck(run_cents - budget_cents, tolerance_cents)


def revise(*, old_cents: int, new_cents: int) -> Revision:
    """What a revised population figure changes for a party (R17)."""
    return Revision(new_cents - old_cents)


def credit_over(cents: int, standing: Sequence[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """What each invoice gets of a credit: number and cents, in their order, none more than it has left (R17)."""
    found = []
    for number, left in standing:
        if part := min(cents, left):
            found.append((number, part))
        cents -= part
    return tuple(found)


def basis_for(year: int, *, parties: Sequence[str], budgets: Collection[str], periods: Sequence[BasisPeriod]) -> Basis:
    """Who may be charged this year; `budgets`: the parties whose council budgeted it (BOK-11.1, R19)."""
    period = next((period for period in periods if period.first_year <= year <= period.last_year), None)
    if period is None:
        return Basis("", (), (), Refusal.NO_BASIS)
    without = tuple(party for party in parties if period.who is Who.WITH_BUDGET and party not in budgets)
    return Basis(period.article, tuple(party for party in parties if party not in without), without)


def share_of_fte(fte: Fraction, cost_per_fte: int | Fraction, part_of_year: Fraction = WHOLE_YEAR) -> int:
    """Cents of one party: fte × the host's cents per fte × part of the year (UHO-7.1).

    Rounded once, so never from a rounded year. Raises ImpossibleInput.
    """
    if fte < 0 or cost_per_fte < 0 or not 0 <= part_of_year <= 1:
        raise ImpossibleInput(f"{fte} fte at {cost_per_fte}, part of the year {part_of_year}")
    return half_up(fte * cost_per_fte * part_of_year)


def in_kind_or_paid(choices: Mapping[str, str], *, cents_by_choice: Mapping[str, int]) -> KindRun:
    """Staff in kind or a fixed amount; a choice that the agreement does not know blocks the run (UHO-7.3)."""
    known = {party: cents_by_choice[choice] for party, choice in choices.items() if choice in cents_by_choice}
    return KindRun(known, tuple(party for party in choices if party not in known))


def equal_shares(cents: int, parties: Sequence[str]) -> dict[str, int]:
    """Equal shares, rest cents to the first parties in the order of the agreement (UHO-7.4, R21)."""
    return dict(zip(parties, share_equally(cents, len(parties)), strict=True))


def exit_costs(costs: Sequence[int], *, leaver: str, established: bool) -> Exit:
    """All exit cost to the leaving party, once the host has established it (UHO-9, UHO-10)."""
    if not established:
        return Exit({}, Refusal.NOT_ESTABLISHED)
    return Exit({leaver: sum(costs)})
