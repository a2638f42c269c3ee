"""What every page about minutes begins with: addresses, heading, breadcrumb, the strip of stages."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from meetings.models import Meeting
from twente.core.dates import day_of, full_date, long_date

PAGES = (
    *("detail", "review", "schedule", "erratum", "adopt", "pdf", "sign", "verify", "download"),
    *("annex", "annex_verify"),
)


@dataclass(frozen=True)
class Stage:
    """A step of the strip: done ("ok"), at hand ("nu") or to come ("")."""

    name: str
    note: str
    icon: str
    state: str


def address(meeting: Meeting, name: str, *more: int) -> str:
    """Address of a page of these minutes."""
    return reverse(f"meetings:{name}", args=[meeting.body.agreement.slug, meeting.pk, *more])


def frame(meeting: Meeting, here: str) -> dict[str, Any]:
    """Heading and breadcrumb of every page about these minutes."""
    slug = meeting.body.agreement.slug
    day = day_of(meeting.starts_at)
    trail = [
        ("Vergaderingen", reverse("meetings:meeting_list", args=[slug])),
        (full_date(day), reverse("meetings:meeting_detail", args=[slug, meeting.pk])),
    ]
    if here != "Verslag":
        trail.append(("Verslag", address(meeting, "minutes_detail")))
    links = {name: address(meeting, f"minutes_{name}") for name in PAGES}
    return {"meeting": meeting, "trail": trail, "here": here, "links": links, "day": long_date(day)}


def strip(steps: Iterable[tuple[str, str, bool]]) -> list[Stage]:
    """Stages from (name, note, done): the first that is not done is at hand."""
    rows: list[Stage] = []
    for name, note, done in steps:
        first = not done and not any(row.state == "nu" for row in rows)
        icon = "circle-check" if done else "circle-dot" if first else "circle"
        rows.append(Stage(name, note, icon, "ok" if done else "nu" if first else ""))
    return rows
