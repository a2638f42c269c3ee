"""What the pages of standing items, and of filling an agenda with them, put together."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from meetings import wording
from meetings.models import AgendaItem, Body, Meeting, StandingItem
from meetings.presenting import pages, planning
from meetings.presenting.pages import Pill
from meetings.rules import ItemClass, item_classes
from meetings.selectors.preparing import standing_of
from twente.core.models import Agreement
from twente.core.selectors import rulebook_on

with_version = planning.with_version


@dataclass(frozen=True)
class StandingRow:
    """A standing item in its part: its pill, its class, and where the arrows lead (0: nowhere)."""

    item: StandingItem
    place: int
    pills: tuple[Pill, ...]
    class_label: str
    article: str
    time: str
    up: int
    down: int


def classes_on(agreement: Agreement, on: date) -> tuple[list[ItemClass], dict[str, str]]:
    """The classes that the rulebook offers on a day, and the labels of its standing subjects."""
    book = rulebook_on(agreement, on)
    labels = {subject.key: subject.label for subject in book.subjects}
    return item_classes({rule.key: rule.articles for rule in book.item_classes}), labels


def standing_rows(items: list[StandingItem], labels: dict[str, str]) -> list[StandingRow]:
    """One part of the template, in order."""
    closed = (Pill("Besloten", "w", "lock"),)
    return [
        StandingRow(
            item=item,
            place=place,
            pills=(
                pages.STATUSES[AgendaItem.Status(item.status)],
                *(closed if item.confidentiality != AgendaItem.Confidentiality.PUBLIC else ()),
            ),
            class_label=wording.class_label(item.kind, item.subject, labels),
            article=item.subject or item.article,
            time=wording.duration(item.minutes_planned),
            up=place - 1,
            down=place + 1 if place < len(items) else 0,
        )
        for place, item in enumerate(items, start=1)
    ]


def template_page(body: Body, on: date) -> dict[str, Any]:
    """The template of a body: what comes first, what comes last."""
    _, labels = classes_on(body.agreement, on)
    items = list(standing_of(body))
    parts = [
        ("begin", "Vooraan", [item for item in items if not item.at_end]),
        ("eind", "Aan het eind", [item for item in items if item.at_end]),
    ]
    return {
        "body": body,
        "parts": [(key, heading, standing_rows(rows, labels)) for key, heading, rows in parts if rows],
        "minutes": wording.duration(sum(item.minutes_planned for item in items)) if items else "",
    }


def as_saved(item: StandingItem) -> list[tuple[str, str]]:
    """A standing item as somebody else saved it. Refreshes the item."""
    item.refresh_from_db()
    return [("Titel", item.title), ("Status", item.get_status_display()), ("Minuten", str(item.minutes_planned))]


def fill_page(meeting: Meeting) -> dict[str, Any]:
    """Where one came from, and where the standing items are kept."""
    slug = meeting.body.agreement.slug
    return {
        "meeting": meeting,
        "trail": planning.trail(meeting),
        "back": reverse("meetings:meeting_detail", args=[slug, meeting.pk]),
        "standing_address": reverse("meetings:standing_list", args=[slug, meeting.body_id]),
    }
