"""Terms of disputes for the term list: only of files that this person may see (BOK-13.3, 13.4, 13.5)."""

from datetime import datetime

from django.urls import reverse

from disputes.selectors.terms import terms_for
from twente.core.permissions import Actor
from twente.core.termlist import ListedTerm

WHO = {"party": "partijen bij het geschil", "chair": "voorzitter", "secretary": "secretaris", "host": "gastheer"}


def rows(actor: Actor, now: datetime) -> list[ListedTerm]:
    """Every running term; number and step, never what the dispute is about."""
    if actor.agreement is None:
        return []
    slug = actor.agreement.slug
    return [
        ListedTerm(
            key=f"dispute:{row.dispute.pk}:{row.key}:{row.day}",
            day=row.day,
            title=f"Geschil {row.dispute}: {row.label}",
            who=WHO[row.actor],
            sentence=row.sentence,
            article=row.article,
            url=reverse("disputes:dispute_detail", args=[slug, str(row.dispute)]),
            opens=row.opens,
            mine=row.mine,
            discreet=f"Geschil {row.dispute}",
        )
        for row in terms_for(actor, now)
    ]
