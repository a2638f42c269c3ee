"""Reads about what two persons decide of a vote: who takes no part (Awb 2:4), and that it is annulled."""

from django.db.models import QuerySet

from votes.models import Annulment, Proposal, Recusal
from votes.wording.recusals import because


def recused(proposal: Proposal) -> dict[int, str]:
    """Party id → why a confirmed decision keeps it out of this vote, and who decided so (Awb 2:4)."""
    confirmed = recusals_of(proposal).filter(confirmed_at__isnull=False)
    return {row.party_id: because(row.ground, row.decided_by) for row in confirmed}


def recusals_of(proposal: Proposal) -> QuerySet[Recusal]:
    """Parties that take no part, or for which that was asked and not taken back."""
    rows = proposal.recusals.filter(withdrawn_at__isnull=True)
    return rows.select_related("party", "asked_by", "confirmed_by").order_by("party__position")


def annulment_of(proposal: Proposal) -> Annulment | None:
    """The annulment of a vote, asked or confirmed; one that was taken back is gone."""
    rows = proposal.annulments.filter(withdrawn_at__isnull=True)
    return rows.select_related("proposal__item__meeting__body__agreement", "asked_by", "confirmed_by").first()
