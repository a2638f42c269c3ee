"""What an agenda still lacks, with the page that each gap leads to, and the last day for papers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from meetings.models import AgendaItem, Meeting
from meetings.rules import readiness as rules
from meetings.rules.readiness import Gap, Point
from meetings.selectors.planning import by_hand, due_days
from meetings.wording.readiness import gap_act, gap_sentence, papers_sentence
from twente.core.dates import day_of

PAGES = {"time": "meetings:meeting_detail", "admission": "meetings:item_detail"}
"""Gap → the page where it is filled in; every other one in the form of the item."""


@dataclass(frozen=True)
class GapRow:
    """A line of what is still to be arranged."""

    sentence: str
    title: str
    act: str
    address: str


def point_of(item: AgendaItem) -> Point:
    """What counts of an item."""
    return Point(
        pk=item.pk,
        place=item.position,
        title=item.title,
        kind=item.kind,
        status=item.status,
        handling=item.handling,
        proposed=bool(item.proposed_decision),
        admission=item.admission,
        presenter=item.presenter,
        added_on=day_of(item.added_at) if item.added_at else None,
    )


def gaps_of(meeting: Meeting, items: Iterable[AgendaItem]) -> tuple[Gap, ...]:
    """Everything that is missing on an agenda; what is deferred or withdrawn needs nothing."""
    treated = [item for item in items if not item.disposal]
    available = int((meeting.ends_at - meeting.starts_at).total_seconds()) // 60
    over_by = sum(item.minutes_planned for item in treated) - available
    return rules.gaps(map(point_of, treated), over_by=over_by)


def address_of(gap: Gap, meeting: Meeting) -> str:
    """The page where the gap is filled in."""
    name = PAGES.get(gap.key, "meetings:item_edit")
    target = reverse(name, args=[meeting.body.agreement.slug, gap.item or meeting.pk])
    return target if gap.item else f"{target}#punten"


def gap_rows(meeting: Meeting, gaps: Iterable[Gap]) -> list[GapRow]:
    """The gaps as lines with a link."""
    return [GapRow(gap_sentence(gap), gap.title, gap_act(gap), address_of(gap, meeting)) for gap in gaps]


def readying(meeting: Meeting, items: Iterable[AgendaItem], today: date) -> dict[str, Any]:
    """The gaps as lines, the last day for papers in words, and which items came after it."""
    listed, due = list(items), due_days(meeting)["papers"]
    substance = [item for item in listed if item.kind != AgendaItem.Kind.ORDER]
    late = [item.pk for item in substance if rules.handed_in_late(point_of(item).added_on, due)]
    return {
        "gaps": gap_rows(meeting, gaps_of(meeting, listed)),
        "papers_sentence": papers_sentence(due, today, chosen="papers" in by_hand(meeting)),
        "after_deadline": late,
    }
