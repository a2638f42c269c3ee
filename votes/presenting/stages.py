"""The strip of stages above a vote, and which acts this person has now."""

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


STAGES = (
    ("Klaargezet", "ready_at", "door de secretaris"),
    ("Open", "opened_at", "door de voorzitter"),
    ("Gesloten", "closed_at", "door de voorzitter"),
    ("Vastgesteld", "established_at", "door de voorzitter"),
)


def stages(proposal: Proposal) -> list[Stage]:
    """Concept to established, with when and by whom."""
    moments = [(name, getattr(proposal, field), later) for name, field, later in STAGES]
    reached = sum(moment is not None for _, moment, _ in moments)
    return [stage(place, reached, *entry) for place, entry in enumerate(moments, start=1)]


def stage(place: int, reached: int, name: str, moment: datetime | None, later: str) -> Stage:
    """One stage: past, the one the vote is in now, or coming. An established vote has them all behind it."""
    note = f"{full_date(day_of(moment))}, {clock_time(moment)}" if moment else later
    if place == reached and place < len(STAGES):
        return Stage(name, note, "circle-dot", "nu")
    return Stage(name, note, "circle-check", "ok") if moment else Stage(name, note, "circle", "")
