"""An excerpt of one decision and the list of a meeting on paper, from nothing but their content (BOK-5.6, 17)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string

from meetings.documents import decision_on_paper, presence_on_paper
from meetings.rules.minutes import fingerprint
from meetings.wording import minutes as wording
from twente.core import articles
from twente.core.dates import clock_time, day_of, full_date, long_date
from twente.documents.printing import print_document

Content = Mapping[str, Any]


def excerpt_pdf(content: Content) -> bytes:
    """The excerpt as PDF/A with two empty signature fields; the same content gives the same bytes."""
    created = wording.moment_in(content["decision"]["decided_at"])
    return printed(excerpt_html(content), excerpt_title(content), content, created)


def list_pdf(content: Content) -> bytes:
    """The list of a meeting as PDF/A with two empty signature fields."""
    created = wording.moment_in(content["meeting"]["starts_at"])
    return printed(list_html(content), list_title(content), content, created)


def printed(html: str, title: str, content: Content, created: datetime) -> bytes:
    """The finished document."""
    return print_document(html, title=title, created=created, author=content["overleg"])


def excerpt_html(content: Content) -> str:
    """The page that is printed; typed text appears as it was typed, whatever it looks like."""
    decision = decision_on_paper(content["decision"])
    context = frame(content, excerpt_title(content), "Uittreksel") | {
        "facts": excerpt_facts(content),
        "decision": decision,
        "present": [presence_on_paper(row) for row in content["present"]],
    }
    return render_to_string("meetings/excerpt_document.html", context)


def list_html(content: Content) -> str:
    """The list as it is printed."""
    rows = [{"about": heading(row), "decision": decision_on_paper(row["decision"])} for row in content["rows"]]
    context = frame(content, list_title(content), "Besluitenlijst") | {
        "facts": pairs(meeting_facts(content)),
        "rows": rows,
    }
    return render_to_string("meetings/decisions_document.html", context)


def frame(content: Content, title: str, status: str) -> dict[str, Any]:
    """What stands on both documents."""
    return {
        "overleg": content["overleg"],
        "status": status,
        "title": title,
        "fingerprint": fingerprint(content),
    }


def excerpt_title(content: Content) -> str:
    """Besluit 2026-12"""
    return f"Besluit {content['decision']['number']}"


def list_title(content: Content) -> str:
    """Besluitenlijst van woensdag 2 december 2026"""
    return f"Besluitenlijst van {long_date(day_of(wording.moment_in(content['meeting']['starts_at'])))}"


def heading(row: Mapping[str, Any]) -> str:
    """3. Koers SES Twente 2027 (artikel 8a)"""
    ground = f" ({articles.full(row['article'])})" if row["article"] else ""
    return f"{row['number']}. {row['title']}{ground}"


def meeting_facts(content: Content) -> dict[str, str]:
    """Which meeting it was."""
    meeting = content["meeting"]
    begun = wording.moment_in(meeting["opened_at"] or meeting["starts_at"])
    return {
        "Vergadering": f"{meeting['body']}, {long_date(day_of(begun))}",
        "Plaats": meeting["place"],
        "Voorzitter": meeting["presided_by"],
    }


def excerpt_facts(content: Content) -> list[dict[str, str]]:
    """What stands under the title of an excerpt."""
    taken = wording.moment_in(content["decision"]["decided_at"])
    rows = meeting_facts(content) | {
        "Agendapunt": heading(content["item"]),
        "Genomen": f"{full_date(day_of(taken))} om {clock_time(taken)}",
        "Openbaarheid": content["confidential"],
    }
    return pairs(rows)


def pairs(rows: Mapping[str, str]) -> list[dict[str, str]]:
    """Name and value, leaving out what is not known."""
    return [{"name": name, "value": wording.upper_first(value)} for name, value in rows.items() if value]
