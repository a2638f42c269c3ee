"""A workbook read back from its own bytes, by somebody who knows nothing of what wrote it."""

import zipfile
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from lxml import etree

from twente.core.tables import Column, Holds, Table, headings_in_cents, rows_in_cents
from twente.core.workbook import width, workbook

NOW = datetime(2027, 2, 11, 9, 0, tzinfo=UTC)
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
COLUMNS = (
    Column("Partij"),
    Column("Inwoners", Holds.WHOLE),
    Column("Jaar", Holds.YEAR),
    Column("Open", Holds.MONEY),
    Column("Vervaldag", Holds.DAY),
)
HOSTILE = (
    '=HYPERLINK("x")',
    "+1+1",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "<script>",
    "http://voorbeeld.example",
    "0123",
    'a"b & <c>',
)


def sheets(content: bytes) -> dict[str, Any]:
    """Name of the file in the package → its XML."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: etree.fromstring(package.read(name)) for name in package.namelist() if name.endswith(".xml")}


def cells(content: bytes, number: int = 1) -> dict[str, str | float]:
    """Cell → its text or number; a formula anywhere is an error."""
    parts = sheets(content)
    strings = ["".join(each.itertext()) for each in parts["xl/sharedStrings.xml"].iter(f"{MAIN}si")]
    found: dict[str, str | float] = {}
    for cell in parts[f"xl/worksheets/sheet{number}.xml"].iter(f"{MAIN}c"):
        assert cell.find(f"{MAIN}f") is None
        value = cell.find(f"{MAIN}v")
        if value is not None:
            found[cell.get("r")] = strings[int(value.text)] if cell.get("t") == "s" else float(value.text)
    return found


def made(*rows: tuple[Any, ...]) -> bytes:
    return workbook([Table("Facturen", COLUMNS, rows)], title="Proef", made_at=NOW)


def test_cells_are_what_they_mean() -> None:
    """Euros a number, a day the number that Excel counts from, a year without points, what is not known empty."""
    found = cells(made(("Almelo", 74_776, 2027, 69_167_850, date(2027, 3, 13)), ("Borne", None, 2027, -32_200, None)))
    assert (found["A1"], found["D1"]) == ("Partij", "Open")
    assert (found["B2"], found["C2"], found["D2"]) == (74_776, 2027, 691_678.5)
    assert date(1899, 12, 30) + timedelta(days=int(found["E2"])) == date(2027, 3, 13)
    assert found["D3"] == -322 and "B3" not in found and "E3" not in found


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text(text: str) -> None:
    """Nothing is calculated, linked or read as a number."""
    content = made((text, 1, 2027, 1, date(2027, 1, 1)))
    assert cells(content)["A2"] == text
    assert not any(True for _ in sheets(content)["xl/worksheets/sheet1.xml"].iter(f"{MAIN}hyperlink"))


def test_headings_stay_in_view_and_columns_are_wide_enough() -> None:
    sheet = sheets(made(("Almelo", 1, 2027, 1, date(2027, 1, 1))))["xl/worksheets/sheet1.xml"]
    pane = next(sheet.iter(f"{MAIN}pane"))
    assert (pane.get("ySplit"), pane.get("state")) == ("1", "frozen")
    assert len(list(sheet.iter(f"{MAIN}col"))) == len(COLUMNS)
    assert width(Column("A"), ["x" * 500]) == 48 and width(Column("A"), []) == 8


def test_same_lists_give_the_same_bytes_and_any_name_is_a_sheet() -> None:
    tables = [Table("Per partij: 1/2 [alles] en nog veel meer tekst", COLUMNS, []), Table("Facturen", COLUMNS, [])]
    first, second = (workbook(tables, title="Proef", made_at=NOW) for _ in range(2))
    assert first == second
    names = [each.get("name") for each in sheets(first)["xl/workbook.xml"].iter(f"{MAIN}sheet")]
    assert names == ["Per partij 12 alles en nog veel", "Facturen"]


def test_other_file_says_that_money_is_in_cents() -> None:
    table = Table("Facturen", COLUMNS, [("Almelo", 1, 2027, 2, date(2027, 3, 13))])
    assert headings_in_cents(table) == ["Partij", "Inwoners", "Jaar", "Open in centen", "Vervaldag"]
    assert rows_in_cents(table) == [["Almelo", 1, 2027, 2, "2027-03-13"]]
