"""Last year's pattern as a proposal for a new year (pure)."""

from collections.abc import Collection
from datetime import date, timedelta

from twente.core.holidays import is_working_day
from twente.core.school_holidays import school_holiday_on

SEARCH = 28
"""How far from the same week a free day is looked for (days)."""


def same_day_in(year: int, day: date) -> date:
    """The same weekday of the same ISO week in another year; week 53 becomes the last week where there is none."""
    week, weekday = day.isocalendar().week, day.isocalendar().weekday
    try:
        found = date.fromisocalendar(year, week, weekday)
    except ValueError:
        found = date.fromisocalendar(year, week - 1, weekday)
    if found.year < year:
        return found + timedelta(days=7)
    return found - timedelta(days=7) if found.year > year else found


def proposed(year: int, day: date, taken: Collection[date]) -> date:
    """The day to propose for a meeting like the one on `day`: same weekday, not free of work, not taken yet.

    The nearest such day within four weeks, the earlier one first; the same week's day when there is none.
    """
    same = same_day_in(year, day)
    steps = sorted(range(-SEARCH, SEARCH + 1, 7), key=lambda step: (abs(step), step))
    days = (same + timedelta(days=step) for step in steps)
    return next((found for found in days if found.year == year and fits(found) and found not in taken), same)


def fits(day: date) -> bool:
    """A working day outside school holidays."""
    return is_working_day(day) and school_holiday_on(day) is None
