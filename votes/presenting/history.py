"""How a party voted over the years, ready to print: counts per year as bars, and the votes themselves."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator

from votes import drawing
from votes.history import PartyVote
from votes.presenting.ballots import MARKS, by_whom
from votes.presenting.overview import Mark, mark_of

PER_PAGE = 25
MAJORITY: Mapping[bool | None, str] = {True: "ja", False: "nee", None: "–"}


@dataclass(frozen=True)
class YearRow:
    """A year: how often what was chosen, in the order of the columns, and the same as a bar."""

    year: int
    counts: tuple[tuple[str, int], ...]
    total: int
    segments: tuple[drawing.Segment, ...]


@dataclass(frozen=True)
class HistoryRow:
    """One vote of the party."""

    vote: PartyVote
    mark: Mark
    by: str
    majority: str


COLUMNS = tuple(Mark(*mark) for mark in MARKS.values())


def history_page(votes: Sequence[PartyVote], page_number: str) -> dict[str, Any]:
    """Counts per year over everything, and one page of votes."""
    page = Paginator(votes, PER_PAGE).get_page(page_number)
    sides = Counter(vote.with_majority for vote in votes)
    return {
        "columns": COLUMNS,
        "years": years(votes),
        "page": page,
        "rows": [HistoryRow(vote, mark_of(vote.row), by_whom(vote.row), MAJORITY[vote.with_majority]) for vote in page],
        "with_majority": sides[True],
        "decided": sides[True] + sides[False],
        "total": len(votes),
    }


def years(votes: Sequence[PartyVote]) -> list[YearRow]:
    """The years, newest first; the longest bar is that of the year with most votes."""
    counted: dict[int, Counter[str]] = {}
    for vote in votes:
        counted.setdefault(vote.day.year, Counter())[mark_of(vote.row).css] += 1
    most = max((counts.total() for counts in counted.values()), default=1)
    return [year_row(year, counts, most) for year, counts in sorted(counted.items(), reverse=True)]


def year_row(year: int, counts: Counter[str], most: int) -> YearRow:
    """One year."""
    parts = [drawing.Part(counts[column.css], column.css, column.word.lower()) for column in COLUMNS]
    shown = tuple((column.word, counts[column.css]) for column in COLUMNS)
    return YearRow(year, shown, counts.total(), drawing.segments(parts, most))
