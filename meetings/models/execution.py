"""How far the execution of a decision is. Append-only: each row is what somebody noted on a day."""

from django.db import models
from django.db.models import F, Q

from meetings.models.decisions import Decision
from twente.core.models import User


class DecisionProgress(models.Model):
    """A decision is being executed, was executed, or was replaced by a later one; the newest row counts.

    A decision without rows stands as it was taken. `noted_on` is the day (Amsterdam) since which it is so.
    """

    class State(models.TextChoices):
        ONGOING = "ongoing", "in uitvoering"
        DONE = "done", "uitgevoerd"
        REPLACED = "replaced", "vervangen"

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="progress")
    state = models.CharField("stand", max_length=10, choices=State.choices)
    replaced_by = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="replaces")
    note = models.CharField("toelichting", max_length=200, blank=True)
    noted_on = models.DateField("sinds")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    form_key = models.UUIDField(unique=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="decision_replaced_by_one",
                condition=Q(state="replaced", replaced_by__isnull=False)
                | ~Q(state="replaced") & Q(replaced_by__isnull=True),
            ),
            models.CheckConstraint(name="decision_not_replaced_by_itself", condition=~Q(replaced_by=F("decision"))),
        ]

    def __str__(self) -> str:
        return f"{self.decision}: {self.get_state_display()}"
