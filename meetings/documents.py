"""What goes into the documents of this room: minutes on paper, from nothing but their frozen content (BOK-8h, 17)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import linebreaks
from django.utils.safestring import SafeString

from meetings.rules import markup
from meetings.rules.minutes import (
    PLAIN_FORMAT,
    ActionContent,
    Content,
    DecisionContent,
    ItemContent,
    Presence,
    Reason,
    fingerprint,
)
from meetings.wording import minutes as wording
from twente.core import articles
from twente.core.dates import clock_time, day_of, full_date, long_date
from twente.core.money import format_number
from twente.core.phrases import listed
from twente.documents.printing import print_document

CLOSED = "Dit punt staat in de besloten bijlage"


def minutes_pdf(content: Content) -> bytes:
    """Adopted minutes as PDF/A with two empty signature fields; the same content gives the same bytes."""
    return print_document(
        minutes_html(content),
        title=minutes_title(content),
        created=datetime.fromisoformat(content["adoption"]["at"]),
        author=content["overleg"],
    )


def minutes_html(content: Content) -> str:
    """The page that is printed; typed text appears with its markup, and nothing in it is fetched or run."""
    items = [item_on_paper(item, content["format"]) for item in content["items"]]
    context = {
        "overleg": content["overleg"],
        "status": "Besloten, niet openbaar" if content.get("annex") else "Vastgesteld verslag",
        "title": minutes_title(content),
        "facts": facts(content),
        "contents": [
            {"anchor": "aanwezig", "title": "Aanwezig en afwezig"},
            *({"anchor": item["anchor"], "title": item["title"]} for item in items),
            {"anchor": "besluitenlijst", "title": "Besluitenlijst"},
        ],
        "present": [presence_on_paper(row) for row in content["present"]],
        "excused": [row for row in content["absent"] if row["notice"]],
        "missing": listed([row["party"] for row in content["absent"] if not row["notice"]]),
        "items": items,
        "decisions": [
            {"number": decision["number"], "about": item["title"], "outcome": listed_outcome(decision)}
            for item in content["items"]
            for decision in item["decisions"]
        ],
        "fingerprint": fingerprint(content),
    }
    return render_to_string("meetings/minutes_document.html", context)


def minutes_title(content: Content) -> str:
    """Verslag van woensdag 2 december 2026; of an annex: Besloten bijlage bij het verslag van …"""
    starts_at = moment(content["meeting"]["starts_at"])
    return wording.annex_title(starts_at) if content.get("annex") else wording.title(starts_at)


def facts(content: Content) -> list[dict[str, str]]:
    """What stands under the title: name and value."""
    meeting, adoption = content["meeting"], content["adoption"]
    opened, closed = moment(meeting["opened_at"]), moment(meeting["closed_at"])
    rows = {
        "Vergadering": meeting["body"],
        "Datum": f"{long_date(day_of(opened))}, {clock_time(opened)} tot {clock_time(closed)}",
        "Onderbroken": wording.breaks(meeting.get("breaks", [])),
        "Plaats": meeting["place"],
        "Voorzitter": meeting["presided_by"],
        "Secretaris": meeting["secretary"],
        "Vastgesteld": wording.adopted(adoption),
        "Wijzigingen": adoption.get("changes", ""),
    }
    return [{"name": name, "value": wording.upper_first(value)} for name, value in rows.items() if value]


def presence_on_paper(row: Presence) -> dict[str, str]:
    """A row of the presence list: party, person, document, from when until when."""
    left = clock_time(moment(row["left_at"])) if row["left_at"] else "sluiting"
    return {
        "party": row["party"],
        "name": row["name"],
        "ground": f"Vervanging: {row['ground']}" if row["substitute"] else row["ground"],
        "times": f"{clock_time(moment(row['arrived_at']))} tot {left}",
    }


def typed_text(form: int, text: str) -> str:
    """The discussion as a page and paper show it: cleaned once more, or in format 1 exactly as it was typed."""
    return SafeString(linebreaks(text, autoescape=True) if form == PLAIN_FORMAT else markup.clean(text))


def item_on_paper(item: ItemContent, form: int) -> dict[str, Any]:
    """An item with its heading, what it was for, the discussion and its decisions."""
    status = CLOSED if item.get("closed") else wording.upper_first(item["status"])
    ground = f" ({articles.full(item['article'])})" if item["article"] else ""
    return {
        "anchor": f"punt-{item['number']}",
        "title": f"{item['number']}. {item['title']}",
        "kind": f"{status}{ground}",
        "line": wording.line_text(item["line"]),
        "text": typed_text(form, item["text"]),
        "decisions": [decision_on_paper(decision) for decision in item["decisions"]],
        "statements": item.get("statements", []),
        "actions": [action_on_paper(action) for action in item.get("actions", [])],
    }


def action_on_paper(action: ActionContent) -> dict[str, str]:
    """An action or promise: what, who, by which day."""
    due = full_date(date.fromisoformat(action["due_on"])) if action["due_on"] else "zonder datum"
    return {"kind": wording.upper_first(action["kind"]), "text": action["text"], "owner": action["owner"], "due": due}


def decision_on_paper(decision: DecisionContent) -> dict[str, Any]:
    """A decision with its figures against what was needed, each reason with its article, and the closing hash."""
    figures = decision["figures"]
    return {
        "number": decision["number"],
        "outcome": outcome_on_paper(decision),
        "text": decision["text"],
        "sentence": decision["sentence"],
        "reasons": [reason_on_paper(reason) for reason in decision["reasons"]],
        "tests": [test_on_paper(test) for test in wording.tests(figures)],
        "votes": [
            {"party": row["name"], "choice": wording.choice_word(row), "inhabitants": format_number(row["inhabitants"])}
            for row in figures.get("ballots", [])
        ],
        "answers": figures.get("answers", []),
        "closing_hash": decision["closing_hash"],
    }


def outcome_on_paper(decision: DecisionContent) -> str:
    """The outcome; of an annulled decision first that it was annulled, when and why."""
    annulled = decision.get("annulled", "")
    return " ".join(wording.upper_first(part) for part in (annulled, decision["outcome"]) if part)


def listed_outcome(decision: DecisionContent) -> str:
    """The outcome in the list of decisions; an annulled one says so."""
    return f"{decision['outcome']}, vernietigd" if decision.get("annulled") else decision["outcome"]


def reason_on_paper(reason: Reason) -> str:
    """A sentence with its article and, where the text is open, the reading in use (BOK-18)."""
    reading = reason.get("reading")
    grounds = [articles.full(reason["article"])] if reason["article"] else []
    grounds += [f"lezing {reading}"] if reading else []
    return f"{reason['sentence'].removesuffix('.')} ({'; '.join(grounds)})." if grounds else reason["sentence"]


def test_on_paper(test: Mapping[str, Any]) -> dict[str, str]:
    """One row: what was counted, in favour, out of how many, how many were needed."""
    figures = {key: format_number(number) for key, number in test["figures"].items()}
    return {"name": wording.test_name(test["code"]), **figures}


def moment(text: str) -> datetime:
    """A moment of the content."""
    return wording.moment_in(text)
