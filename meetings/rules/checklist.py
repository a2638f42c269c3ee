"""Pure rules of the preparation: its steps, the next one, and whether it runs in time."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

AGENDA_DAYS_BEFORE = 7
"""House rule: the agenda goes out seven days before the meeting."""


MINUTES_DAYS_AFTER = 14
"""House rule: the draft minutes are ready fourteen days after the meeting."""


class Done(StrEnum):
    """How a step of the preparation stands."""

    YES = "yes"
    NEXT = "next"
    WAITING = "waiting"
    LATER = "later"


@dataclass(frozen=True)
class Step:
    """One step of the checklist; `facts` are the figures that the sentence needs."""

    key: str
    done: Done
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Readiness:
    """What the checklist looks at; counts of items, gaps and seats, and days in Amsterdam.

    A seat is a party that somebody must speak for, or where members sit in person (`by_members`) a place in the body;
    `taken` are those that somebody fills. `send_by` is the last day to send the agenda: by the house rule, or
    `chosen` by hand.
    """

    meets_on: date
    items: int
    minutes_planned: int
    minutes_available: int
    waiting_for_admission: int
    versions: int
    changed_since: bool
    seats: int
    taken: int
    state: str
    decided: int
    to_decide: int
    minutes_adopted: bool
    send_by: date
    chosen: bool = False
    by_members: bool = False
    gaps: int = 0


def checklist(about: Readiness) -> list[Step]:
    """The steps from planning to the minutes; the first one that is not done is the next step."""
    sent = about.versions > 0 and not about.changed_since
    steps: list[tuple[str, bool]] = [
        ("planned", True),
        ("filled", about.items > 0),
        ("complete", sent or about.gaps == 0 < about.items),
        ("sent", sent),
        ("members" if about.by_members else "mandates", about.taken >= about.seats > 0),
        ("opened", about.state in ("open", "held")),
        ("decided", about.state == "held" or 0 < about.to_decide <= about.decided),
        ("closed", about.state == "held"),
        ("minutes", about.minutes_adopted),
    ]
    return marked(steps, about)


FROM_OTHERS = ("mandates", "members")


def marked(steps: Iterable[tuple[str, bool]], about: Readiness) -> list[Step]:
    """Done, next, waiting (mandates and members come from others) or later."""
    listed, found = [], False
    for key, done in steps:
        state = Done.YES if done else Done.WAITING if key in FROM_OTHERS else Done.LATER if found else Done.NEXT
        found = found or state == Done.NEXT
        listed.append(Step(key, state, {"about": about}))
    return listed


class Pace(StrEnum):
    """Whether the preparation runs in time."""

    ON_TIME = "on_time"
    CAREFUL = "careful"
    LATE = "late"


def pace(about: Readiness, today: date) -> Pace:
    """Late once the agenda should have gone out; careful in the three days before that."""
    if about.state in ("open", "held") or (about.versions and not about.changed_since):
        return Pace.ON_TIME
    left = (about.send_by - today).days
    return Pace.LATE if left < 0 else Pace.CAREFUL if left <= 3 else Pace.ON_TIME
