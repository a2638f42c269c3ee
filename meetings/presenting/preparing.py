"""How an item is prepared, as its page and the agenda that was sent show it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from meetings import selectors
from meetings.models import AgendaItem, Meeting
from meetings.selectors.agenda import prepared as prepared_facts
from twente.core.dates import full_date

TEXTS = {
    "proposed_decision": "Voorgesteld besluit",
    "cover_note": "Oplegger",
    "advice": "Advies van de secretaris",
    "consultation": "Afstemming met de Kring",
}
"""Column → its heading, in the order of the page."""
DUTIES = {"advice": "advies_secretaris", "consultation": "afstemming_kring"}
"""Column → the house rule of the rulebook that names its article (BOK-9b, 9c)."""
FACTS = {"handling_label": "Behandeling", "portfolio": "Portefeuille", "presenter": "Wie licht toe"}


@dataclass(frozen=True)
class Prepared:
    """A text of the preparation: its heading, the article behind it, and whether it proposes the decision."""

    heading: str
    text: str
    article: str
    decision: bool


def articles_of(meeting: Meeting) -> dict[str, str]:
    """Column → the article by which the text is there; without it where the agreement names none."""
    rules = {rule.key: rule.article for rule in selectors.rulebook_of(meeting).house_rules}
    return {column: rules.get(key) or "" for column, key in DUTIES.items()}


def texts_of(said: Mapping[str, str], articles: Mapping[str, str]) -> list[Prepared]:
    """The texts that were filled in, out of an item or out of a frozen row."""
    return [
        Prepared(heading, said[column], articles.get(column, ""), column == "proposed_decision")
        for column, heading in TEXTS.items()
        if said.get(column)
    ]


def prepared(item: AgendaItem) -> dict[str, Any]:
    """Facts and texts of an item for its page."""
    said = prepared_facts(item)
    facts = [(heading, said[column]) for column, heading in FACTS.items() if column in said]
    facts += [("Waarom niet", item.disposal_reason)] if item.disposal else []
    return {"facts": facts, "texts": texts_of(said, articles_of(item.meeting))}


def openness(item: AgendaItem) -> list[tuple[str, str]]:
    """Why and until when an item is confidential; nothing for what was always public."""
    if item.confidentiality == AgendaItem.Confidentiality.PUBLIC:
        return []
    until = f"tot en met {full_date(item.confidential_until)}" if item.confidential_until else "tot opheffing"
    ground = [("Grond", item.confidential_ground)] if item.confidential_ground else []
    return [("Openbaarheid", f"{item.get_confidentiality_display()}, {until}".capitalize()), *ground]


def as_saved(item: AgendaItem) -> list[tuple[str, str]]:
    """What somebody else saved of the preparation: pairs of field and value."""
    said = prepared_facts(item)
    return [(heading, said[column]) for column, heading in (FACTS | TEXTS).items() if column in said] + openness(item)
