"""Lists as a workbook (XLSX): euros as numbers, days as days, text always as text, so that nothing is calculated."""

from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from django.http import HttpResponse

from twente.core.dates import in_amsterdam
from twente.core.tables import Cell, Column, Holds, Table

KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS: dict[Holds, dict[str, Any]] = {
    Holds.TEXT: {"text_wrap": True, "valign": "top"},
    Holds.WHOLE: {"num_format": "#,##0", "valign": "top"},
    Holds.YEAR: {"num_format": "0", "valign": "top"},
    Holds.MONEY: {"num_format": '"€" #,##0.00;"−€" #,##0.00', "valign": "top"},
    Holds.DAY: {"num_format": "dd-mm-yyyy", "valign": "top"},
}
"""How each kind of column looks; Excel puts the points and commas of the reader's own country in."""
HEADING = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#EEF2F6"}
NARROWEST, WIDEST, DAY_WIDTH, MONEY_WIDTH = 8, 48, 12, 18
NAME_LENGTH, FORBIDDEN = 31, str.maketrans("", "", "[]:*?/\\'")
"""What Excel allows for the name of a sheet."""
SAFE = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}


def workbook(tables: Sequence[Table], *, title: str, made_at: datetime) -> bytes:
    """A sheet per list, with the headings frozen and repeated on paper, and columns as wide as they need."""
    kept = BytesIO()
    book = xlsxwriter.Workbook(kept, SAFE)
    book.set_properties({"title": title, "created": in_amsterdam(made_at).replace(tzinfo=None)})
    formats = {holds: book.add_format(look) for holds, look in FORMATS.items()}
    heading = book.add_format(HEADING)
    for table in tables:
        sheet = book.add_worksheet(table.name.translate(FORBIDDEN)[:NAME_LENGTH])
        fill(sheet, table, formats, heading)
    book.close()
    return kept.getvalue()


def fill(sheet: Any, table: Table, formats: dict[Holds, Any], heading: Any) -> None:
    """One list on its sheet."""
    for place, column in enumerate(table.columns):
        cells = [row[place] for row in table.rows]
        sheet.set_column(place, place, width(column, cells))
        sheet.write_string(0, place, column.heading, heading)
        for number, cell in enumerate(cells, start=1):
            write(sheet, number, place, cell, formats[column.holds], column.holds)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def as_money(sheet: Any, row: int, place: int, cell: Any, look: Any) -> None:
    """Whole cents as euros."""
    sheet.write_number(row, place, Decimal(cell).scaleb(-2), look)


def as_number(sheet: Any, row: int, place: int, cell: Any, look: Any) -> None:
    """A whole number."""
    sheet.write_number(row, place, cell, look)


def as_day(sheet: Any, row: int, place: int, cell: Any, look: Any) -> None:
    """A day, without a time."""
    sheet.write_datetime(row, place, cell, look)


def as_text(sheet: Any, row: int, place: int, cell: Any, look: Any) -> None:
    """Text, whatever it begins with."""
    sheet.write_string(row, place, str(cell), look)


WRITERS: dict[Holds, Callable[[Any, int, int, Any, Any], None]] = {
    Holds.TEXT: as_text,
    Holds.WHOLE: as_number,
    Holds.YEAR: as_number,
    Holds.MONEY: as_money,
    Holds.DAY: as_day,
}


def write(sheet: Any, row: int, place: int, cell: Cell, look: Any, holds: Holds) -> None:
    """One cell; what is not known stays empty."""
    if cell is None or cell == "":
        sheet.write_blank(row, place, None, look)
        return
    WRITERS[holds](sheet, row, place, cell, look)


def width(column: Column, cells: Sequence[Cell]) -> int:
    """In characters, within what fits on paper."""
    if column.holds in (Holds.MONEY, Holds.DAY):
        return max(MONEY_WIDTH if column.holds is Holds.MONEY else DAY_WIDTH, min(len(column.heading) + 2, WIDEST))
    longest = max((len(str(cell)) for cell in cells if cell is not None), default=0)
    return max(NARROWEST, min(max(longest, len(column.heading)) + 2, WIDEST))


def download_workbook(content: bytes, name: str) -> HttpResponse:
    """A file that the browser keeps."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(content, content_type=KIND, headers=headers)
