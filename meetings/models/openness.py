"""How the openness of an item changed: imposed, confirmed, lifted. Append-only."""

from django.db import models
from django.db.models import Q

from meetings.models.agenda import AgendaItem
from twente.core.models import User


class OpennessChange(models.Model):
    """An act on the openness of an item: what it became, why, until which day (Amsterdam), and who did it.

    `reason` is the ground when it is imposed, the decision that confirms it, or why it is lifted. What happened stays
    on record when an item is deleted from a concept, and is there again when the deletion is undone.
    """

    class Act(models.TextChoices):
        IMPOSED = "imposed", "opgelegd"
        CONFIRMED = "confirmed", "bekrachtigd"
        LIFTED = "lifted", "opgeheven"

    item = models.ForeignKey(
        AgendaItem, on_delete=models.DO_NOTHING, db_constraint=False, related_name="openness_changes"
    )
    act = models.CharField(max_length=10, choices=Act.choices)
    level = models.CharField(max_length=10, choices=AgendaItem.Confidentiality.choices)
    until = models.DateField(null=True)
    reason = models.CharField("reden", max_length=200)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.CheckConstraint(name="openness_changed_for_a_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="openness_act_fits_its_level",
                condition=Q(act="lifted", level="public", until__isnull=True)
                | Q(act="imposed", level__in=("closed", "secret"))
                | Q(act="confirmed", level="secret"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()}: {self.reason}"
