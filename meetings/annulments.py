"""What stands beside a decision that was taken back; the decision itself never changes."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

USER = settings.AUTH_USER_MODEL


class DecisionAnnulment(models.Model):
    """A decision was annulled: when, why, and by which two persons. Append-only; adopted minutes stay as they are."""

    decision = models.OneToOneField("meetings.Decision", on_delete=models.PROTECT, related_name="annulment")
    reason = models.TextField()
    asked_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    annulled_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="decision_annulled_with_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(name="decision_annulled_by_two", condition=~Q(confirmed_by=F("asked_by"))),
        ]

    def __str__(self) -> str:
        return f"vernietiging van {self.decision}"
