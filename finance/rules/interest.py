"""Interest on an invoice that is paid late, as a calculation that people can follow (spec/finance.md 1). Pure.

From the day after the due date up to and including the last day; a payment lowers the amount from the next day on. Days
count against the days of their own calendar year. After each whole year the interest of that year is added to the
amount (BW 6:119 lid 2), in whole cents; once the invoice is paid nothing runs any more. Within a year all is exact; the
sum of all pieces is rounded once, a half up.
"""

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from twente.core.money import half_up, share_by_weight

ORDINARY, TRADE = "gewoon", "handel"
KINDS = {"6:119": ORDINARY, "6:119b": TRADE, "awb": ORDINARY}
"""What the terms of the invoices chose, and which rate the law sets for it. Whoever chose none has no row here."""
LEAST = {"awb": 20_00}
"""Cents under which nothing is due (Awb 4:98)."""
COLLECTED = "6:119b"
"""The regime of trade: with it a fixed sum for the costs of collecting may be due (BW 6:96 lid 4)."""
LEAST_COLLECTION = 40_00
"""Cents that the law names as the least."""
DAY = timedelta(days=1)


class RateUnknown(ValueError):
    """No percentage is recorded for the first day."""


@dataclass(frozen=True)
class Percentage:
    """Hundredths of a percent a year, from a day until the next one, with where it was published."""

    since: date
    hundredths: int
    source: str


@dataclass(frozen=True)
class Late:
    """An invoice less its credit notes, in cents; the days of interest (both included); what was paid on which day."""

    cents: int
    starts_on: date
    until: date
    paid: tuple[tuple[date, int], ...]
    percentages: tuple[Percentage, ...]


@dataclass(frozen=True)
class Piece:
    """Days on which amount and percentage stay the same; `exact` is its interest in cents, not rounded."""

    starts_on: date
    ends_on: date
    base: int
    percentage: Percentage
    exact: Fraction

    @property
    def days(self) -> int:
        """First and last day included."""
        return (self.ends_on - self.starts_on).days + 1


def first_day(*, issued_on: date, due_on: date, received_on: date | None) -> date:
    """The day after the last day to pay; who received the invoice later had as many days from then."""
    if received_on is None:
        return due_on + DAY
    return max(due_on, received_on + (due_on - issued_on)) + DAY


def pieces(late: Late) -> tuple[Piece, ...]:
    """The calculation, in order of days; days on which nothing is open are left out. Raises RateUnknown."""
    found: list[Piece] = []
    grown, of_year = 0, Fraction(0)
    for first, last in stretches(late):
        if first in anniversaries(late):
            grown, of_year = grown + half_up(of_year), Fraction(0)
        still = late.cents - sum(cents for day, cents in late.paid if day < first)
        if still <= 0:
            continue
        piece = _piece(first, last, still + grown, percentage_on(late.percentages, first))
        of_year += piece.exact
        found.append(piece)
    return tuple(found)


def _piece(first: date, last: date, base: int, percentage: Percentage) -> Piece:
    days, year = (last - first).days + 1, 366 if calendar.isleap(first.year) else 365
    return Piece(first, last, base, percentage, Fraction(base * percentage.hundredths * days, 10_000 * year))


def stretches(late: Late) -> list[tuple[date, date]]:
    """First and last day of each piece: cut at a new year, a new percentage, after a payment, after a whole year."""
    years = {date(year, 1, 1) for year in range(late.starts_on.year, late.until.year + 1)}
    cuts = years | {row.since for row in late.percentages} | {day + DAY for day, _ in late.paid} | anniversaries(late)
    begins = sorted({late.starts_on} | {day for day in cuts if late.starts_on < day <= late.until})
    return [(first, then - DAY) for first, then in pairwise([*begins, late.until + DAY])]


def anniversaries(late: Late) -> set[date]:
    """One, two, three years after the first day; 29 February becomes 1 March."""
    found = set()
    for year in range(late.starts_on.year + 1, late.until.year + 1):
        leap = (late.starts_on.month, late.starts_on.day) == (2, 29) and not calendar.isleap(year)
        found.add(date(year, 3, 1) if leap else late.starts_on.replace(year=year))
    return found


def percentage_on(percentages: Sequence[Percentage], day: date) -> Percentage:
    """What counts on a day: the latest that began. Raises RateUnknown."""
    begun = [row for row in percentages if row.since <= day]
    if not begun:
        raise RateUnknown(day.isoformat())
    return max(begun, key=lambda row: row.since)


def total(found: Sequence[Piece], regime: str) -> int:
    """Whole cents, rounded once; nothing below the least amount of this regime."""
    cents = half_up(sum((piece.exact for piece in found), Fraction(0)))
    return cents if cents >= LEAST.get(regime, 0) else 0


def collection(found: Sequence[Piece], regime: str, cents: int) -> int:
    """The fixed sum once something was open after the last day, however long; no reminder is needed (BW 6:96 lid 4)."""
    return cents if regime == COLLECTED and found else 0


def shown(found: Sequence[Piece]) -> tuple[int, ...]:
    """Whole cents per piece that add up to the rounded sum."""
    cents = half_up(sum((piece.exact for piece in found), Fraction(0)))
    return share_by_weight(cents, [piece.exact for piece in found]) if cents else (0,) * len(found)
