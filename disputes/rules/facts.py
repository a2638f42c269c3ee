"""What is known of a dispute: facts, each with its own day in Amsterdam; everything else follows from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

CHAIR = 0
"""The addressee beside the parties: receipts are kept per party id, and under 0 for the chair (BOK-13.2)."""


class Kind(StrEnum):
    """What can happen in a dispute; the words of the database."""

    RECEIPT = "receipt"
    CHAIR_SKIPPED = "chair_skipped"
    CONVERSATION = "conversation"
    SOLUTION = "solution"
    LAPSED = "lapsed"
    ANNOUNCEMENT = "announcement"
    MEDIATOR = "mediator"
    MEDIATION_START = "mediation_start"
    MEDIATION_END = "mediation_end"
    COST = "cost"
    SUBMISSION = "submission"
    DECISION = "decision"
    APPEAL = "appeal"
    CLOSURE = "closure"
    WITHDRAWAL = "withdrawal"
    OVERRIDE = "override"
    SECRETARY = "secretary"


ENDINGS = frozenset({Kind.ANNOUNCEMENT, Kind.WITHDRAWAL, Kind.CLOSURE})
"""After one of these the file is closed: a solution told to everybody, a notification taken back, a last word."""


@dataclass(frozen=True)
class Override:
    """The secretary set another last day, with a reason; `decided_on` is the day on which that was recorded."""

    last_day: date
    reason: str
    decided_on: date


@dataclass(frozen=True)
class Facts:
    """Days by kind, each as it was last corrected. `receipts`: addressee → day, None while nothing was received."""

    notified_on: date
    receipts: Mapping[int, date | None]
    days: Mapping[Kind, tuple[date, ...]] = field(default_factory=dict)
    overrides: Mapping[str, Override] = field(default_factory=dict)

    def has(self, kind: Kind) -> bool:
        """Whether it happened."""
        return bool(self.days.get(kind))

    def first(self, kind: Kind) -> date | None:
        """The earliest day on which it happened."""
        return min(self.days[kind]) if self.has(kind) else None

    def last(self, kind: Kind) -> date | None:
        """The latest day on which it happened."""
        return max(self.days[kind]) if self.has(kind) else None

    @property
    def received_by_all(self) -> bool:
        """Whether every other party and the chair received the notification (BOK-13.2)."""
        return all(self.receipts.values())

    @property
    def latest_receipt(self) -> date | None:
        """The day that starts the clock: the latest receipt counts (R11); None until everybody received it."""
        known = [day for day in self.receipts.values() if day]
        return max(known) if known and self.received_by_all else None

    @property
    def closed(self) -> bool:
        """Whether the file is closed."""
        return any(self.has(kind) for kind in ENDINGS)

    def after(self, kind: Kind, on: date) -> "Facts":
        """The same with one more fact; a solution that lapses stands no longer."""
        days = {**self.days, kind: (*self.days.get(kind, ()), on)}
        return replace(self, days=days if kind is not Kind.LAPSED else {**days, Kind.SOLUTION: ()})

    def received(self, addressee: int, on: date) -> "Facts":
        """The same with one more receipt."""
        return replace(self, receipts={**self.receipts, addressee: on})
