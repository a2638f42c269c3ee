"""What an agenda still lacks before it can go out, item by item (pure; BOK-10, HER-5)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Point:
    """What counts of one item: its place, what it asks, and what was prepared; `added_on` is None when unknown."""

    pk: int
    place: int
    title: str
    kind: str
    status: str
    handling: str
    proposed: bool
    admission: str
    presenter: str
    added_on: date | None


@dataclass(frozen=True)
class Gap:
    """Something that is missing: what, and on which item (0: on the whole agenda) with its place and title."""

    key: str
    item: int = 0
    place: int = 0
    title: str = ""
    figure: int = 0


def without_decision(point: Point) -> bool:
    """An item for decision says what is to be decided; order of the meeting speaks for itself."""
    return point.status == "besluitvorming" and point.kind != "order" and not point.proposed


def not_admitted(point: Point) -> bool:
    """Another subject about which nobody decided yet (BOK-10, 12.6)."""
    return point.admission == "requested"


def consent_without_question(point: Point) -> bool:
    """What is adopted without debate must be for decision."""
    return point.handling == "consent" and point.status != "besluitvorming"


def nobody_presents(point: Point) -> bool:
    """Somebody opens the debate on what is to be debated."""
    return point.handling == "debate" and not point.presenter


CHECKS: Mapping[str, Callable[[Point], bool]] = {
    "decision": without_decision,
    "admission": not_admitted,
    "consent": consent_without_question,
    "presenter": nobody_presents,
}
"""The closed table of what is looked at in each item."""


def gaps(points: Iterable[Point], *, over_by: int) -> tuple[Gap, ...]:
    """Everything that is missing, in the order of the agenda; `over_by` are the minutes that do not fit."""
    found = [Gap("time", figure=over_by)] if over_by > 0 else []
    return (*found, *(gap for point in points for gap in missing(point)))


def missing(point: Point) -> Iterator[Gap]:
    """What one item lacks."""
    return (Gap(key, point.pk, point.place, point.title) for key, lacks in CHECKS.items() if lacks(point))


def handed_in_late(added_on: date | None, due: date) -> bool:
    """Whether an item came after the last day for papers (house rule); what nobody knows is not late."""
    return added_on is not None and added_on > due
