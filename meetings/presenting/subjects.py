"""Subjects against the meetings of a year: what was treated, what stands on an agenda, what was not planned (BOK-8)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from meetings.models import AgendaItem, Meeting
from meetings.rules import year as year_rules
from meetings.rules.year import Treatment
from meetings.wording import year as wording
from twente.core.agreement import Rulebook
from twente.core.dates import day_of, short_date


def column(meeting: Meeting) -> str:
    """10 feb"""
    return short_date(day_of(meeting.starts_at)).split(" ", 1)[1]


@dataclass(frozen=True)
class Mark:
    """An item in the matrix: where it stands and whether it was treated."""

    text: str
    done: bool
    address: str


@dataclass(frozen=True)
class SubjectRow:
    """A standing subject, or everything from other articles, against the meetings of the year (BOK-8)."""

    letter: str
    label: str
    cells: list[list[Mark]]
    summary: str
    missed: bool
    plan: str


def subject_rows(rulebook: Rulebook, meetings: Sequence[Meeting], slug: str = "") -> list[SubjectRow]:
    """A row for every subject of the rulebook, then one for what follows from other articles.

    `slug` is the agreement's, for who may put a subject on an agenda; empty for everybody else.
    """
    rows = [
        subject_row(subject.key.lstrip("0123456789."), subject.label, meetings, subject=subject.key, slug=slug)
        for subject in rulebook.subjects
    ]
    return [*rows, subject_row("+", "Uit een ander artikel", meetings, subject="")] if rows else []


def subject_row(letter: str, label: str, meetings: Iterable[Meeting], *, subject: str, slug: str = "") -> SubjectRow:
    """One row; other articles are named by their number, subjects by the number of the item."""
    kind = AgendaItem.Kind.SUBJECT if subject else AgendaItem.Kind.ARTICLE
    cells = [
        [mark(item, meeting) for item in meeting.items.all() if item.kind == kind and item.subject == subject]
        for meeting in meetings
    ]
    found = [Treatment.TREATED if one.done else Treatment.PLANNED for row in cells for one in row]
    return SubjectRow(
        letter=letter,
        label=label,
        cells=cells,
        summary=wording.treated_sentence(year_rules.treated(found), len(found), standing=bool(subject)),
        missed=bool(subject) and not found,
        plan=reverse("meetings:subject_plan", args=[slug, subject]) if slug and subject and not found else "",
    )


def mark(item: AgendaItem, meeting: Meeting) -> Mark:
    """punt 4, or art. 16.3"""
    text = f"art. {item.article}" if item.article else f"punt {item.position}"
    address = reverse("meetings:item_detail", args=[meeting.body.agreement.slug, item.pk])
    return Mark(text, meeting.state == Meeting.State.HELD, address)
