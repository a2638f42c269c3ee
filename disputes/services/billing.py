"""Ask finance to invoice what each party pays of the cost of mediation (BOK-13.6, R21)."""

from datetime import datetime

from django.db import transaction

from disputes.models import CostShare, Dispute, Fact
from disputes.rules.course import MEDIATION
from disputes.selectors.state import standing
from disputes.services.locking import lock
from disputes.services.refusals import NotPossible
from finance.models import Claim
from finance.selectors.balances import credited_on
from finance.services.claims import ClaimDetails, claim
from twente.core.dates import day_of
from twente.core.models import User

SOURCE = "dispute-share:"
SUBJECT = "Gedeelde kosten volgens de geschilregeling"
"""Who makes the invoice does not know the file: neither its number nor the other party stands in it."""


@transaction.atomic
def bill_costs(*, dispute: Dispute, by: User, now: datetime) -> list[Claim]:
    """A claim on every party for its share; what was asked before is not asked again. Raises NotPossible.

    The treasurer hears of a cost and its article, because somebody must make the invoice; the secretary decides when.
    """
    locked = lock(dispute)
    shares = unbilled(locked)
    if not shares:
        raise NotPossible("Er zijn geen kosten die nog niet gevorderd zijn.")
    article = standing(locked, day_of(now)).course[MEDIATION].step.costs_article or locked.article
    return [
        claim(
            agreement=locked.agreement,
            party=share.party,
            details=ClaimDetails(article, SUBJECT, share.cents, source=source_of(share)),
            by=by,
            now=now,
        )
        for share in shares
    ]


def unbilled(dispute: Dispute) -> list[CostShare]:
    """Shares of costs that stand, for which no claim was asked."""
    rows = CostShare.objects.filter(fact__dispute=dispute, fact__replaced_by=None, cents__gt=0)
    claims = Claim.objects.filter(source__startswith=SOURCE, withdrawn_at=None)
    asked = set(claims.values_list("source", flat=True))
    return [row for row in rows.select_related("party", "fact__dispute") if source_of(row) not in asked]


def claimed(cost: Fact) -> bool:
    """Whether a party is still asked for a share of a cost: claimed, and not credited in full since."""
    sources = [source_of(share) for share in cost.shares.all()]
    claims = Claim.objects.filter(source__in=sources, withdrawn_at=None).select_related("invoice")
    credited = credited_on(row.invoice_id for row in claims if row.invoice_id)
    return any(row.invoice is None or credited.get(row.invoice.pk, 0) < row.invoice.total_cents for row in claims)


def source_of(share: CostShare) -> str:
    """One share is claimed once."""
    return f"{SOURCE}{share.pk}"
