"""The cost of mediation, shared by the parties involved (BOK-13.6, R21)."""

from collections.abc import Mapping, Sequence

from twente.core.agreement import DisputeStep
from twente.core.money import share_equally


class CostNotShared(ValueError):
    """The rulebook does not share the cost of this step."""


def shares(step: DisputeStep, cents: int, parties: Sequence[int]) -> Mapping[int, int]:
    """Party id → whole cents, in the order of the parties; rest cents go to the first. Raises CostNotShared.

    Each part is at least the whole divided by the number of parties, rounded down; together they are the whole.
    """
    if step.costs != "equal_share":
        raise CostNotShared(step.key)
    return dict(zip(parties, share_equally(cents, len(parties)), strict=True))
