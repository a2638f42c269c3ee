"""How long records are kept, and whose they are: pure choices from dated rows (BOK-17)."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Protocol, TypeVar

from twente.core.terms import Duration

FILE = Path(__file__).resolve().parent.parent / "data" / "retention.toml"
FOR_EVER = "none"


@dataclass(frozen=True)
class ListedClass:
    """A result of the selection list; no term means for ever. `subject` is the kind of dossier it is meant for."""

    code: str
    name: str
    term: Duration | None
    trigger: str
    source: str
    subject: str = ""


class Dated(Protocol):
    """Something that holds from a day on, until something later does."""

    @property
    def valid_from(self) -> date:
        """Its first day."""


Row = TypeVar("Row", bound=Dated)


@cache
def listed() -> tuple[ListedClass, ...]:
    """The classes that come with the product; the first is the provisional one."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["class"]
    return tuple(ListedClass(**{**row, "term": term_of(row["term"])}) for row in rows)


def provisional(subject: str) -> ListedClass:
    """What holds while nobody recorded a term: the first of that kind, else the first of all."""
    return next((row for row in listed() if row.subject == subject), listed()[0])


def term_of(text: str) -> Duration | None:
    """A term as it is stored: "10 years", or "none" for ever. Raises UnreadableDuration."""
    return None if text == FOR_EVER else Duration.parse(text)


def in_force(rows: Iterable[Row], on: date) -> Row | None:
    """The row that holds on a day: the one that began last; of one day the one that was recorded last."""
    begun = [row for row in rows if row.valid_from <= on]
    return max(enumerate(begun), key=lambda each: (each[1].valid_from, each[0]))[1] if begun else None


def passed(starts_on: date | None, term: Duration | None, on: date) -> bool:
    """Whether the term is over: its last day lies before this day."""
    return starts_on is not None and term is not None and term.after(starts_on) < on
