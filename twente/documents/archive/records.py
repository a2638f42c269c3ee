"""What goes into the archive, as plain values: dossiers, the records in them, and the files of each record."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from twente.core.terms import Duration

NAME_LENGTH = 40


@dataclass(frozen=True)
class Organisation:
    """Whose records they are (archiefvormer), with its number in a register when that is known."""

    name: str
    identifier: str = ""
    register: str = ""


@dataclass(frozen=True)
class Retention:
    """How long a record is kept, and on which list that rests; no term means for ever.

    `starts_on` is unknown until the trigger has happened.
    """

    code: str
    category: str
    term: Duration | None
    trigger: str
    source: str
    starts_on: date | None = None

    @property
    def ends_on(self) -> date | None:
        """The last day of the term; None without a term or a start."""
        return self.term.after(self.starts_on) if self.term and self.starts_on else None


@dataclass(frozen=True)
class Event:
    """Something that happened to a record: what, when, by whom, with what result."""

    kind: str
    at: datetime
    actor: str = ""
    result: str = ""


@dataclass(frozen=True)
class Format:
    """A file format: its ending, how people call it, and its PRONOM number when we know it."""

    ending: str
    label: str
    pronom: str = ""


@dataclass(frozen=True)
class File:
    """Bytes to keep. `read` fetches them when it is their turn; `stored_at` is when the checksum was made."""

    title: str
    format: Format
    sha256: str
    stored_at: datetime
    read: Callable[[], bytes]


@dataclass(frozen=True)
class Record:
    """One document of the archive (archiefstuk). `restriction` says who may read it; empty when it is public."""

    identifier: str
    title: str
    kind: str
    about: str
    events: tuple[Event, ...]
    files: tuple[File, ...]
    restriction: str = ""


@dataclass(frozen=True)
class Table:
    """A register that is read on the page of the archive itself; the same lines go along as a file."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Dossier:
    """A meeting, or another whole, with everything that belongs to it.

    `covers` is the kind of day or period that it is about; `ends_on` is empty for a single day.
    """

    identifier: str
    title: str
    about: str
    begins_on: date
    retention: Retention
    owner: Organisation
    records: tuple[Record, ...]
    restriction: str = ""
    covers: str = "Vergaderdatum"
    ends_on: date | None = None
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class Collection:
    """What one bag holds. `source` names the system that gave the identifiers; `made_on` is the day of the export.

    `made_for` is who asked for it: it holds what that person might read.
    """

    identifier: str
    title: str
    name: str
    source: str
    owner: Organisation
    made_on: date
    dossiers: tuple[Dossier, ...]
    made_for: str = ""


def plain_name(text: str) -> str:
    """A name that every file system keeps: "Verslag, 2 december" becomes "verslag-2-december"."""
    letters = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:NAME_LENGTH].rstrip("-") or "stuk"
