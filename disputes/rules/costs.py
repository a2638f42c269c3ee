"""The cost of mediation, shared by the parties involved (BOK-13.6, R21)."""

from collections.abc import Mapping, Sequence

from twente.core.agreement import DisputeStep
from twente.core.money import share_equally

SHARES = "shares"
"""In the detail of a cost: party id (as text) → whole cents, where the parties agree who pays what (R21)."""
BY_AGREEMENT = ("kosten_mediation", "afspraak")
"""The reading by which they do: its key in a rulebook, and its value."""


class CostNotShared(ValueError):
    """The rulebook does not share the cost of this step."""


def shares(step: DisputeStep, cents: int, parties: Sequence[int]) -> Mapping[int, int]:
    """Party id → whole cents, in the order of the parties; rest cents go to the first. Raises CostNotShared.

    Each part is at least the whole divided by the number of parties, rounded down; together they are the whole.
    """
    if step.costs != "equal_share":
        raise CostNotShared(step.key)
    return dict(zip(parties, share_equally(cents, len(parties)), strict=True))


def by_agreement(choices: Mapping[str, str]) -> bool:
    """Whether the parties agree themselves who pays what; else everybody pays the same (R21)."""
    key, value = BY_AGREEMENT
    return choices.get(key) == value


def agreed(detail: Mapping[str, Mapping[str, int]], cents: int, parties: Sequence[int]) -> Mapping[int, int] | None:
    """What the parties agreed, as `shares` gives it; None unless every party has a part and together they are all."""
    divided = {int(party): part for party, part in detail.get(SHARES, {}).items()}
    whole = set(divided) == set(parties) and sum(divided.values()) == cents and min(divided.values()) >= 0
    return divided if whole else None
