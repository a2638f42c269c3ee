"""Pure rules of standing items: where they go on an agenda, and the usual ones to begin with."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Usual:
    """An item that most agendas have: title, status (HER-5), minutes, and whether it comes last."""

    title: str
    status: str
    minutes: int
    at_end: bool = False


USUAL = (
    Usual("Opening en vaststelling van de agenda", "besluitvorming", 5),
    Usual("Verslag van de vorige vergadering", "besluitvorming", 5),
    Usual("Mededelingen en ingekomen stukken", "kennisname", 10),
    Usual("Rondvraag", "bespreking", 5, at_end=True),
    Usual("Sluiting", "kennisname", 1, at_end=True),
)
"""What a secretary begins with; all of them are order of the meeting."""


def same_title(title: str) -> str:
    """What makes two titles the same item: words, not capitals or spaces."""
    return " ".join(title.casefold().split())


def closing(agenda: Sequence[tuple[int, str]], titles: Collection[str]) -> list[int]:
    """The ids at the end of an agenda (pairs of id and title) that always come last."""
    last = {same_title(title) for title in titles}
    found: list[int] = []
    for pk, title in reversed(agenda):
        if same_title(title) not in last:
            break
        found.insert(0, pk)
    return found


def filled_order(
    existing: Sequence[int], closers: Sequence[int], *, begin: Sequence[int], middle: Sequence[int], end: Sequence[int]
) -> list[int]:
    """Standing items first and last, what is added for this meeting before the items that close it."""
    rest = [pk for pk in existing if pk not in set(closers)]
    return [*begin, *rest, *middle, *closers, *end]
