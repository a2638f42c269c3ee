"""Papers as a line of an agenda, with the moment of those that came after the last day for papers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from meetings.models import Paper, PaperVersion
from meetings.rules.papers import sent_late
from meetings.wording import papers as wording
from twente.core.dates import day_of


@dataclass(frozen=True)
class PaperLine:
    """A paper, one tap away; `late` says when it came after the last day, or nothing."""

    pk: int
    title: str
    length: str
    late: str


def lines(papers: Iterable[Paper], due: date) -> tuple[PaperLine, ...]:
    """Papers of one item, read with their versions; `due` is the last day for papers of the meeting."""
    return tuple(
        PaperLine(paper.pk, paper.title, wording.length(paper.current.pages), late_words(paper.current, due))
        for paper in papers
        if paper.current
    )


def late_words(version: PaperVersion, due: date) -> str:
    """Nagezonden op 12 november 2026, 14.05 uur; nothing for what came in time."""
    at = version.uploaded_at
    return wording.late(at, version.number) if sent_late(day_of(at), due) else ""
