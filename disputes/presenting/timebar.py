"""The bar above a dispute: where it stands between the latest receipt and its last computed day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from disputes.rules.facts import Kind
from disputes.selectors.state import Standing
from disputes.wording.course import length_of
from twente.core.dates import MONTHS
from twente.core.phrases import listed

WIDTH, EDGE, APART = 1216, 9, 130
"""The drawing is this wide; a name keeps this far from the next."""


@dataclass(frozen=True)
class Point:
    """A day on the bar, with its name above and what it is below."""

    x: int
    css: str
    anchor: str
    text_x: int
    name: str
    what: str


@dataclass(frozen=True)
class Bar:
    """The bar as the template draws it; `says` tells the same in words."""

    points: Sequence[Point]
    done: int
    says: str


Mark = tuple[date, str, str, int]
"""Day, colour, what it is, and how much it may not be left out (less goes first)."""


def timebar(found: Standing) -> Bar | None:
    """The bar; None while no term can be computed, or once the dispute is closed."""
    marks = [*happened(found), *coming(found)]
    start, end = found.facts.latest_receipt, max((day for day, *_ in marks), default=None)
    if start is None or end is None or end <= start or found.facts.closed:
        return None
    marks = [mark for mark in marks if start <= mark[0] <= end]
    chosen = apart(marks, start, end)
    points = [point(mark, start, end) for mark in chosen]
    told = listed([f"{what} {name_of(day)}" for day, _, what, _ in chosen])
    return Bar(points, place(min(max(found.today, start), end), start, end), f"Tijdbalk: {told}")


def happened(found: Standing) -> list[Mark]:
    """The latest receipt, the conversations, today."""
    latest = found.facts.latest_receipt
    marks: list[Mark] = [(found.today, "vandaag", f"vandaag, dag {number_of(found)}", 9)]
    if latest:
        marks.append((latest, "gedaan", "laatste ontvangst", 8))
    marks += [(row.on, "gedaan", "gesprek", 2) for row in found.of(Kind.CONVERSATION)]
    return marks + [(row.on, "gedaan", "start mediation", 6) for row in found.of(Kind.MEDIATION_START)]


def number_of(found: Standing) -> int:
    """The day since the latest receipt, which itself is day 0."""
    latest = found.facts.latest_receipt or found.today
    return (found.today - latest).days


def coming(found: Standing) -> list[Mark]:
    """The last days of the terms, running ones in colour."""
    running = {row.step.key for row in found.running if not row.waits}
    return [
        (row.last_day, "loopt" if key in running else "later", length_of(row), 7)
        for key, row in found.course.items()
        if row.last_day
    ]


def apart(marks: list[Mark], start: date, end: date) -> list[Mark]:
    """Those whose names do not run into one another: what matters most keeps its place."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda one: -one[3]):
        if all(abs(place(mark[0], start, end) - place(other[0], start, end)) >= APART for other in kept):
            kept.append(mark)
    return sorted(kept, key=lambda one: one[0])


def place(day: date, start: date, end: date) -> int:
    """Where a day stands on the bar."""
    return EDGE + (WIDTH - 2 * EDGE) * (day - start).days // (end - start).days


def point(mark: Mark, start: date, end: date) -> Point:
    """A day with its names, which stay within the drawing."""
    x = place(mark[0], start, end)
    anchor = "start" if x < APART else "end" if x > WIDTH - APART else "middle"
    return Point(x, mark[1], anchor, {"start": 0, "end": WIDTH}.get(anchor, x), name_of(mark[0]), mark[2])


def name_of(day: date) -> str:
    """28 oktober"""
    return f"{day.day} {MONTHS[day.month - 1]}"
