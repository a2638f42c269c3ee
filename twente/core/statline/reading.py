"""The shapes in which StatLine hands out a table, each read into the same entries (pure).

A CSV has a region per row with either a column of periods or a column per period; separators and encodings vary
with the program that saved it. The OData form is JSON: a list of records under `value`.
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice
from typing import Any

from twente.core.money import format_number


class Status(StrEnum):
    """What CBS says of a year's figures: provisional ones carry stars, codes such as 2023JJ00 say nothing."""

    PROVISIONAL = "provisional"
    FINAL = "final"
    UNKNOWN = "unknown"


class Unreadable(ValueError):
    """The file as a whole can't be used; `sentence` tells the user, `line` says where if that is known."""

    def __init__(self, sentence: str, line: int | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.line = line


@dataclass(frozen=True)
class Period:
    """A year, by its reference date of 1 January."""

    reference_date: date
    status: Status


@dataclass(frozen=True)
class Entry:
    """One cell of the table: the population of a region on 1 January, still as text. `line` counts from 1."""

    line: int
    region: str
    period: Period
    value: str


Row = tuple[int, list[str]]
"""The line of a row in the file and its cells."""

NOT_CBS = "Dit is geen tabel van CBS StatLine. Download daar een CSV of JSON met regio’s, jaren en de totale bevolking."
NO_POPULATION = (
    "In deze tabel staat geen kolom met de totale bevolking. Voeg in StatLine dat onderwerp toe en download opnieuw."
)
NO_YEARS = "In deze tabel staan geen jaren. Kies in StatLine de hele jaren die u nodig hebt en download opnieuw."
NO_REGION = "In deze tabel staat geen kolom met regio’s. Kies in StatLine de gemeenten en download opnieuw."

REGION_KEYS = frozenset({"regio's", "regio", "regios", "gemeente", "gemeenten"})
PERIOD_KEYS = frozenset({"perioden", "periode", "jaar"})
POPULATION_KEYS = frozenset(
    {
        *("totale bevolking", "totalebevolking", "bevolking op 1 januari", "bevolkingop1januari"),
        *("aantal inwoners", "aantalinwoners", "inwonertal"),
    }
)
HEADER_ROWS = 15
"""Titles and headers stand within this many rows."""


def entries(data: bytes, *, most_rows: int) -> list[Entry]:
    """All cells with a population figure or an empty place for one. Raises Unreadable."""
    text = _decoded(data)
    reader = _from_json if text.lstrip()[:1] in ("{", "[") else _from_csv
    found = list(reader(text, most_rows))
    if not found:
        raise Unreadable(NO_YEARS)
    return found


def key(text: str) -> str:
    """A name or header in the form in which two spellings are the same."""
    return " ".join(text.replace("’", "'").casefold().split())


def period_of(text: str) -> Period | None:
    """2023, 2023*, 2023** or 2023JJ00; None for months, quarters and anything else."""
    match = re.fullmatch(r"((?:19|20)[0-9]{2})(JJ00)?(\*{0,2})", text.strip())
    if match is None:
        return None
    unmarked = Status.UNKNOWN if match[2] else Status.FINAL
    return Period(date(int(match[1]), 1, 1), Status.PROVISIONAL if match[3] else unmarked)


def _is_population(header: str) -> bool:
    """The last step of "Bevolking/…/Totale bevolking (aantal)", or "TotaleBevolking_1"."""
    last = re.split(r"[/|]", header)[-1]
    return re.sub(r"\s*(\(.*\)|_[0-9]+)$", "", key(last)) in POPULATION_KEYS


def _decoded(data: bytes) -> str:
    if b"\0" in data:
        raise Unreadable(NOT_CBS)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _too_many(most_rows: int) -> Unreadable:
    return Unreadable(
        f"Dit bestand heeft meer dan {format_number(most_rows)} regels. "
        "Kies in StatLine alleen de gemeenten en jaren die u nodig hebt."
    )


def _from_csv(text: str, most_rows: int) -> Iterator[Entry]:
    delimiter, header = _header(text)
    places = _places(header)
    try:
        for line, cells in _rows(text, delimiter):
            if line > most_rows:
                raise _too_many(most_rows)
            if line > header[-1][0]:
                yield from places.entries(line, cells)
    except csv.Error as error:
        raise Unreadable("Dit CSV-bestand is beschadigd. Download het opnieuw bij StatLine.") from error


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    for cells in reader:
        yield reader.line_num, [cell.strip() for cell in cells]


def _header(text: str) -> tuple[str, list[Row]]:
    """The separator, and the rows up to and including the one that names the regions."""
    for delimiter in (";", ",", "\t"):
        header: list[Row] = []
        with suppress(csv.Error):
            for line, cells in islice(_rows(text, delimiter), HEADER_ROWS):
                header.append((line, cells))
                if len(cells) > 1 and any(key(cell) in REGION_KEYS for cell in cells):
                    return delimiter, header
    raise Unreadable(NOT_CBS)


@dataclass(frozen=True)
class _Places:
    """Where the region stands, and per population column its period or the column that holds it."""

    region: int
    period_column: int | None
    columns: tuple[tuple[int, Period | None], ...]

    def entries(self, line: int, cells: list[str]) -> Iterator[Entry]:
        cells = [*cells, *[""] * (self._width() - len(cells))]
        for column, fixed in self.columns:
            period = fixed or (period_of(cells[self.period_column]) if self.period_column is not None else None)
            if period is not None and cells[self.region]:
                yield Entry(line, cells[self.region], period, cells[column])

    def _width(self) -> int:
        return 1 + max(self.region, self.period_column or 0, *(column for column, _ in self.columns))


def _places(header: Sequence[Row]) -> _Places:
    line, named = header[-1]
    region = next(index for index, cell in enumerate(named) if key(cell) in REGION_KEYS)
    period_column = next((index for index, cell in enumerate(named) if key(cell) in PERIOD_KEYS), None)
    if period_column is None:
        return _Places(region, None, _columns_per_year(header))
    population = next((index for index, cell in enumerate(named) if _is_population(cell)), None)
    if population is None:
        raise Unreadable(NO_POPULATION, line)
    return _Places(region, period_column, ((population, None),))


def _columns_per_year(header: Sequence[Row]) -> tuple[tuple[int, Period | None], ...]:
    """A column per year; its topic stands in the rows above, or once in a title for the whole table."""
    topics: set[int] = set()
    titled = any(len(list(filter(None, cells))) == 1 and any(map(_is_population, cells)) for _, cells in header)
    years: dict[int, Period] = {}
    for _, cells in header:
        topic = ""
        for index, cell in enumerate(cells):
            topic = cell or topic
            period = period_of(cell)
            if period is not None:
                years[index] = period
            if _is_population(topic):
                topics.add(index)
    if not years:
        raise Unreadable(NO_YEARS)
    columns = tuple((index, period) for index, period in years.items() if titled or index in topics)
    if not columns:
        raise Unreadable(NO_POPULATION)
    return columns


def _from_json(text: str, most_rows: int) -> Iterator[Entry]:
    records = _records(text)
    if len(records) > most_rows:
        raise _too_many(most_rows)
    names = list(records[0])
    region = next((name for name in names if key(name) in REGION_KEYS), None)
    period_name = next((name for name in names if key(name) in PERIOD_KEYS), None)
    population = next((name for name in names if _is_population(name)), None)
    if region is None or period_name is None:
        raise Unreadable(NO_REGION if region is None else NO_YEARS)
    if population is None:
        raise Unreadable(NO_POPULATION)
    for line, record in enumerate(records, start=1):
        period = period_of(_text(record.get(period_name)))
        if period is not None:
            yield Entry(line, _text(record.get(region)), period, _text(record.get(population)))


def _records(text: str) -> list[dict[str, Any]]:
    """The records of an OData answer; numbers stay text, so that none is ever a float."""
    try:
        found = json.loads(text, parse_int=str, parse_float=_without_zeros, parse_constant=str)
    except json.JSONDecodeError as error:
        raise Unreadable(
            f"Dit JSON-bestand is beschadigd bij teken {error.colno}. Download het opnieuw.", error.lineno
        ) from error
    except RecursionError as error:
        raise Unreadable(NOT_CBS) from error
    records = found.get("value") if isinstance(found, dict) else found
    if not isinstance(records, list) or not records or not all(isinstance(record, dict) for record in records):
        raise Unreadable(NOT_CBS)
    return records


def _without_zeros(number: str) -> str:
    """73107.0 is how some OData services write 73107."""
    return re.sub(r"\.0+$", "", number)


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()
