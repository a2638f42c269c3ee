"""Whether a year can still reach its rhythm, and by when somebody must plan for that (pure; BOK-5.7, BWT-2, HLB-9c)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from meetings.rules.year import NOTICE, lack
from twente.core.agreement import Rhythm
from twente.core.holidays import is_working_day
from twente.core.school_holidays import school_holiday_on

APART = 28
"""House rule: two meetings of one body lie at least four weeks apart (days)."""
AHEAD = 42
"""House rule: who plans hears of it six weeks before the last day to plan (days)."""


@dataclass(frozen=True)
class Outlook:
    """What the rhythm of a year still allows.

    `missing` meetings can still be held, the last of them on `last_day` at the latest; `plan_by` is the last day to
    plan the first of them with the usual time to prepare. `lost` meetings can no longer be held in this year.
    """

    missing: int
    lost: int
    plan_by: date | None
    last_day: date | None

    def asks(self, today: date) -> bool:
        """Whether it is time to say so."""
        return self.plan_by is not None and (self.plan_by - today).days <= AHEAD


def outlook(rhythm: Rhythm, days: Collection[date], *, year: int, today: date) -> Outlook:
    """Look at every meeting that the year lacks: the last day it can be held on, and so the last day to plan it."""
    found = lack(rhythm, days, year)
    last = list(last_days(rhythm, found.periods, found.missing, year=year))
    still = [day for day in last if day > today]
    lost = found.missing - len(still)
    if not still:
        return Outlook(0, lost, None, None)
    first = min(still)
    return Outlook(len(still), lost, first - timedelta(days=NOTICE), first)


def last_days(rhythm: Rhythm, periods: Collection[int], missing: int, *, year: int) -> Iterator[date]:
    """The last good day of every missing meeting: of its own period, or one before the other at the end of the year."""
    length = {"quarters": 3, "months": 1}.get(rhythm.unit)
    if length is not None:
        yield from (last_fitting(end_of(year, period * length)) for period in periods)
        return
    day = date(year, 12, 31)
    for _ in range(missing):
        day = last_fitting(day)
        yield day
        day -= timedelta(days=APART)


def end_of(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def last_fitting(day: date) -> date:
    """The last working day outside school holidays, up to and including this one."""
    while not is_working_day(day) or school_holiday_on(day) is not None:
        day -= timedelta(days=1)
    return day
