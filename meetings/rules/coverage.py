"""Pure rules of periods of whole days: what they leave open, and where they stand on a drawn line (BOK-1f)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Period:
    """Whole days, both ends included; `last` None means that it goes on."""

    first: date
    last: date | None

    def holds(self, day: date) -> bool:
        """Whether the day lies within the period."""
        return self.first <= day and (self.last is None or day <= self.last)

    def within(self, first: date, last: date) -> "Period | None":
        """The part between two days (both included); None when nothing is left."""
        begin, end = max(self.first, first), min(self.last or last, last)
        return Period(begin, end) if begin <= end else None


def gaps(covered: Iterable[Period], whole: Period) -> list[Period]:
    """The days of a period that none of the others holds, as periods, in order."""
    found, day = [], whole.first
    for period in sorted(covered, key=lambda period: period.first):
        before = period.first - DAY
        if day <= before and (whole.last is None or day <= whole.last):
            found.append(Period(day, min(before, whole.last or before)))
        if period.last is None:
            return found
        day = max(day, period.last + DAY)
    open_end = whole.last is None or day <= whole.last
    return [*found, Period(day, whole.last)] if open_end else found


@dataclass(frozen=True)
class Line:
    """A drawn line of time: its first and last day and its length in whole units."""

    first: date
    last: date
    length: int

    def at(self, day: date) -> int:
        """Where a day begins on the line."""
        return (day - self.first).days * self.length // ((self.last - self.first).days + 1)

    def stretch(self, period: Period) -> tuple[int, int] | None:
        """Begin and length (at least 2 units) of a period on the line; None when it lies beside it."""
        part = period.within(self.first, self.last)
        if part is None or part.last is None:
            return None
        begin = self.at(part.first)
        return begin, max(2, self.at(part.last + DAY) - begin)
