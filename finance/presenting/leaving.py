"""The page of a departure: its costs, what stays due until the last day, and the claim."""

from typing import Any

from django.urls import reverse

from finance.models import ExitCosts
from finance.presenting.proposing import cited
from finance.selectors.leaving import claim_of, open_of, still_owed
from finance.services.leaving import source_of
from finance.wording import leaving as wording
from twente.core.permissions import Actor
from twente.core.selectors import rulebook_on


def leaving_page(about: ExitCosts, actor: Actor) -> dict[str, Any]:
    """Everything about one departure."""
    rule = rulebook_on(about.agreement, actor.on).withdrawal
    lines, owed = list(about.lines.all()), still_owed(about, actor.on)
    return {
        "about": about,
        "consent": cited(about.consent, actor),
        "rule": wording.BEARS[(rule.costs if rule else None) or "none"],
        "notice": rule.notice_article if rule else "",
        "obligations": rule.obligations_article if rule else "",
        "lines": lines,
        "total": sum(line.cents for line in lines),
        "owed": owed,
        "owed_total": sum(row.cents or 0 for row in owed),
        "balance": open_of(actor, about.party),
        "claim": claim_link(about),
        "open": about.established_at is None,
    }


def claim_link(about: ExitCosts) -> dict[str, str] | None:
    """The claim with where it is: its invoice, or the page on which a second person makes it."""
    claim = claim_of(source_of(about), about.party)
    if claim is None:
        return None
    slug = about.agreement.slug
    if claim.invoice is not None:
        address = reverse("finance:invoice_detail", args=[slug, claim.invoice.code])
        return {"words": f"Factuur {claim.invoice.code}", "address": address}
    return {"words": "Vordering bekijken", "address": reverse("finance:claim_confirm", args=[slug, claim.pk])}
