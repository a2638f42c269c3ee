"""Pure rules of the time in a meeting: how much an item used, and when the meeting is expected to end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol


class Stretch(Protocol):
    """A stretch of time; without an end it still goes on."""

    started_at: datetime
    ended_at: datetime | None


def overlap(one: Stretch, other: Stretch, at: datetime) -> int:
    """Whole seconds that two stretches share until `at`."""
    begin = max(one.started_at, other.started_at)
    end = min(one.ended_at or at, other.ended_at or at, at)
    return max(0, int((end - begin).total_seconds()))


def used(turns: Iterable[Stretch], pauses: Sequence[Stretch], at: datetime) -> int:
    """Whole seconds that an item was treated until `at`; while the meeting was suspended no time is used."""
    return sum(overlap(turn, turn, at) - sum(overlap(turn, pause, at) for pause in pauses) for turn in turns)


@dataclass(frozen=True)
class Timed:
    """An item with its plan (minutes) and what it used (seconds); `current` is the one at hand."""

    planned: int
    used: int
    current: bool = False
    treated: bool = False

    @property
    def left(self) -> int:
        """Seconds left of the plan; below zero when the item took longer."""
        return self.planned * 60 - self.used


def still_to_come(items: Iterable[Timed]) -> int:
    """Planned seconds of the items that nobody took yet; an item that was skipped still counts."""
    return sum(item.planned * 60 for item in items if not item.treated and not item.current)


def expected_end(items: Sequence[Timed], at: datetime) -> datetime:
    """When the meeting ends if the item at hand keeps to its plan and all the others do: never before `at`."""
    at_hand = sum(max(0, item.left) for item in items if item.current)
    return at + timedelta(seconds=at_hand + still_to_come(items))
