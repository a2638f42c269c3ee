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


Provider = Callable[[Actor, datetime], list[ListedTerm]]
ROOMS: dict[str, str] = {}
"""Room → the dotted name of its provider; the term list loads it when it is asked for."""


def provide(room: str, provider: str) -> None:
    """Give the term list the terms of a room; called once, in that room's `AppConfig.ready`."""
    ROOMS[room] = provider
