"""When an overview of the week goes out, and which terms stand in it (pure)."""

from datetime import date, datetime, timedelta

from twente.core.dates import day_of, moment_of
from twente.outbox.deadlines.rules import LATE, MILESTONES, reached_on
from twente.outbox.quiet import MORNING, send_at

EVERY = "every"
"""The pace of who chose nothing: a mail at every milestone."""
WEEK, COMING = timedelta(days=7), timedelta(weeks=4)
"""A term stands in the overview from so long before its last day on, or from its first milestone if that is earlier."""


def monday_of(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def due_week(now: datetime) -> date | None:
    """The Monday of the week whose overview may go out at this moment; None in quiet hours and on days off.

    So on Easter Monday it waits for Tuesday, and after an outage it comes at the first hour of that same week.
    """
    return monday_of(day_of(now)) if send_at(now) == now else None


def first_week(chosen_on: date) -> date:
    """The Monday of the first overview of who chose it on this day: the next one."""
    return monday_of(chosen_on) + WEEK


def first_on(chosen_on: date) -> date:
    """The day on which that first overview goes out: its Monday, or the first day after it on which people work."""
    return day_of(send_at(moment_of(first_week(chosen_on), MORNING)))


def in_overview(milestones: str, last_day: date, on: date) -> bool:
    """Whether a term stands in the overview of a day. What passes without being late is left out once it has passed.

    `milestones` is a key of MILESTONES, or empty where a room reminds of its terms itself.
    """
    told = MILESTONES.get(milestones, ())
    if last_day < on:
        return not told or LATE in told
    return last_day <= on + COMING or (bool(told) and reached_on(told[0], last_day) < on + WEEK)
