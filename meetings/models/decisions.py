"""What was decided on an item. Append-only."""

from django.db import models
from django.db.models import Q

from meetings.models.agenda import AgendaItem
from twente.core.models import Agreement, User


class Decision(models.Model):
    """What was decided on an item: delivered by a vote, or recorded by the secretary without one. Append-only.

    `outcome` is one word or a few ("aangenomen", "verworpen", "vastgesteld", "iedere partij besluit zelf"); `reasons`
    are finished Dutch sentences with their article; `figures` holds the counts, or the `line` and `answers` of a
    decision without a vote; `source` is the record that delivered it ("vote:12") or empty.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="decisions")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=40)
    text = models.TextField()
    sentence = models.TextField(blank=True)
    reasons = models.JSONField(default=list)
    figures = models.JSONField(default=dict)
    source = models.CharField(max_length=40, blank=True)
    closing_hash = models.CharField(max_length=64, blank=True)
    decided_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="decisions")

    class Meta:
        ordering = ["year", "number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "year", "number"], name="decision_number_once"),
            models.UniqueConstraint(fields=["source"], condition=~Q(source=""), name="decision_source_once"),
        ]

    def __str__(self) -> str:
        return f"besluit {self.year}-{self.number}"
