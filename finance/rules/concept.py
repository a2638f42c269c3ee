"""A run before it is final: what every party owes, what is missing, and which step each gap blocks (BOK-11.1, 8f).

Pure: facts in, rows and gaps out. Amounts in whole cents; nothing here knows a database, a clock or an agreement.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from finance.rules.amounts import Who, contribution, credit_over, equal_shares, in_kind_or_paid, share_of_fte
from finance.rules.facts import PartyFacts, RunFacts

JUMP = Fraction(3, 100)
"""A change of the inhabitants within a year that somebody must look at (house rule)."""


class RowState(StrEnum):
    """How a party stands in a concept; the first that holds."""

    LEFT_OUT = "left_out"
    NO_FIGURE = "no_figure"
    COUNCIL = "council"
    CHOICE = "choice"
    BILLING = "billing"
    REFERENCE = "reference"
    JUMP = "jump"
    NOTHING = "nothing"
    READY = "ready"


class GapKind(StrEnum):
    """What is missing in a concept."""

    BASIS = "basis"
    TERMS = "terms"
    ISSUER = "issuer"
    COSTS = "costs"
    BUDGET = "budget"
    DIFFERENCE = "difference"
    FIGURE = "figure"
    COUNCIL = "council"
    CHOICE = "choice"
    BILLING = "billing"
    REFERENCE = "reference"
    JUMP = "jump"
    POPULATION = "population"
    NETWORK = "network"


class Stage(StrEnum):
    """The step that a gap blocks."""

    CHECK = "check"
    FINAL = "final"
    SENDING = "sending"


BLOCKS = {GapKind.POPULATION: Stage.FINAL, GapKind.NETWORK: Stage.SENDING}
"""Every other gap blocks the check."""
GAP_OF_ROW = {
    RowState.NO_FIGURE: GapKind.FIGURE,
    RowState.COUNCIL: GapKind.COUNCIL,
    RowState.CHOICE: GapKind.CHOICE,
    RowState.BILLING: GapKind.BILLING,
    RowState.REFERENCE: GapKind.REFERENCE,
    RowState.JUMP: GapKind.JUMP,
}


@dataclass(frozen=True)
class Row:
    """One party: `cents` of the year, `due` what this run asks (in a revision the difference, below zero a credit)."""

    facts: PartyFacts
    state: RowState
    cents: int | None
    due: int = 0

    @property
    def credits(self) -> tuple[tuple[str, int], ...]:
        """The invoices that a lower amount is credited on, and for how many cents; none when nothing goes back."""
        return credit_over(max(-self.due, 0), self.facts.standing)

    @property
    def change(self) -> Fraction | None:
        """How much the inhabitants changed since the year before, as a part of those."""
        now, before = self.facts.inhabitants, self.facts.earlier
        return Fraction(now - before, before) if now and before else None


@dataclass(frozen=True)
class Gap:
    """Something missing, the parties that miss it, and the step it blocks."""

    kind: GapKind
    parties: tuple[str, ...] = ()

    @property
    def stage(self) -> Stage:
        """The step that waits for it."""
        return BLOCKS.get(self.kind, Stage.CHECK)


@dataclass(frozen=True)
class Concept:
    """Every party with its amount, and every gap."""

    facts: RunFacts
    rows: tuple[Row, ...]
    gaps: tuple[Gap, ...]

    @property
    def total(self) -> int:
        """The contributions of the year together, also of who waits or is left out."""
        return sum(row.cents or 0 for row in self.rows)

    @property
    def ready(self) -> tuple[Row, ...]:
        """Who gets a document when the run becomes final."""
        return tuple(row for row in self.rows if row.state is RowState.READY)

    @property
    def waiting(self) -> tuple[Row, ...]:
        """Who owes something but gets no document yet."""
        return tuple(row for row in self.rows if row.state not in (RowState.READY, RowState.NOTHING))

    @property
    def due(self) -> int:
        """What the documents of this run add up to, credits below zero."""
        return sum(row.due for row in self.ready)

    @property
    def difference(self) -> int | None:
        """The total against the budget; None without one."""
        return None if self.facts.budget is None else self.total - self.facts.budget

    @property
    def within(self) -> bool:
        """The difference is within the tolerance, on it included."""
        budget, difference = self.facts.budget, self.difference
        return budget is None or difference is None or abs(difference) * 10_000 <= budget * self.facts.tolerance

    def blocked(self, stage: Stage) -> tuple[Gap, ...]:
        """What must be solved before this step."""
        return tuple(gap for gap in self.gaps if gap.stage is stage)


def concept(facts: RunFacts) -> Concept:
    """The concept of a run."""
    amounts = AMOUNTS[facts.kind](facts)
    rows = tuple(_row(facts, party, amounts.get(party.code)) for party in facts.parties)
    draft = Concept(facts, rows, ())
    return Concept(facts, rows, (*_general(draft), *_of_parties(rows), *_last(draft)))


def _row(facts: RunFacts, party: PartyFacts, cents: int | None) -> Row:
    due = (cents or 0) - party.invoiced if facts.revision else cents or 0
    state = next(state for state, holds in STATES if holds(facts, party, due if cents is not None else None))
    return Row(party, state, cents, due)


def _waits_for_council(facts: RunFacts, party: PartyFacts, due: int | None) -> bool:
    """Only who is invoiced anew needs the budget of its council; a revision follows what was invoiced."""
    return facts.who is Who.WITH_BUDGET and not facts.revision and party.council_on is None


def _jumped(facts: RunFacts, party: PartyFacts, due: int | None) -> bool:
    """The inhabitants, where they count, changed more than three percent and nobody looked at it."""
    if facts.kind != "per_inhabitant" or party.inhabitants is None or not party.earlier:
        return False
    change = abs(Fraction(party.inhabitants - party.earlier, party.earlier))
    return change > JUMP and party.figure_seen != party.inhabitants


Test = Callable[[RunFacts, PartyFacts, int | None], bool]
STATES: tuple[tuple[RowState, Test], ...] = (
    (RowState.LEFT_OUT, lambda facts, party, due: bool(party.left_out)),
    (RowState.NO_FIGURE, lambda facts, party, due: facts.kind == "per_inhabitant" and party.inhabitants is None),
    (RowState.COUNCIL, _waits_for_council),
    (RowState.CHOICE, lambda facts, party, due: facts.kind == "in_kind_or_fixed" and due is None),
    (RowState.NOTHING, lambda facts, party, due: due == 0),
    (RowState.BILLING, lambda facts, party, due: party.billed is None),
    (RowState.REFERENCE, lambda facts, party, due: party.billed is not None and not party.billed.complete),
    (RowState.JUMP, _jumped),
    (RowState.READY, lambda facts, party, due: True),
)
"""In this order: the first that holds is how the party stands."""


def _per_inhabitant(facts: RunFacts) -> dict[str, int]:
    known = [party for party in facts.parties if party.inhabitants and party.part]
    if facts.cents is None:
        return {}
    return {party.code: contribution(party.inhabitants or 0, facts.cents, party.part) for party in known}


def _share_of_fte(facts: RunFacts) -> dict[str, int]:
    if facts.cents is None:
        return {}
    return {party.code: share_of_fte(facts.share, facts.cents, party.part) for party in facts.parties}


def _equal_share(facts: RunFacts) -> dict[str, int]:
    return equal_shares(facts.costs, facts.sharers) if facts.sharers else {}


def _in_kind(facts: RunFacts) -> dict[str, int]:
    choices = {party.code: party.choice for party in facts.parties}
    return dict(in_kind_or_paid(choices, cents_by_choice=facts.by_choice).cents)


AMOUNTS: Mapping[str, Callable[[RunFacts], dict[str, int]]] = {
    "per_inhabitant": _per_inhabitant,
    "share_of_fte": _share_of_fte,
    "equal_share": _equal_share,
    "in_kind_or_fixed": _in_kind,
}
"""The kinds of contribution that are invoiced, and how each computes what a party owes."""


def _general(draft: Concept) -> list[Gap]:
    facts = draft.facts
    missing = {
        GapKind.BASIS: facts.who is None,
        GapKind.TERMS: not facts.has_terms,
        GapKind.ISSUER: not facts.has_issuer,
        GapKind.COSTS: facts.kind == "equal_share" and not facts.costs,
        GapKind.BUDGET: facts.checks_budget and facts.budget is None,
        GapKind.DIFFERENCE: facts.checks_budget and not draft.within and not facts.difference_reason,
    }
    return [Gap(kind) for kind, is_missing in missing.items() if is_missing]


def _of_parties(rows: tuple[Row, ...]) -> list[Gap]:
    """One gap per kind, with everybody who misses it."""
    found: dict[GapKind, list[str]] = {}
    for row in rows:
        if kind := GAP_OF_ROW.get(row.state):
            found.setdefault(kind, []).append(row.facts.name)
    return [
        Gap(kind, tuple(names)) for kind, names in sorted(found.items(), key=lambda pair: list(GapKind).index(pair[0]))
    ]


def _last(draft: Concept) -> list[Gap]:
    """What only waits for the last steps: the inhabitants of the year, and numbers that the network asks."""
    facts = draft.facts
    lacking = tuple(row.facts.name for row in draft.ready if row.facts.billed and row.facts.billed.network_lacks)
    late = facts.kind == "per_inhabitant" and facts.reference_on != facts.wanted_on
    return [gap for gap, holds in ((Gap(GapKind.POPULATION), late), (Gap(GapKind.NETWORK, lacking), lacking)) if holds]
