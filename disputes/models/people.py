"""Who reads one file besides the parties and the offices, and which disputes belong together."""

from django.db import models
from django.db.models import F, Q

from disputes.models.dispute import Dispute
from twente.core.models import User


class Grant(models.Model):
    """A mediator or a civil servant of a party reads this one file, from a moment until it is taken back."""

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="grants")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("reden", max_length=200)
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["granted_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["dispute", "user"], condition=Q(ended_at__isnull=True), name="one_grant_per_person_and_file"
            ),
            models.CheckConstraint(name="grant_has_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(name="grant_not_to_oneself", condition=~Q(user=F("granted_by"))),
            models.CheckConstraint(
                name="grant_ended_by_somebody",
                condition=Q(ended_at__isnull=True, ended_by__isnull=True)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} leest geschil {self.dispute}"


class Link(models.Model):
    """Two disputes about the same matter; who sees one sees the other only by its own right. Append-only."""

    first = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="+")
    linked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    linked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="disputes_linked_once"),
            models.CheckConstraint(name="disputes_linked_in_order", condition=Q(first__lt=F("second"))),
        ]

    def __str__(self) -> str:
        return f"{self.first} hoort bij {self.second}"
