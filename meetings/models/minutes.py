"""The record of a meeting and what is typed for it; adopted minutes stand still."""

from django.db import models
from django.db.models import Q

from meetings.models.agenda import AgendaItem
from meetings.models.meetings import Meeting
from twente.core.models import User
from twente.documents.models import Document


class Minutes(models.Model):
    """The record of one meeting: concept, adopted, then a document that chair and secretary sign (BOK-5.6)."""

    class State(models.TextChoices):
        CONCEPT = "concept", "concept"
        ADOPTED = "adopted", "vastgesteld"

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minutes")
    state = models.CharField(max_length=10, choices=State.choices, default=State.CONCEPT)
    adopted_on = models.DateField(null=True)
    adopted_in = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="adopted_minutes")
    adopted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    content = models.JSONField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    document = models.OneToOneField(Document, on_delete=models.PROTECT, null=True, related_name="minutes")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="minutes_frozen_when_adopted",
                condition=Q(state="concept", adopted_on__isnull=True, content__isnull=True)
                | Q(state="adopted", adopted_on__isnull=False, content__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"verslag van {self.meeting}"


class MinutesText(models.Model):
    """What the secretary writes about the discussion of one item; `version` counts the saves."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="texts")
    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="minutes_text")
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(null=True)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"tekst bij {self.item}"
