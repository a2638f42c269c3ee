"""Dutch of an agenda: classes, and what changed (pure)."""

from collections.abc import Mapping
from datetime import datetime

from meetings.rules import Change
from twente.core.dates import clock_time, day_of, long_date

CHANGED = {
    "title": "Punt “{subject}” heet nu “{after}”.",
    "class_label": "Punt “{subject}”: soort is nu {after}.",
    "article": "Punt “{subject}” volgt nu uit artikel {after}.",
    "status_label": "Punt “{subject}” is nu {after}.",
    "explanation": "Punt “{subject}” heeft een andere toelichting.",
    "handling_label": "Punt “{subject}” is nu {after}.",
    "portfolio": "Punt “{subject}”: portefeuille is nu {after}.",
    "presenter": "Punt “{subject}”: toelichting door {after}.",
    "cover_note": "Punt “{subject}” heeft een andere oplegger.",
    "advice": "Punt “{subject}” heeft een ander advies van de secretaris.",
    "consultation": "Punt “{subject}”: afstemming met de Kring is gewijzigd.",
    "proposed_decision": "Punt “{subject}” heeft een ander voorgesteld besluit.",
    "minutes": "Punt “{subject}” duurt nu {after} minuten in plaats van {before}.",
    "disposal_label": "Punt “{subject}” is {after}.",
    "late": "Nagekomen punt: “{subject}”.",
    "paper_added": "Punt “{subject}”: nieuw stuk “{after}”.",
    "paper_renewed": "Punt “{subject}”: nieuwe versie van “{after}”.",
    "paper_renamed": "Punt “{subject}”: stuk “{before}” heet nu “{after}”.",
    "paper_withdrawn": "Punt “{subject}”: stuk “{before}” is ingetrokken.",
    "paper_order": "Punt “{subject}”: de stukken staan in een andere volgorde.",
    "added": "Nieuw punt: “{subject}”.",
    "removed": "Vervallen punt: “{subject}”.",
    "order": "De volgorde is gewijzigd.",
    "place": "Plaats is nu {after} in plaats van {before}.",
    "starts_at": "Begin is nu {after} in plaats van {before}.",
    "ends_at": "Einde is nu {after} in plaats van {before}.",
}


UNSAID = {
    "disposal_label": "Punt “{subject}” staat weer op de agenda.",
    "handling_label": "Punt “{subject}” is niet meer {before}.",
    "portfolio": "Punt “{subject}” heeft geen portefeuille meer.",
    "presenter": "Punt “{subject}”: {before} licht niet meer toe.",
    "cover_note": "Punt “{subject}” heeft geen oplegger meer.",
    "advice": "Punt “{subject}” heeft geen advies van de secretaris meer.",
    "consultation": "Punt “{subject}”: afstemming met de Kring is vervallen.",
    "proposed_decision": "Punt “{subject}” heeft geen voorgesteld besluit meer.",
    "explanation": "Punt “{subject}” heeft geen toelichting meer.",
}
"""What is said when a text went away."""


MOMENTS = ("starts_at", "ends_at")


def change(found: Change) -> str:
    """What a reader of the earlier agenda must know."""
    before, after = (spoken(found.what, value) for value in (found.before, found.after))
    sentences = CHANGED if found.after or found.what not in UNSAID else UNSAID
    return sentences[found.what].format(subject=found.subject, before=before, after=after)


def spoken(what: str, value: str) -> str:
    """A moment as people say it; other values as they are."""
    if what not in MOMENTS:
        return value
    moment = datetime.fromisoformat(value)
    return f"{long_date(day_of(moment))} om {clock_time(moment)}"


def class_label(kind: str, subject: str, labels: Mapping[str, str]) -> str:
    """The class of an item without its article: the standing subject's label, or the kind."""
    return labels.get(subject) or KINDS.get(kind, kind)


def item_class(kind: str, number: str, labels: Mapping[str, str]) -> str:
    """A class as an option of a form: "8d. Financiële inbreng", "artikel 12.5"."""
    return f"{number}. {labels[number]}" if number in labels else f"artikel {number}" if number else KINDS[kind]


KINDS = {"order": "Orde van de vergadering", "other": "Ander onderwerp", "other_article": "Uit een ander artikel"}


FRAMEWORK_NOTE = "De overeenkomst gaat vóór kaderstellende nota’s."
"""BOK-2.3, shown where a framework memorandum (8e) is treated."""
