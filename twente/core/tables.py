"""A list to take along: columns that say what they hold, and rows; written as CSV or as a workbook (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Cell = str | int | date | None


class Holds(StrEnum):
    """What stands in a column: text, a whole number, a year, money in whole cents, or a day."""

    TEXT = "text"
    WHOLE = "whole"
    YEAR = "year"
    MONEY = "money"
    DAY = "day"


@dataclass(frozen=True)
class Column:
    """A heading, and what the cells under it hold."""

    heading: str
    holds: Holds = Holds.TEXT


@dataclass(frozen=True)
class Table:
    """A named list. Money stays in whole cents until it is written."""

    name: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]


def headings_in_cents(table: Table) -> list[str]:
    """The headings of a file in which money stands as whole cents."""
    return [f"{each.heading} in centen" if each.holds is Holds.MONEY else each.heading for each in table.columns]


def rows_in_cents(table: Table) -> list[list[str | int | None]]:
    """The rows of that file; days as 2027-02-11, which every spreadsheet understands."""
    return [[cell.isoformat() if isinstance(cell, date) else cell for cell in row] for row in table.rows]
