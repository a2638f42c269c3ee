"""When somebody is told about a term: milestones as data, the latest only (pure; deadlines.md 2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from twente.core.holidays import working_day_on_or_before


@dataclass(frozen=True)
class Milestone:
    """So many days before the last day; 0 is the last working day up to it, less is after it."""

    key: str
    days: int


TWELVE_WEEKS, FOUR_WEEKS, WEEK = Milestone("12weken", 84), Milestone("4weken", 28), Milestone("week", 7)
LAST, LATE = Milestone("laatste", 0), Milestone("telaat", -1)
LATE_FOR = timedelta(days=14)
"""So long after a last day somebody is still told that it has passed; what passed before that is only listed."""

MILESTONES: Mapping[str, tuple[Milestone, ...]] = {
    "duty": (TWELVE_WEEKS, FOUR_WEEKS, WEEK, LAST, LATE),
    "renewal": (TWELVE_WEEKS, FOUR_WEEKS),
    "ending": (TWELVE_WEEKS, FOUR_WEEKS, WEEK, LAST),
    "seat": (TWELVE_WEEKS, FOUR_WEEKS, LAST),
    "answer": (FOUR_WEEKS, WEEK, LAST, LATE),
    "task": (WEEK, LAST, LATE),
    "papers": (WEEK, LAST),
}
"""Kind of term → what is told about it, in the order of the days. What renews itself is not called late."""


def reached_on(milestone: Milestone, due_on: date) -> date:
    """The day of a milestone."""
    day = due_on - timedelta(days=milestone.days)
    return working_day_on_or_before(day) if milestone == LAST else day


def pressing(kind: str, key: str) -> bool:
    """Whether this milestone is the last ahead of the last day, or comes after it: that is told to everybody at once.

    `key` is that of a milestone.
    """
    ahead = [milestone.key for milestone in MILESTONES[kind] if milestone.days >= 0]
    return key in (ahead[-1], LATE.key)


def due(kind: str, due_on: date, on: date, known_on: date | None = None) -> Milestone | None:
    """The one thing to tell on a day: the latest milestone reached, so that after an outage no earlier one goes out.

    Nothing ahead is told that was reached when the day was entered (`known_on`): who enters a near day knows it.
    Raises KeyError for an unknown kind.
    """
    reached = [milestone for milestone in MILESTONES[kind] if reached_on(milestone, due_on) <= on]
    if not reached:
        return None
    latest = reached[-1]
    if latest == LATE:
        return latest if on <= due_on + LATE_FOR else None
    ahead_of_entry = latest.days > 0 and known_on is not None and reached_on(latest, due_on) <= known_on
    return None if on > due_on or ahead_of_entry else latest


def look_again(kind: str, due_on: date, on: date) -> date | None:
    """The next day after `on` on which something is to be told; None when nothing comes any more."""
    coming = (reached_on(milestone, due_on) for milestone in MILESTONES[kind])
    return min((day for day in coming if day > on), default=None)
