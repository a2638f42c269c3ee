"""What pages about the openness of an item put together."""

from typing import Any

from django.urls import reverse

from meetings.models import AgendaItem
from meetings.presenting import planning
from meetings.wording import openness as wording
from twente.core.permissions import Actor

PUBLIC, SECRET = AgendaItem.Confidentiality.PUBLIC, AgendaItem.Confidentiality.SECRET


def openness_panel(item: AgendaItem, actor: Actor) -> dict[str, Any] | None:
    """How open the item is, on which ground, until when, what happened before; None where it was always public.

    Who may change it gets the panel always.
    """
    history = list(item.openness_changes.select_related("made_by"))
    edits = actor.may("agenda_edit")
    if item.confidentiality == PUBLIC and not history and not edits:
        return None
    shut = item.confidentiality != PUBLIC
    return {
        "word": wording.LEVELS.get(item.confidentiality, "Openbaar"),
        "icon": "lock" if shut else "lock-open",
        "ground": item.confidential_ground,
        "last_day": wording.last_day(item.confidentiality, item.confidential_until) if shut else "",
        "history": [(wording.happened(row.act, row.level, row.made_at), row) for row in history],
        "grants": list(item.grants.select_related("user")) if edits and shut else [],
        "acts": acts(item) if edits else [],
    }


def acts(item: AgendaItem) -> list[tuple[str, str, str]]:
    """What the secretariat can do about it: words, icon, address."""
    args = [item.meeting.body.agreement.slug, item.pk]
    if item.confidentiality == PUBLIC:
        return [("Besloten maken", "lock", reverse("meetings:item_openness", args=args))]
    confirmed = [("Geheimhouding bekrachtigen", "gavel", reverse("meetings:item_openness_confirm", args=args))]
    return [
        *(confirmed if item.confidentiality == SECRET else []),
        ("Openbaarheid wijzigen", "pencil", reverse("meetings:item_openness", args=args)),
        ("Leesrecht geven", "user-plus", reverse("meetings:item_grants", args=args)),
        (wording.LIFTED_BY[item.confidentiality], "lock-open", reverse("meetings:item_openness_lift", args=args)),
    ]


def page(item: AgendaItem, h1: str) -> dict[str, Any]:
    """Heading and way back of every page about the openness of an item."""
    back = reverse("meetings:item_detail", args=[item.meeting.body.agreement.slug, item.pk])
    trail = [*planning.trail(item.meeting), (f"Punt {item.position}", back)]
    return {"item": item, "h1": h1, "trail": trail, "back": back}


def before_lifting(item: AgendaItem) -> dict[str, Any]:
    """What lifting means, said before it is done."""
    return {
        "question": f"Punt {item.position}, “{item.title}”, openbaar maken?",
        "consequences": [
            "Iedereen die de agenda leest, leest dan ook dit punt met zijn toelichting en besluiten.",
            "Dat geldt ook voor de agenda’s die al zijn verstuurd.",
            "De reden komt bij het punt te staan. Zet er niets in wat geheim moet blijven.",
        ],
    }


def before_confirming(item: AgendaItem) -> dict[str, Any]:
    """What confirming means, said before it is done."""
    last = wording.last_day(item.confidentiality, item.confidential_until)
    return {
        "question": f"Geheimhouding van punt {item.position}, “{item.title}”, bekrachtigen?",
        "consequences": [
            "Het overleg besloot dat de geheimhouding blijft gelden.",
            f"De grond en de duur blijven gelijk: {item.confidential_ground}. {last}.",
        ],
    }
