"""What each room can destroy after its term: one register, read by whoever makes a list for destruction (BOK-17).

A room names here, once, the module that answers five questions; nobody below it needs to know that room. The answers
are of a whole agreement and for people who may not read the dossiers: titles say no more than a number or a year.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from importlib import import_module
from typing import Protocol, cast

from twente.core.models import Agreement
from twente.core.refusals import Refusal
from twente.documents.archive.rooms import Subject
from twente.documents.services import Grounds


@dataclass(frozen=True)
class Settled:
    """A dossier that was dealt with: its term runs from `handled_on`, the class of `begins_on` holds.

    `key` is the one of the archive; `body` is the id of the body whose term holds, None for other kinds of dossier.
    """

    key: str
    title: str
    begins_on: date
    handled_on: date
    body: int | None = None


@dataclass(frozen=True)
class Goes:
    """Something that is destroyed: its title and the SHA-256 of its bytes, so that it can always be told."""

    title: str
    sha256: str


class StillHeld(Refusal):
    """Something needs the dossier since the list was made."""

    sentence = "Een dossier op deze lijst is nog nodig. Trek de lijst in en maak een nieuwe."


class Discarder(Protocol):
    """The module of a room."""

    def settled(self, agreement: Agreement, on: date) -> Iterable[Settled]:
        """Every dossier that was dealt with, destroyed or not."""

    def held(self, agreement: Agreement, key: str, on: date) -> Iterable[str]:
        """Why a dossier is still needed, in sentences; nothing when it is not."""

    def goes(self, agreement: Agreement, key: str) -> Iterable[Goes]:
        """Everything in a dossier that is destroyed."""

    def stored(self, agreement: Agreement, key: str) -> Iterable[str]:
        """The names of its files in the vault, also after it was destroyed: a crash may have left one."""

    def forget(self, agreement: Agreement, key: str, grounds: Grounds, now: datetime) -> Iterable[str]:
        """Empty what is in it, within a transaction in which its tombstone stands; gives the names of copies of it."""


DISCARDERS: dict[Subject, str] = {}
"""Subject → the dotted name of the module that answers for its dossiers."""


def provide(subject: Subject, module: str) -> None:
    """Let dossiers of a room be destroyed after their term; called once, in that room's `AppConfig.ready`."""
    DISCARDERS[subject] = module


def settled(agreement: Agreement, on: date) -> Iterator[tuple[Subject, Settled]]:
    """Room by room every dossier that was dealt with."""
    for subject in DISCARDERS:
        for each in of(subject.key).settled(agreement, on):
            yield subject, each


def of(subject: str) -> Discarder:
    """The module that answers for a kind of dossier. Raises StopIteration for a kind that nobody provides."""
    return cast("Discarder", import_module(next(name for each, name in DISCARDERS.items() if each.key == subject)))
