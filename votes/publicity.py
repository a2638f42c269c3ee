"""Reads about what everybody may read: published results, and those that were taken back (Woo)."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from meetings import selectors as meetings
from twente.core.models import Agreement
from twente.core.permissions import Actor
from votes.models import Proposal
from votes.models.publicity import Withdrawal


def published_proposals(agreement: Agreement, on: date) -> QuerySet[Proposal]:
    """Results that everybody may read, newest first; one that was annulled since stays among them.

    An item that became confidential after publishing takes its result away from here; so does a withdrawal.
    """
    return ever_published(agreement, on).filter(~Exists(taken_back()))


def ever_published(agreement: Agreement, on: date) -> QuerySet[Proposal]:
    """Results that were published, of items that everybody may read today."""
    rows = Proposal.objects.filter(item__meeting__body__agreement=agreement, published_at__isnull=False)
    rows = rows.filter(meetings.readable(Actor(None, agreement, on), "item__"))
    return rows.select_related("item__meeting__body__agreement", "lot").order_by("-closed_at", "-id")


def taken_back() -> QuerySet[Withdrawal]:
    """The open withdrawal of the vote around this."""
    return Withdrawal.objects.filter(proposal=OuterRef("pk"), again_at__isnull=True)


def withdrawal_of(proposal: Proposal) -> Withdrawal | None:
    """Why a published result is not public now; None when it is, or was never published."""
    if proposal.published_at is None:
        return None
    return Withdrawal.objects.filter(proposal=proposal, again_at__isnull=True).first()
