"""The year plan: weeks of a month, what the rhythm still asks, a day that fits, what was treated (pure; BOK-5.7, 8)."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from meetings.rules import AGENDA_DAYS_BEFORE, MINUTES_DAYS_AFTER
from twente.core.agreement import Rhythm
from twente.core.holidays import is_working_day, working_day_on_or_before
from twente.core.rhythm import missing_in_year, quarters_without
from twente.core.school_holidays import school_holiday_on

NOTICE = 21
"""House rule: papers come in three weeks before a meeting, so a new one is proposed no earlier than that (days)."""


@dataclass(frozen=True)
class Week:
    """A row of a month: the ISO week and seven days from Monday; days of other months are None."""

    number: int
    days: tuple[date | None, ...]


def weeks(year: int, month: int) -> Iterator[Week]:
    """The rows of a month's calendar."""
    first = date(year, month, 1)
    monday = first - timedelta(days=first.weekday())
    while (monday.year, monday.month) <= (year, month):
        days = tuple(monday + timedelta(days=step) for step in range(7))
        yield Week(monday.isocalendar().week, tuple(day if day.month == month else None for day in days))
        monday += timedelta(days=7)


@dataclass(frozen=True)
class Lack:
    """What the rhythm asks of a year and what is missing: a number of meetings, and the periods without one."""

    required: int
    planned: int
    missing: int
    periods: tuple[int, ...] = ()


def lack(rhythm: Rhythm, days: Collection[date], year: int) -> Lack:
    """The gauge of one body in one calendar year (BOK-5.7, BWT-2, HLB-9c, HER-5d)."""
    return RHYTHMS[rhythm.unit](rhythm, tuple(day for day in days if day.year == year), year)


def _per_year(rhythm: Rhythm, days: tuple[date, ...], year: int) -> Lack:
    required = -(-rhythm.times // rhythm.every)
    return Lack(required, len(days), missing_in_year(days, year=year, required=required))


def _per_quarter(rhythm: Rhythm, days: tuple[date, ...], year: int) -> Lack:
    empty = quarters_without(days, year=year)
    return Lack(4 * rhythm.times, len(days), len(empty), empty)


def _per_month(rhythm: Rhythm, days: tuple[date, ...], year: int) -> Lack:
    met = {day.month for day in days}
    empty = tuple(month for month in range(1, 13) if month not in met)
    return Lack(12 * rhythm.times // rhythm.every, len(days), len(empty), empty)


def _per_weeks(rhythm: Rhythm, days: tuple[date, ...], year: int) -> Lack:
    required = 52 * rhythm.times // rhythm.every
    return Lack(required, len(days), missing_in_year(days, year=year, required=required))


RHYTHMS: Mapping[str, Callable[[Rhythm, tuple[date, ...], int], Lack]] = {
    "years": _per_year,
    "quarters": _per_quarter,
    "months": _per_month,
    "weeks": _per_weeks,
}
"""The closed table of rhythms."""


def proposed_day(days: Collection[date], *, year: int, today: date) -> date | None:
    """A working day in the middle of the widest gap that is left this year, on the weekday that the body is used to.

    None when no such day is left outside holidays and school holidays.
    """
    fitting = list(_fitting(days, year=year, today=today))
    return max(fitting, key=lambda day: (_distance(day, days), -day.toordinal()), default=None)


def _fitting(days: Collection[date], *, year: int, today: date) -> Iterator[date]:
    """The days that could be proposed."""
    usual = _usual_weekday(days)
    day = max(date(year, 1, 1), today + timedelta(days=NOTICE))
    while day.year == year:
        if day.weekday() == usual and is_working_day(day) and school_holiday_on(day) is None:
            yield day
        day += timedelta(days=1)


def _usual_weekday(days: Iterable[date]) -> int:
    """The weekday on which this body mostly meets; Wednesday while it never met."""
    counts = [0] * 7
    for day in days:
        counts[day.weekday()] += 1
    return counts.index(max(counts)) if any(counts) else 2


def _distance(day: date, days: Collection[date]) -> int:
    """How many days to the nearest meeting; the end of the year stands in where there is none after it."""
    around = (*days, date(day.year, 12, 31))
    return min(abs((day - other).days) for other in around)


REMINDER = 2
"""House rule: who comes is reminded two days before (days)."""

DUE: Mapping[str, int] = {
    "papers": -NOTICE,
    "agenda": -2 * AGENDA_DAYS_BEFORE,
    "sent": -AGENDA_DAYS_BEFORE,
    "reminder": -REMINDER,
    "meeting": 0,
    "minutes": MINUTES_DAYS_AFTER,
    "comments": 2 * MINUTES_DAYS_AFTER,
}
"""House rules around a meeting: calendar days before (negative) or after it."""


def due_dates(day: date) -> Mapping[str, date]:
    """Key → the day; what falls on a free day moves to the working day before it, the meeting itself never moves."""
    return {key: working_day_on_or_before(day + timedelta(days=days)) if days else day for key, days in DUE.items()}


class Treatment(StrEnum):
    """How far a subject is: on an agenda, or treated in a meeting that was held."""

    PLANNED = "planned"
    TREATED = "treated"


def treated(counts: Collection[Treatment]) -> int:
    """How many times a subject was treated this year (BOK-8)."""
    return sum(count is Treatment.TREATED for count in counts)
