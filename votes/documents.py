"""What goes into the document of a result, from nothing but what was frozen at closing (BOK-5.6, 8h, 17)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from twente.core import articles
from twente.core.dates import clock_time, day_of, full_date, long_date, long_moment
from twente.core.money import format_number
from twente.documents.printing import print_document
from votes import chain, drawing, selectors
from votes.answered import ASKING
from votes.models import Proposal
from votes.presenting.ballots import LEGEND, ballot_rows, readings_in_use
from votes.statements import statements_of

Content = dict[str, Any]
FILLS: Mapping[str, str] = {
    "voor": "#17456b",
    "tegen": "url(#h)",
    "onth": "url(#s)",
    "niet": "url(#n)",
    "geen": "#ffffff",
    "er": "#4a5a66",
}
"""Pattern of a choice → how it is printed: all six differ in black and white."""
DARK = frozenset({"voor", "er"})
POINTS_PER_LETTER = 8.2
TESTS: Mapping[str, str] = {
    "Stemmen": "Stemmen voor",
    "Inwoners": "Inwoners achter de voorstanders",
    "Partijen": "Partijen voor",
    "Aanwezig": "Partijen aanwezig",
}
"""Name of a bar → what was counted."""


def result_content(proposal: Proposal) -> Content:
    """Everything that the document says, as plain values: the frozen result with when, where and by whom.

    Statements made after the establishing stay out: the document is of that moment. Raises LookupError before it.
    """
    if proposal.established_at is None or proposal.established_by is None:
        raise LookupError(f"the result of vote {proposal.pk} is not established")
    meeting, frozen = proposal.item.meeting, proposal.snapshot
    return {
        "vote": proposal.pk,
        "overleg": selectors.agreement_of(proposal).name,
        "body": meeting.body.name,
        "meeting_at": meeting.starts_at.isoformat(),
        "item": proposal.item.position,
        "procedure": frozen["procedure"],
        "title": frozen["title"],
        "text": frozen["text"],
        "round": frozen["round"],
        "opened_at": proposal.opening.isoformat(),
        "closed_at": proposal.closing.isoformat(),
        "established_at": proposal.established_at.isoformat(),
        "established_by": proposal.established_by.name,
        "result": proposal.result,
        "statements": [
            {"party": statement.party.short_name, "text": statement.text}
            for statement in statements_of(proposal)
            if statement.made_at <= proposal.established_at
        ],
        "snapshot_hash": proposal.snapshot_hash,
        "closing_hash": proposal.closing_hash,
        "explanation": settings.SITE_URL + reverse("proof:explanation"),
    }


def result_pdf(content: Content) -> bytes:
    """The established result as PDF/A; the same content gives the same bytes."""
    return print_document(
        result_html(content),
        title=document_title(content),
        created=datetime.fromisoformat(content["established_at"]),
        author=content["overleg"],
    )


def result_html(content: Content) -> str:
    """The page that is printed; typed text appears as it was typed, whatever it looks like."""
    result = content["result"]
    part = PARTS[content["procedure"]]
    context = {
        "overleg": content["overleg"],
        "status": "Vastgestelde uitslag",
        "title": document_title(content),
        "facts": facts(content),
        "text": content["text"],
        "result": result,
        "reasons": [reason_on_paper(row) for row in result["reasons"]],
        "statements": content["statements"],
        "part_template": part.template,
        "closing_code": chain.spaced(content["closing_hash"]),
        "explanation": content["explanation"],
    }
    return render_to_string("votes/result_document.html", context | readings_in_use(result) | part.context(content))


def document_title(content: Content) -> str:
    """Uitslag: Koers SES Twente 2027"""
    return f"Uitslag: {content['title']}"


def facts(content: Content) -> list[dict[str, str]]:
    """What stands under the title: name and value."""
    result, held = content["result"], datetime.fromisoformat(content["meeting_at"])
    opened, closed, established = (
        datetime.fromisoformat(content[name]) for name in ("opened_at", "closed_at", "established_at")
    )
    article = f" ({articles.full(result['article'])})" if result["article"] else ""
    window = "Open" if content["procedure"] in ASKING else "Stemming"
    rows = {
        "Vergadering": f"{content['body']}, {long_date(day_of(held))}",
        "Agendapunt": str(content["item"]),
        "Ronde": str(content["round"]) if content["round"] > 1 else "",
        "Soort besluit": f"{result['rule']}{article}",
        window: f"{full_date(day_of(opened))}, {clock_time(opened)}, tot {full_date(day_of(closed))}, "
        f"{clock_time(closed)}",
        "Vastgesteld": f"{long_moment(established)} door {content['established_by']}",
        "Inwoners": result["population"].removeprefix("Inwoners: "),
    }
    return [{"name": name, "value": value} for name, value in rows.items() if value]


def reason_on_paper(row: Mapping[str, Any]) -> dict[str, str]:
    """A reason that ends with its article and, where the text is open, the reading in use (BOK-18)."""
    grounds = [articles.full(row["article"])] if row["article"] else []
    grounds += [f"lezing {row['reading']}"] if row["reading"] else []
    sentence = f"{row['sentence'].removesuffix('.')} ({'; '.join(grounds)})." if grounds else row["sentence"]
    return {"title": row["title"], "sentence": sentence}


def bar_on_paper(bar: drawing.Bar) -> dict[str, Any]:
    """A threshold as a row of figures and as a drawing with its labels."""
    return {
        "name": TESTS.get(bar.name, bar.name),
        "bar": bar,
        "segments": [segment_on_paper(part) for part in bar.segments],
    }


def segment_on_paper(part: drawing.Segment) -> dict[str, Any]:
    """A piece of a bar with its fill; a label on a pattern gets a white ground."""
    ground = drawing.ROOM_AROUND + int(len(part.label) * POINTS_PER_LETTER)
    return {
        "x": part.x,
        "width": part.width,
        "fill": FILLS[part.css],
        "label": part.label if part.fits else "",
        "middle": part.middle,
        "dark": part.css in DARK,
        "ground": ground,
        "left": part.middle - ground // 2,
    }


COUNTED: Mapping[str, str] = {
    "against": "tegen",
    "blank": "blanco",
    "invalid": "ongeldig",
    "valid": "geldige briefjes",
    "total": "alle briefjes",
    "taken_part": "deelnemers",
    "entitled": "stemgerechtigde partijen",
    "present": "aanwezige partijen",
    "people": "aanwezigen",
}
"""Name in a tally → its word on paper; a candidate keeps the own name."""


@dataclass(frozen=True)
class Part:
    """What is printed for one procedure: the template of the part, and what it needs."""

    template: str
    context: Callable[[Content], dict[str, Any]]


def ballots_part(content: Content) -> dict[str, Any]:
    """Open votes: the map and the table of every party with mandate and what the secretary entered."""
    result = content["result"]
    rows = ballot_rows(result)
    patterns = {row.code: row.css for row in rows}
    shown = {row.css for row in rows}
    return {
        "bars": [bar_on_paper(bar) for bar in drawing.result_bars(result["tally"], result["tests"])],
        "rows": rows,
        "map": drawing.map_data(),
        "areas": [area_on_paper(area) for area in drawing.areas(patterns)],
        "legend": [{"fill": FILLS[css], "word": word} for css, word in LEGEND if css in shown],
    }


def area_on_paper(area: drawing.Area) -> dict[str, Any]:
    """A municipality on the map; a name on a pattern gets a white edge."""
    small = "k" in area.label_css
    return {"area": area, "fill": FILLS[area.css], "dark": area.css in DARK, "size": "10.5" if small else "13"}


def answers_part(content: Content) -> dict[str, Any]:
    """Decisions by answers: one row per voice with its answer and the document behind it."""
    return {"answers": content["result"].get("figures", {}).get("answers", [])}


def counts_part(content: Content) -> dict[str, Any]:
    """Secret votes and shows of hands: totals only, never who."""
    tally = content["result"]["tally"]
    named = {row["name"]: row["slips"] for row in tally.get("candidates", [])}
    numbers = {COUNTED.get(name, name): value for name, value in tally.items() if type(value) is int}
    counts = [(name, format_number(value)) for name, value in (named | numbers).items()]
    return {"counts": counts, "participants": ", ".join(content["result"].get("participants", []))}


BALLOTS = Part("votes/_paper_ballots.html", ballots_part)
ANSWERS = Part("votes/_paper_answers.html", answers_part)
COUNTS = Part("votes/_paper_counts.html", counts_part)
PARTS: Mapping[str, Part] = {
    "vote": BALLOTS,
    "persons": COUNTS,
    "cluster": ANSWERS,
    "consent": ANSWERS,
    "consensus": ANSWERS,
    "advice": COUNTS,
}
"""Procedure of the rule → the part of the document that shows who chose or answered what."""
