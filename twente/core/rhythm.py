"""How often a body meets in a calendar year (pure; BOK-5.7, BWT-2)."""

from collections.abc import Iterable
from datetime import date


def missing_in_year(days: Iterable[date], *, year: int, required: int) -> int:
    """How many meetings the year still lacks; 0 once there are enough (BOK-5.7: four)."""
    return max(0, required - sum(day.year == year for day in days))


def quarters_without(days: Iterable[date], *, year: int) -> tuple[int, ...]:
    """The quarters (1 to 4) of the year in which no meeting falls (BWT-2)."""
    met = {(day.month + 2) // 3 for day in days if day.year == year}
    return tuple(quarter for quarter in (1, 2, 3, 4) if quarter not in met)


def last_day_of(year: int) -> date:
    """The last day on which the year's rhythm can still be met."""
    return date(year, 12, 31)
