"""A list as a file for a spreadsheet (Dutch Excel), with nothing in it that would be calculated."""

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.http import HttpResponse

from twente.core.dates import in_amsterdam
from twente.core.tables import Table, headings_in_cents, rows_in_cents

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads the file as Windows-1252 and breaks every ë."""
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
Cell = str | int | None


class Line:
    """A file that hands back the line that is written to it, so that csv can stream."""

    def write(self, line: str) -> str:
        """The line itself."""
        return line


def lines(headings: Iterable[str], rows: Iterable[Iterable[Cell]]) -> Iterator[str]:
    """The file line by line: semicolons, as a Dutch Excel wants, and nothing that it would calculate."""
    writer = csv.writer(Line(), delimiter=";", lineterminator="\r\n")
    yield BYTE_ORDER_MARK + writer.writerow(headings)
    for row in rows:
        yield writer.writerow([safe(cell) for cell in row])


def table_lines(table: Table) -> Iterator[str]:
    """A list as such a file; money in whole cents, so that nothing is rounded on the way."""
    return lines(headings_in_cents(table), rows_in_cents(table))


def safe(cell: Cell) -> Cell:
    """Typed text that a spreadsheet would take for a formula gets an apostrophe in front; figures stay figures."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(STARTS_A_FORMULA) else cell


def moment(value: datetime | None) -> str:
    """2026-12-02 10:47 on the Amsterdam clock, which every spreadsheet understands."""
    return in_amsterdam(value).strftime("%Y-%m-%d %H:%M") if value else ""


def download(content: Iterable[str], name: str) -> HttpResponse:
    """A file that the browser keeps."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=headers)
