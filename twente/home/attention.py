"""What the application as a whole asks of its administrator: the table of days equated with holidays runs out."""

from datetime import datetime

from django.urls import reverse

from twente.core.attention import Attention
from twente.core.dates import full_date
from twente.core.holidays import KNOWN_THROUGH
from twente.core.models import Role
from twente.core.permissions import Actor


def rows(actor: Actor, now: datetime) -> list[Attention]:
    """In the last year of the table, and until it is longer: statutory terms after it are provisional (Atw 3)."""
    if not actor.is_a(Role.Kind.ADMINISTRATOR) or actor.on.year < KNOWN_THROUGH.year:
        return []
    return [
        Attention(
            due_on=KNOWN_THROUGH,
            title=f"Vrije dagen na {KNOWN_THROUGH.year} zijn nog niet bekend",
            sentence="Een koninklijk besluit noemt de dagen die met een feestdag gelijkstaan. Installeer een versie "
            f"met het nieuwe besluit. Tot dan zijn wettelijke termijnen na {full_date(KNOWN_THROUGH)} voorlopig.",
            articles=(),
            action_label="Termijnen bekijken",
            url=reverse("home:terms"),
        )
    ]
