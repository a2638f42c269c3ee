"""Pure rules of the order of an agenda: one list at a time, and how long it can be undone."""

from collections.abc import Sequence
from datetime import datetime, timedelta

UNDO = timedelta(minutes=10)
"""House rule: how long a change of the order, or a deletion, can be undone."""


def moved(order: Sequence[int], item: int, to: int) -> list[int]:
    """The same items with one of them on place `to` (from one)."""
    rest = [other for other in order if other != item]
    return [*rest[: to - 1], item, *rest[to - 1 :]]


def foreign(order: Sequence[int], known: Sequence[int]) -> set[int]:
    """What is in a list and on no agenda of this meeting."""
    return set(order) - set(known)


def complete(order: Sequence[int], known: Sequence[int]) -> bool:
    """Whether a list names every item once."""
    return sorted(order) == sorted(known)


def undoable(made_at: datetime, now: datetime) -> bool:
    """Whether a change is young enough to be undone."""
    return now - made_at < UNDO
