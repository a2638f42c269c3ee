"""The days that hang on a meeting: by the house rule, or chosen by hand (pure)."""

from collections.abc import Mapping
from datetime import date

from meetings.rules.year import DUE, due_dates

MEETING = "meeting"
CHOSEN = tuple(kind for kind in DUE if kind != MEETING)
"""The kinds that a person may set, in the order of their days."""


def days(meets_on: date, by_hand: Mapping[str, date]) -> Mapping[str, date]:
    """Kind → day, for a meeting on that day."""
    return {**due_dates(meets_on), **by_hand}


def settled(entered: Mapping[str, date | None], *, shown_for: date, meets_on: date) -> dict[str, date]:
    """What was chosen by hand in a form that showed the days of a meeting on `shown_for`.

    A day by the house rule, of the day shown or of the day chosen, is nobody's own choice: it follows the meeting.
    """
    shown, rule = due_dates(shown_for), due_dates(meets_on)
    return {kind: day for kind, day in entered.items() if day is not None and day not in (shown[kind], rule[kind])}


def misplaced(kind: str, day: date, meets_on: date) -> bool:
    """Whether a day falls on the wrong side of the meeting: what comes before it, not before; the rest before it."""
    return day >= meets_on if DUE[kind] < 0 else day < meets_on
