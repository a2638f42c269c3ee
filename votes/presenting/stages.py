"""The strip of stages above a vote: when each was reached, what is planned, and how the vote ended."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from twente.core.dates import clock_time, day_of, full_date
from votes.models import Proposal

State = Proposal.State


@dataclass(frozen=True)
class Stage:
    """One stage of the strip: past with its date, current, or coming."""

    name: str
    note: str
    icon: str
    state: str


@dataclass(frozen=True)
class Moment:
    """A stage that a vote reaches: when it did, and what is said of it until then."""

    name: str
    at: datetime | None
    later: str
    note: str = ""


def stages(proposal: Proposal) -> list[Stage]:
    """Ready to published, with when and by whom; an annulled vote ends with that, and what never came is left out."""
    moments = list(moments_of(proposal))
    if proposal.annulled_at is not None:
        moments = [*(moment for moment in moments if moment.at), Moment("Vernietigd", proposal.annulled_at, "")]
    reached = sum(moment.at is not None for moment in moments)
    return [stage(moment, current=place == reached) for place, moment in enumerate(moments, start=1)]


def moments_of(proposal: Proposal) -> Iterator[Moment]:
    """The stages in their order; a vote that nobody closed closed by itself."""
    by_itself = "vanzelf" if proposal.closed_at and proposal.closed_by_id is None else ""
    planned = f"stemmen vanaf {short(proposal.opens_at)}" if proposal.opens_at else ""
    ending = f"vanzelf op {short(proposal.closes_at)}" if proposal.closes_at else "door de voorzitter"
    yield Moment("Klaargezet", proposal.ready_at, "door de secretaris")
    yield Moment("Open", proposal.opened_at, "door de voorzitter", planned)
    yield Moment("Gesloten", proposal.closed_at, ending, by_itself)
    yield Moment("Vastgesteld", proposal.established_at, "door de voorzitter")
    yield Moment("Gepubliceerd", proposal.published_at, "door de secretaris")


def stage(moment: Moment, *, current: bool) -> Stage:
    """One stage: past, the one the vote is in now, or coming. Published and annulled are ends, with nothing to come."""
    if moment.at is None:
        return Stage(moment.name, moment.later, "circle", "")
    note = ", ".join(part for part in (short(moment.at), moment.note) if part)
    icon, state = ENDS.get(moment.name, ("circle-dot", "nu") if current else ("circle-check", "ok"))
    return Stage(moment.name, note, icon, state)


ENDS = {"Gepubliceerd": ("circle-check", "ok"), "Vernietigd": ("ban", "nu")}
"""The stages after which nothing follows, with how they look."""


def short(moment: datetime) -> str:
    """2 december 2026, 10.42 uur"""
    return f"{full_date(day_of(moment))}, {clock_time(moment)}"
