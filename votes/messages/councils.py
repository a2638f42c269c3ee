"""The mail to the clerk of a council: please answer, or please put the proposal before the council (BOK-12.5)."""

from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse

from twente.core.models import Contact
from votes import selectors
from votes.messages.about import About
from votes.models import Proposal

REQUEST = (
    "Het bestuurlijk overleg wil over dit onderwerp besluiten. Eerst krijgt elke raad het voornemen voorgelegd.\n"
    "Wij hoorden nog niet dat uw raad het heeft gekregen.\n\n"
    "Wilt u ons laten weten wanneer het college het raadsvoorstel aanbiedt, en wanneer de raad het behandelt?\n"
)
REMINDER = (
    "Uw raad kreeg dit voornemen voorgelegd. Wij hebben nog geen antwoord ontvangen.\n\n"
    "Wilt u ons het raadsbesluit sturen? Is er nog geen besluit, meld dan wanneer de raad het voorstel behandelt.\n"
)


def council_mail(proposal: Proposal, contact: Contact, *, article: str, submitted: bool, on: date) -> dict[str, Any]:
    """To one clerk, at most once a day; it links to the rule and holds nothing of the meeting's papers."""
    about, agreement = About(proposal), selectors.agreement_of(proposal)
    rule = settings.SITE_URL + reverse("home:article", args=[agreement.slug, article])
    body = (
        f"Geachte {contact.name},\n\nHet gaat over {about.place}.\nOnderwerp: {about.title}\n\n"
        f"{REMINDER if submitted else REQUEST}\n"
        f"De afspraak hierover: {rule}\n\nStuur uw antwoord aan de secretaris van {agreement.short_name}.\n"
    )
    asked = "Herinnering: antwoord van uw raad" if submitted else "Verzoek: leg het voornemen voor aan uw raad"
    return {
        "agreement": agreement,
        "key": f"council_reminder:{proposal.pk}:{contact.party.code}:{on.isoformat()}",
        "kind": "council_reminder",
        "recipient": contact.email,
        "subject": f"{asked}: {about.title}"[:200],
        "body": body,
    }
