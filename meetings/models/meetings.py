"""Meetings, from concept to held or called off."""

from django.db import models
from django.db.models import F, Q

from meetings.models.bodies import Body
from twente.core.models import User


class Meeting(models.Model):
    """One meeting of a body, from concept to held, or off. `version` guards against two people saving over each other.

    `calendar_sequence` rises with everything that changes the event in people's calendars (RFC 5545 SEQUENCE), last
    at `calendar_changed_at`; null while it never changed.
    """

    class State(models.TextChoices):
        CONCEPT = "concept", "concept"
        CONVENED = "convened", "bijeengeroepen"
        OPEN = "open", "geopend"
        HELD = "held", "gehouden"
        CANCELLED = "cancelled", "afgelast"

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField("plaats", max_length=200)
    state = models.CharField(max_length=10, choices=State.choices, default=State.CONCEPT)
    presided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    current_item = models.ForeignKey("AgendaItem", on_delete=models.PROTECT, null=True, related_name="+")
    form_key = models.UUIDField(unique=True)
    version = models.PositiveIntegerField(default=1)
    calendar_sequence = models.PositiveIntegerField(default=0)
    calendar_changed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(name="meeting_ends_after_start", condition=Q(ends_at__gt=F("starts_at"))),
            models.CheckConstraint(
                name="meeting_moments_follow_state",
                condition=Q(
                    state__in=("concept", "convened", "cancelled"), opened_at__isnull=True, closed_at__isnull=True
                )
                | Q(state="open", opened_at__isnull=False, closed_at__isnull=True)
                | Q(state="held", opened_at__isnull=False, closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.starts_at:%Y-%m-%d}"
