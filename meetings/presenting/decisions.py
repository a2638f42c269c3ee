"""The list of decisions and the page of one: rows with their words, the next step of the execution."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse

from meetings import selectors
from meetings.models import AgendaItem, Decision
from meetings.presenting.pages import Pill, outcome_pill
from meetings.rules import ItemClass
from meetings.rules.execution import is_executed
from meetings.selectors.decisions import replaced_by
from meetings.wording import class_label
from meetings.wording.decisions import STANDS, numbered
from twente.core.agreement import Rulebook
from twente.core.dates import day_of
from twente.core.permissions import Actor
from twente.core.selectors import rulebook_on
from twente.core.spreadsheet import Cell, moment

PER_PAGE = 25
HEADINGS = (
    "Nummer",
    "Besloten",
    "Orgaan",
    "Vergadering",
    "Agendapunt",
    "Titel",
    "Onderwerp",
    "Besluit",
    "Uitkomst",
    "Toelichting",
    "Uitvoering",
    "Vernietigd",
    "Reden vernietiging",
    "Adres",
)


@dataclass(frozen=True)
class DecisionRow:
    """A decision in the list."""

    decision: Decision
    number: str
    outcome: Pill
    stand: Pill | None
    about: str
    article: str


def subjects_of(book: Rulebook) -> dict[str, str]:
    """Standing subject → its label, for the filter and the rows."""
    return {subject.key: subject.label for subject in book.subjects}


def row(decision: Decision, labels: dict[str, str]) -> DecisionRow:
    """One decision with its words; `labels` are those of today, so that a long list asks for them once."""
    item = decision.item
    return DecisionRow(
        decision=decision,
        number=numbered(decision.year, decision.number),
        outcome=outcome_pill(decision),
        stand=stand_of(decision),
        about=class_label(item.kind, item.subject, labels),
        article=item.subject or item.article,
    )


def stand_of(decision: Decision) -> Pill | None:
    """How far the execution is; nothing where there is nothing to execute."""
    if not is_executed(decision.outcome, annulled=hasattr(decision, "annulment")):
        return None
    return Pill(*STANDS[decision.stand])  # type: ignore[attr-defined]


def listed(found: QuerySet[Decision], number: str, on: date) -> dict[str, Any]:
    """One page of the list."""
    page = Paginator(found, PER_PAGE).get_page(number)
    decisions = list(page)
    labels = subjects_of(rulebook_on(decisions[0].item.meeting.body.agreement, on)) if decisions else {}
    return {"page": page, "rows": [row(decision, labels) for decision in decisions]}


def decision_page(decision: Decision, actor: Actor) -> dict[str, Any]:
    """One decision with its item, its reasons, its vote and what became of it."""
    item = decision.item
    labels, offered = selectors.subject_labels(item.meeting), selectors.articles_offered(item.meeting)
    stand = stand_of(decision)
    return {
        "decision": decision,
        "number": numbered(decision.year, decision.number),
        "outcome": outcome_pill(decision),
        "stand": stand,
        "about": class_label(item.kind, item.subject, labels),
        "article": ItemClass(item.kind, item.subject, item.article).cited(offered),
        "confidential": "" if is_public(item, actor.on) else item.get_confidentiality_display(),
        "vote": vote_address(decision, actor),
        "steps": [(step, Pill(*STANDS[step.state])) for step in decision.progress.all()],
        "replaces": [(numbered(each.year, each.number), each) for each in replaced_by(decision, actor)],
        "may_note": actor.may("agenda_edit") and stand is not None,
    }


def is_public(item: AgendaItem, on: date) -> bool:
    """Whether everybody may read the item: always, or again after its last day."""
    until = item.confidential_until
    return item.confidentiality == AgendaItem.Confidentiality.PUBLIC or (until is not None and until < on)


def vote_address(decision: Decision, actor: Actor) -> str:
    """Where the vote that delivered the decision can be read; empty without a vote, or without the right."""
    kind, _, key = decision.source.partition(":")
    if kind != "vote" or not key.isdigit() or not actor.may("result"):
        return ""
    try:
        return reverse("votes:proposal_detail", args=[decision.item.meeting.body.agreement.slug, int(key)])
    except NoReverseMatch:
        return ""


def file_lines(decisions: Iterable[Decision], labels: dict[str, str]) -> Iterator[list[Cell]]:
    """One line per decision."""
    for decision in decisions:
        item, annulled = decision.item, getattr(decision, "annulment", None)
        slug, stand = item.meeting.body.agreement.slug, stand_of(decision)
        number = numbered(decision.year, decision.number)
        yield [
            number,
            moment(decision.decided_at),
            item.meeting.body.name,
            day_of(item.meeting.starts_at).isoformat(),
            item.position,
            item.title,
            f"{item.subject} {class_label(item.kind, item.subject, labels)}".strip(),
            decision.text,
            decision.outcome,
            decision.sentence,
            stand.text if stand else "",
            moment(annulled.annulled_at) if annulled else "",
            annulled.reason if annulled else "",
            settings.SITE_URL + reverse("meetings:decision_detail", args=[slug, decision.year, decision.number]),
        ]
