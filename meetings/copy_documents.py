"""The reading copy of a meeting: a cover with the agenda and working contents, then every paper with its stamp."""

import io
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import pikepdf
from django.template.loader import render_to_string

from meetings.models import PaperVersion
from meetings.wording import papers as wording
from meetings.wording import period
from twente.core.dates import day_of, long_date
from twente.documents import vault
from twente.documents.binding import LINK, Chapter, Part, bind
from twente.documents.rendering import render

MOST_TRIES = 4


def reading_copy(content: Mapping[str, Any], *, now: datetime, progress: Callable[[int], None]) -> tuple[bytes, int]:
    """The whole as one PDF, and its number of pages. Raises FileMissing, PrintLibraryMissing."""
    title = heading(content)
    return bind(cover(content, now), chapters(content), title=title, progress=progress)


def heading(content: Mapping[str, Any]) -> str:
    """Leesexemplaar van woensdag 2 december 2026"""
    return f"Leesexemplaar van {long_date(day_of(datetime.fromisoformat(content['starts_at'])))}"


def cover(content: Mapping[str, Any], now: datetime) -> bytes:
    """The agenda with the page on which each paper begins; laid out again until those numbers are right."""
    first = 2
    for _ in range(MOST_TRIES):
        html = render_to_string("meetings/reading_copy.html", cover_page(content, first=first))
        pdf = render(html, title=heading(content), created=now, author=content["overleg"]).pdf
        with pikepdf.open(io.BytesIO(pdf)) as laid_out:
            after = len(laid_out.pages) + 1
        if after == first:
            break
        first = after
    return pdf


def cover_page(content: Mapping[str, Any], *, first: int) -> dict[str, Any]:
    """What stands on the cover."""
    starts_at, ends_at = (datetime.fromisoformat(content[name]) for name in ("starts_at", "ends_at"))
    at, rows = first, []
    for item in content["items"]:
        papers = []
        for paper in item["papers"]:
            shown = {"link": LINK + key_of(item, paper), "begins": at, "length": wording.length(paper["pages"])}
            shown["late"] = late_words(paper)
            papers.append(paper | shown)
            at += paper["pages"]
        rows.append(item | {"papers": papers, "link": LINK + f"punt-{item['position']}"})
    return {
        "title": heading(content),
        "overleg": content["overleg"],
        "status": "Leesexemplaar, geen origineel",
        "facts": [
            {"name": "Vergadering", "value": content["body"]},
            {"name": "Datum", "value": f"{long_date(day_of(starts_at))}, {period(starts_at, ends_at)}"},
            {"name": "Plaats", "value": content["place"]},
        ],
        "items": rows,
        "confidential": any(item["confidential"] for item in content["items"]),
    }


def late_words(paper: Mapping[str, Any]) -> str:
    """When a paper came that was handed in late; nothing for the others."""
    return wording.late(datetime.fromisoformat(paper["late"]), paper["number"]) if paper.get("late") else ""


def chapters(content: Mapping[str, Any]) -> list[Chapter]:
    """Every item with its papers, as they are bound."""
    return [
        Chapter(
            key=f"punt-{item['position']}",
            title=f"{item['position']}. {item['title']}",
            parts=[part_of(item, paper) for paper in item["papers"]],
        )
        for item in content["items"]
    ]


def part_of(item: Mapping[str, Any], paper: Mapping[str, Any]) -> Part:
    """One paper, read from the vault when it is its turn."""
    version = PaperVersion.objects.get(pk=paper["version"])
    return Part(
        key=key_of(item, paper),
        title=paper["title"],
        read=lambda: vault.read(version.stored_as),
        is_pdf=version.is_pdf,
        stamp=lambda number, count: wording.stamp(item["position"], paper["position"], number, count),
    )


def key_of(item: Mapping[str, Any], paper: Mapping[str, Any]) -> str:
    """punt-3-stuk-2"""
    return f"punt-{item['position']}-stuk-{paper['position']}"
