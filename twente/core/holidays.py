"""Holidays and working days of the Algemene termijnenwet art. 3 (pure).

No holiday package: all lack the days that royal decrees equate with holidays, which made appeal terms end too
early (spec/deadlines.md section 1). The equated days are an own table; each new decree adds lines and moves
`KNOWN_THROUGH`.
"""

from datetime import date, timedelta
from functools import cache

from dateutil.easter import easter

EQUATED_DAYS = frozenset(
    {
        # decree for 2020-2022
        date(2020, 5, 22),
        date(2021, 5, 14),
        date(2022, 5, 27),
        # decree for 2023-2025
        date(2023, 4, 28),
        date(2023, 5, 19),
        date(2024, 5, 10),
        date(2024, 12, 27),
        date(2025, 5, 30),
        # decree for 2026-2028
        date(2026, 1, 2),
        date(2026, 5, 15),
        date(2027, 5, 7),
        date(2028, 4, 28),
        date(2028, 5, 26),
    }
)
"""Days equated with holidays. No pattern: 6 May 2022 was not one. Source: deadlines.md section 1."""

KNOWN_FROM = date(2020, 1, 1)
KNOWN_THROUGH = date(2028, 12, 31)
"""Within these days the table is complete; outside them a statutory term is provisional."""

SATURDAY = 5
SUNDAY = 6


def is_holiday(day: date) -> bool:
    """A public holiday or a day equated with one. A Sunday as such is not (Atw art. 3)."""
    return day in _holidays(day.year) or day in EQUATED_DAYS


def is_working_day(day: date) -> bool:
    """Neither Saturday, Sunday nor holiday."""
    return day.weekday() < SATURDAY and not is_holiday(day)


def working_day_on_or_after(day: date) -> date:
    """This day if it is a working day, else the next one."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def working_day_on_or_before(day: date) -> date:
    """This day if it is a working day, else the last one before it."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def working_days_between(after: date, last: date) -> int:
    """How many working days lie after the one day up to and including the other."""
    return sum(is_working_day(after + timedelta(days=step + 1)) for step in range((last - after).days))


def equated_days_known(day: date) -> bool:
    """Whether the decree that could equate this day is in the table."""
    return KNOWN_FROM <= day <= KNOWN_THROUGH


@cache
def _holidays(year: int) -> frozenset[date]:
    """The holidays that Atw art. 3 names; 5 May in every year."""
    easter_day = easter(year)
    kings_day = date(year, 4, 27)
    if kings_day.weekday() == SUNDAY:
        kings_day = date(year, 4, 26)
    moving = (easter_day + timedelta(days=days) for days in (-2, 1, 39, 50))
    fixed = (date(year, month, day) for month, day in ((1, 1), (5, 5), (12, 25), (12, 26)))
    return frozenset({kings_day, *moving, *fixed})
