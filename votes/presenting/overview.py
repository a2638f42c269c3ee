"""The overview of votes, ready to print: rows with their outcome in figures, and the choice of the party asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from votes.counting import word_of
from votes.models import Proposal
from votes.overview import Filters
from votes.presenting.ballots import MARKS

State = Proposal.State
PER_PAGE = 25
PREPARING = (State.CONCEPT, State.READY)
RUNNING = (*PREPARING, State.OPEN)


@dataclass(frozen=True)
class Mark:
    """What a party chose: word, icon and pattern."""

    word: str
    icon: str
    css: str


@dataclass(frozen=True)
class VoteRow:
    """A vote in the list."""

    proposal: Proposal
    outcome: str
    figures: str
    mark: Mark | None


def mark_of(row: Mapping[str, Any]) -> Mark:
    """What a party did in an open vote, in the words of its way of voting."""
    word, icon, css = MARKS["uitgesloten" if row["excluded"] else row["choice"]]
    return Mark(row.get("said", word), icon, css)


def vote_row(proposal: Proposal, party: str) -> VoteRow:
    """One vote; the figures are those of open votes. An annulled vote has no outcome, only its state."""
    result = proposal.result
    ballots = result.get("ballots", [])
    mine = next((row for row in ballots if row["party"] == party), None)
    return VoteRow(
        proposal=proposal,
        outcome="" if proposal.state == State.ANNULLED else word_of(proposal),
        figures=figures(result["tally"]) if ballots else "",
        mark=mark_of(mine) if mine else None,
    )


def figures(tally: Mapping[str, int]) -> str:
    """9 voor, 3 tegen, 1 onthouding"""
    counts = f"{tally['in_favour']} voor, {tally['against']} tegen"
    blank = tally["blank"]
    return f"{counts}, {blank} {'onthouding' if blank == 1 else 'onthoudingen'}" if blank else counts


def groups(found: QuerySet[Proposal], filters: Filters, page_number: str) -> dict[str, Any]:
    """Open and coming votes in front of the first page; the finished ones, newest first, in pages."""
    finished: Page[Proposal] = Paginator(found.exclude(state__in=RUNNING), PER_PAGE).get_page(page_number)
    running = list(found.filter(state__in=RUNNING)) if finished.number == 1 else []
    parts = [
        ("Nu open", [vote for vote in running if vote.state == State.OPEN]),
        ("In voorbereiding", [vote for vote in running if vote.state in PREPARING]),
        ("Afgerond", list(finished)),
    ]
    shown = [(name, [vote_row(vote, filters.party) for vote in votes]) for name, votes in parts if votes]
    return {"groups": shown, "page": finished}
