"""The window of a vote in words: until when one may vote, what is wrong with a planned window."""

from collections.abc import Mapping
from datetime import datetime

from twente.core.dates import clock_time, day_of, full_date
from votes.rules.window import WindowProblem

WINDOW_PROBLEMS: Mapping[WindowProblem, str] = {
    WindowProblem.OPENS_IN_THE_PAST: "Dit moment is al voorbij. Laat dit leeg als de stemming nu meteen opengaat.",
    WindowProblem.CLOSES_IN_THE_PAST: "Dit moment is al voorbij. Kies een later moment, of laat dit leeg.",
    WindowProblem.CLOSES_TOO_SOON: "Het einde moet na het begin liggen.",
    WindowProblem.CLOSES_TOO_LATE: "Een stemming duurt hooguit een jaar. Kies een eerder moment.",
}


def at(moment: datetime) -> str:
    """2 december 2026 om 10.42 uur"""
    return f"{full_date(day_of(moment))} om {clock_time(moment)}"


def until(closes_at: datetime | None) -> str:
    """Until when one may vote or change it: "tot 3 december 2026 om 17.00 uur", or till the chair closes."""
    return f"tot {at(closes_at)}" if closes_at else "tot de voorzitter de stemming sluit"


def opens(opens_at: datetime) -> str:
    """De stemming opent op 2 december 2026 om 10.34 uur."""
    return f"De stemming opent op {at(opens_at)}."


def closes(closes_at: datetime | None) -> str:
    """When it ends by itself; empty when somebody closes it by hand."""
    return f"De stemming sluit vanzelf op {at(closes_at)}." if closes_at else ""
