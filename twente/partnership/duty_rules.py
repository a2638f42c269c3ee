"""When duties of an agreement fall due, and when an office or a seat ends (pure; BOK-6.4, 7.2, 12.4, 16.3)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from twente.core.agreement import Duty, Office, Roster
from twente.core.terms import Counting, Duration, Term, TermRule, compute, fixed_day


@dataclass(frozen=True)
class Due:
    """One occurrence of a duty with its computed term."""

    duty: Duty
    term: Term

    @property
    def key(self) -> str:
        """duty:evaluatie_overeenkomst:2027-02-01"""
        return f"duty:{self.duty.key}:{self.term.last_day.isoformat()}"


def occurrences(duty: Duty, first: date, last: date) -> Iterator[Due]:
    """Every time a duty falls due between two days, both included; counted from its start, never in steps."""
    if duty.due is not None:
        if first <= duty.due <= last:
            yield Due(duty, fixed_day(duty.due, article=duty.article))
        return
    if duty.starts is None or duty.within is None:
        return
    count, step = 0, duty.every
    while True:
        start, length = counted(duty.starts, duty.within, step, count)
        rule = TermRule(length, counting=Counting.AFTER, event="de start", article=duty.article)
        term = compute(rule, start)
        if term.last_day > last:
            return
        if term.last_day >= first:
            yield Due(duty, term)
        if step is None:
            return
        count += 1


def counted(start: date, within: Duration, step: Duration | None, count: int) -> tuple[date, Duration]:
    """From which day one occurrence counts, and how long: one length from the first start where the units allow it.

    Six weeks after every calendar year is another start each time, never seven weeks after the first (BWT-7).
    """
    if step is None or step.unit is within.unit:
        return start, longer(within, step, count)
    return Duration(count * step.number, step.unit).after(start), within


def longer(within: Duration, step: Duration | None, count: int) -> Duration:
    """The first length and then so many steps; both in the same unit, which the rulebook keeps."""
    return within if step is None else Duration(within.number + count * step.number, within.unit)


def office_ends(office: Office, since: date, on: date, *, repeats: bool) -> Term | None:
    """The last day of the running period of somebody in office; silently renewed, always or once (7.2, R15)."""
    if office.term is None:
        return None
    count = 0
    while True:
        length = office.term if count == 0 else longer(office.term, office.renewal, count)
        rule = TermRule(length, counting=Counting.PERIOD, event="de aanwijzing", article=office.article)
        term = compute(rule, since)
        if term.last_day >= on or office.renewal is None or (count and not repeats):
            return term
        count += 1


def seat_ends(roster: Roster, on: date, last: date) -> Iterator[tuple[int, date]]:
    """Number of the seat and the last day of its period, every two years from the first roster (BOK-6.4 to 6.6)."""
    for seat, first in enumerate(roster.first_last_days, start=1):
        day, count = first, 0
        while day <= last:
            if day >= on:
                yield seat, day
            count += 1
            day = Duration(roster.term.number * count, roster.term.unit).after(first)
