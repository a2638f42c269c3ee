"""What each room gives to the archive of a year beside its meetings: one register, read by whoever makes an archive.

A room names here, once, the module that answers four questions; nobody below it needs to know that room.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol, cast

from django.utils.module_loading import import_string

from twente.core.dates import day_of
from twente.core.permissions import Actor
from twente.documents.archive.records import Record, Table


@dataclass(frozen=True)
class Gathered:
    """A dossier as its room gives it; the archive adds whose it is and how long it is kept.

    `key` stays the same in every archive ("geschil-3"); `handled_on` is the day from which its term runs, None before.
    `restriction` says who may read it, empty when everybody may.
    """

    key: str
    title: str
    about: str
    begins_on: date
    records: tuple[Record, ...]
    covers: str
    ends_on: date | None = None
    handled_on: date | None = None
    restriction: str = ""
    tables: tuple[Table, ...] = ()


def calendar_year(year: int, now: datetime) -> dict[str, Any]:
    """What a dossier of one calendar year (Amsterdam) says of its time; its term runs from the last day."""
    last = date(year, 12, 31)
    handled_on = last if day_of(now) > last else None
    return {"begins_on": date(year, 1, 1), "ends_on": last, "covers": "Kalenderjaar", "handled_on": handled_on}


def yearly(pattern: str, years: Iterable[int], keys: Collection[str]) -> list[str]:
    """Which of these keys are the dossier of one of these years; `pattern` makes the key of a `year`."""
    known = {pattern.format(year=year) for year in years}
    return [key for key in keys if key in known]


class Room(Protocol):
    """The module of a room. Every answer is for one person: what this person may not know of is not in it."""

    def years(self, actor: Actor) -> Iterable[int]:
        """The years of which the room has something."""

    def keys(self, actor: Actor, year: int) -> Iterable[str]:
        """The keys of what this person may read of a year; as `dossiers`, without making anything."""

    def dossiers(self, actor: Actor, year: int, now: datetime) -> Iterable[Gathered]:
        """Everything of a year that this person may read."""

    def readable(self, actor: Actor, keys: Collection[str]) -> Iterable[str]:
        """Which of these keys are dossiers of this room that this person may read today."""


@dataclass(frozen=True)
class Subject:
    """A kind of dossier with a term of its own: the word that is kept, and what people call it."""

    key: str
    label: str


ROOMS: dict[Subject, str] = {}
"""Subject → the dotted name of the module that gives its dossiers, in the order of the archive."""


def provide(subject: Subject, module: str) -> None:
    """Give the archive the dossiers of a room; called once, in that room's `AppConfig.ready`."""
    ROOMS[subject] = module


def subjects() -> list[Subject]:
    """Every kind of dossier beside meetings."""
    return list(ROOMS)


def gathered(actor: Actor, year: int, now: datetime) -> Iterator[tuple[Subject, list[Gathered]]]:
    """Room by room what this person may read of a year."""
    for subject, module in ROOMS.items():
        yield subject, list(room(module).dossiers(actor, year, now))


def years(actor: Actor) -> set[int]:
    """The years of which any room has something for this person."""
    return {year for module in ROOMS.values() for year in room(module).years(actor)}


def keys(actor: Actor, year: int) -> list[str]:
    """The keys of everything that this person may read of a year."""
    return [key for module in ROOMS.values() for key in room(module).keys(actor, year)]


def readable(actor: Actor, keys: Collection[str]) -> set[str]:
    """Which of these dossiers this person may read today."""
    return {key for module in ROOMS.values() for key in room(module).readable(actor, keys)} if keys else set()


def room(module: str) -> Room:
    """The module behind a dotted name."""
    return cast("Room", import_string(module))
