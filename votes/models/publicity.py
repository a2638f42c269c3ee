"""A published result that was taken back: its address stays and says why, until it is published again (Woo)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from votes.models.proposal import Proposal

USER = settings.AUTH_USER_MODEL


class Withdrawal(models.Model):
    """From `withdrawn_at` nobody reads the result in public, until it was published `again_at`. Reasons stand.

    At most one of a result is open; the database refuses one of a result that was never published.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="withdrawals")
    reason = models.CharField("waarom ingetrokken", max_length=300)
    withdrawn_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    again_at = models.DateTimeField(null=True)
    again_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["withdrawn_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(again_at__isnull=True), name="one_open_withdrawal_per_result"
            ),
            models.CheckConstraint(name="withdrawal_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="withdrawal_ended_by_somebody",
                condition=Q(again_at__isnull=True, again_by__isnull=True)
                | Q(again_at__gte=F("withdrawn_at"), again_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"ingetrokken: {self.proposal}"
