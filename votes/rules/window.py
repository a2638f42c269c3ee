"""When a vote may be cast: inside its window, by comparing moments; nothing waits for a worker (BOK-12).

A moment on the border belongs to what begins there: at `opens_at` one may vote, at `closes_at` it is too late.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LONGEST = timedelta(days=366)
"""A vote that ends later than this is a slip of the pen."""


class Phase(StrEnum):
    """Where a moment falls: before, in or after the window."""

    PLANNED = "planned"
    OPEN = "open"
    OVER = "over"


@dataclass(frozen=True)
class Window:
    """From when a vote takes ballots, planned or by hand, and the first moment that is too late.

    `opens` is None for a vote that was never opened, `closes` while nobody ended it and nothing is planned.
    """

    opens: datetime | None
    closes: datetime | None

    def phase(self, at: datetime) -> Phase:
        """Where this moment falls."""
        if self.opens is None or at < self.opens:
            return Phase.PLANNED
        return Phase.OVER if self.closes is not None and at >= self.closes else Phase.OPEN


@dataclass(frozen=True)
class Planned:
    """What was filled in at opening; None: at once, and until somebody closes the vote."""

    opens_at: datetime | None
    closes_at: datetime | None


UNPLANNED = Planned(None, None)


class WindowProblem(StrEnum):
    """Why a window cannot be: its value names the field that is wrong."""

    OPENS_IN_THE_PAST = "opens_at"
    CLOSES_IN_THE_PAST = "closes_at:past"
    CLOSES_TOO_SOON = "closes_at:order"
    CLOSES_TOO_LATE = "closes_at:late"

    @property
    def field(self) -> str:
        """The field at which it is said."""
        return self.value.partition(":")[0]


def window_problems(planned: Planned, *, now: datetime) -> tuple[WindowProblem, ...]:
    """What is wrong with a window at the moment of opening, at most one thing per field."""
    opens, closes = planned.opens_at, planned.closes_at
    found = [WindowProblem.OPENS_IN_THE_PAST] if opens is not None and opens < now else []
    if closes is None:
        return tuple(found)
    wrong = {
        WindowProblem.CLOSES_IN_THE_PAST: closes <= now,
        WindowProblem.CLOSES_TOO_SOON: opens is not None and closes <= opens,
        WindowProblem.CLOSES_TOO_LATE: closes - now > LONGEST,
    }
    return (*found, *[problem for problem, applies in wrong.items() if applies][:1])
