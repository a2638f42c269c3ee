"""What stands beside a decision that was taken back; the decision itself never changes."""

from django.db import models
from django.db.models import F, Q

from meetings.models.decisions import Decision
from twente.core.models import User


class DecisionAnnulment(models.Model):
    """A decision was annulled: when, why, and by which two persons. Append-only; adopted minutes stay as they are."""

    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="annulment")
    reason = models.TextField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    annulled_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="decision_annulled_with_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(name="decision_annulled_by_two", condition=~Q(confirmed_by=F("asked_by"))),
        ]

    def __str__(self) -> str:
        return f"vernietiging van {self.decision}"
