"""The terms of every agreement in one form: rooms make these rows, the term list sorts and shows them (BOK-all)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from twente.core.permissions import Actor


@dataclass(frozen=True)
class ListedTerm:
    """One last day (Amsterdam), or the first day of a right when `opens`.

    `key` stays the same as long as the term does; `who` acts, in a Dutch word; `sentence` says how it was computed.
    `settle` is where somebody notes that it is done, or moves it with a reason; empty where that follows from the work.
    `milestones` is the kind of reminders that the sweep sends about it, empty where the room itself reminds (letters
    about invoices, disputes); `acts` is who gets them, in words of `twente.outbox.deadlines.audience`. Such a room says
    itself with `mine` whether the person who asks is the one who acts. `discreet` is all that a mail may call a term of
    which few may know, empty for others.
    """

    key: str
    day: date
    title: str
    who: str
    sentence: str
    article: str = ""
    reading: str = ""
    url: str = ""
    settle: str = ""
    opens: bool = False
    done_on: date | None = None
    proof: str = ""
    milestones: str = ""
    acts: str = ""
    mine: bool = False
    discreet: str = ""


Provider = Callable[[Actor, datetime], list[ListedTerm]]
ROOMS: dict[str, str] = {}
"""Room → the dotted name of its provider; the term list loads it when it is asked for."""
SWEPT: set[str] = set()
"""Rooms with terms that the sweep of the outbox reminds of."""


def provide(room: str, provider: str) -> None:
    """Give the term list the terms of a room; called once, in that room's `AppConfig.ready`."""
    ROOMS[room] = provider


def remind(room: str) -> None:
    """Have the sweep watch the terms of a room that name their milestones; called once, beside `provide`."""
    SWEPT.add(room)
