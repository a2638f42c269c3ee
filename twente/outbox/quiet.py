"""Quiet hours: when a reminder may go out (pure). No mail in the evening, at night, or on a day that nobody works."""

from datetime import date, datetime, time, timedelta

from twente.core.dates import in_amsterdam, moment_of
from twente.core.holidays import working_day_on_or_after

MORNING, EVENING = time(7), time(20)
"""Between these hours (Amsterdam) mail goes out."""


def send_at(now: datetime, last_day: date | None = None) -> datetime:
    """The first moment from `now` on at which a reminder may go out.

    With a `last_day` that would pass meanwhile it also goes out on a day off, and at once when there is no hour left.
    """
    local = in_amsterdam(now)
    day = local.date() + timedelta(days=1) if local.time() >= EVENING else local.date()
    working = working_day_on_or_after(day)
    if last_day is not None and working > last_day:
        working = day
        if day > last_day:
            return now
    return now if working == local.date() and local.time() >= MORNING else moment_of(working, MORNING)
