"""Pure rules of actions and promises: which are late, which are told about, on which days somebody is reminded."""

from datetime import date, timedelta

AHEAD = timedelta(days=7)
"""A reminder comes this long before the last day."""
LATE_FOR = timedelta(days=7)
"""A worker that was silent still says within this time that the last day has passed."""
SOON, LATE = "soon", "late"


def is_late(due_on: date | None, on: date) -> bool:
    """Whether the last day has passed."""
    return due_on is not None and due_on < on


def reminder(due_on: date | None, *, recorded_on: date, on: date) -> str:
    """Which reminder is due on a day: `soon` from a week before, `late` from the day after, or "".

    Who got the action less than a week before its last day needs no reminder of it.
    """
    if due_on is None:
        return ""
    if due_on < on <= due_on + LATE_FOR:
        return LATE
    first = due_on - AHEAD
    return SOON if recorded_on < first <= on < due_on else ""


def settled_day(day: date, *, meeting_day: date, today: date) -> str:
    """Why an action cannot be settled on this day: `before` its meeting, in the `future`, or ""."""
    if day < meeting_day:
        return "before"
    return "future" if day > today else ""
