"""Which part of a contribution year a party takes part in (R16; BOK-15.2)."""

from datetime import date
from enum import StrEnum
from fractions import Fraction


class PartYear(StrEnum):
    """How a party pays that takes part in a part of the year; what the overleg chose."""

    WHOLE = "heel_jaar"
    MONTHS = "maanden"
    DAYS = "dagen"


BY_READING = {"heel_jaar": PartYear.WHOLE, "elf_twaalfde": PartYear.MONTHS, "dagen": PartYear.DAYS}
"""The values of the reading about the first year, and how each counts (R16)."""


def days_in_year(year: int, first: date, last: date | None) -> tuple[date, date]:
    """The first and the last day of a year between two days; the last before the first when there is none."""
    return max(first, date(year, 1, 1)), min(last or date.max, date(year, 12, 31))


def part_of_year(year: int, first: date, last: date | None, counting: PartYear) -> Fraction:
    """The part of the year between two days, both included; none at all is zero.

    A month counts when it has begun. Counting whole years, one day in the year is enough.
    """
    start, end = days_in_year(year, first, last)
    if end < start:
        return Fraction(0)
    if counting is PartYear.WHOLE:
        return Fraction(1)
    if counting is PartYear.MONTHS:
        return Fraction(end.month - start.month + 1, 12)
    return Fraction((end - start).days + 1, (date(year, 12, 31) - date(year, 1, 1)).days + 1)
