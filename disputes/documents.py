"""Letters on paper, and what the shared pages need to have them signed and checked."""

from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse

from disputes.models import Letter
from disputes.selectors.letters import DOCUMENT_KIND, letter_of, readable
from disputes.selectors.people import named_in
from disputes.wording.letters import LETTERS
from twente.core.articles import full
from twente.core.dates import day_of, full_date
from twente.core.permissions import Actor
from twente.documents.kinds import Kind, Place, register
from twente.documents.models import Document
from twente.documents.printing import print_document
from twente.documents.rules import SECRETARY_FIELD

STATUS = {Letter.Kind.SOLUTION: "Aan alle partijen"}
"""Kind of letter → for whom it is; every other is for those involved alone."""


def letter_pdf(letter: Letter) -> bytes:
    """The letter as PDF/A with two empty signature fields; the same letter gives the same bytes."""
    return print_document(
        letter_html(letter), title=title_of(letter), created=letter.asked_at, author=letter.content["overleg"]
    )


def letter_html(letter: Letter) -> str:
    """The page that is printed; typed text appears as it was typed, whatever it looks like."""
    content: dict[str, Any] = letter.content
    return render_to_string(
        "disputes/letter_document.html",
        {
            "overleg": content["overleg"],
            "status": STATUS.get(Letter.Kind(letter.kind), "Besloten"),
            "title": title_of(letter),
            "facts": facts(content, letter.asked_at),
            "sections": LETTERS[letter.kind](content),
        },
    )


def title_of(letter: Letter) -> str:
    """Verzoek aan de mediator"""
    return str(Letter.Kind(letter.kind).label)


def facts(content: dict[str, Any], asked_at: datetime) -> list[dict[str, str]]:
    """What stands under the title; in a letter to all parties neither number nor day of the file itself."""
    rows = {
        "Geschil": content.get("number"),
        "Bekendmaking": content.get("announcement"),
        "Datum": full_date(day_of(asked_at)),
        "Partijen": content["parties"],
        "Artikel": full(content["article"]),
        "Gemeld op": content.get("notified_on"),
    }
    return [{"name": name, "value": value} for name, value in rows.items() if value]


def place(document: Document, actor: Actor) -> Place:
    """Under the dispute; the file is named by number only, and that for all parties by the number that they know."""
    letter = letter_of(document)
    dispute = letter.dispute
    back = reverse("disputes:dispute_detail", args=[dispute.agreement.slug, str(dispute)])
    listed = reverse("disputes:dispute_list", args=[dispute.agreement.slug])
    trail = [("Geschillen", listed), (str(dispute), back)]
    told = letter.content.get("announcement")
    name = f"oplossing-{told}" if told else f"geschil-{dispute}-brief-{letter.pk}"
    return Place(trail=trail, back=back, file_name=f"{name}.pdf")


def offices(actor: Actor, document: Document) -> frozenset[str]:
    """Who was named to serve as secretary in this one file signs its letters as such (R14)."""
    if actor.user is None or named_in(letter_of(document).dispute, actor.on) != actor.user:
        return frozenset()
    return frozenset({SECRETARY_FIELD})


def register_letters() -> None:
    """Letters are signed and checked on the shared pages, by who sees the dispute."""
    register(DOCUMENT_KIND, Kind("de brief", readable, readable, place, offices=offices))
