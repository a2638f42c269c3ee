"""A representative asks that somebody stands in; the secretary records it in one act (BOK-1f)."""

from django.db import models
from django.db.models import Q

from meetings.models.agenda import AgendaItem
from meetings.models.attendance import Substitution
from meetings.models.meetings import Meeting
from twente.core.models import Party, User


class SubstitutionRequest(models.Model):
    """Who should stand in for a party in a meeting or for one item of it, on which document; open until settled.

    Granted it points at what was recorded, until that is withdrawn; declined it has a reason.
    """

    class State(models.TextChoices):
        ASKED = "asked", "gevraagd"
        GRANTED = "granted", "vastgelegd"
        DECLINED = "declined", "afgewezen"
        WITHDRAWN = "withdrawn", "ingetrokken"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="substitution_requests")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, null=True, related_name="substitution_requests")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    document = models.CharField("mandaatbesluit", max_length=200)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    reason = models.CharField("reden", max_length=200, blank=True)
    substitution = models.ForeignKey(Substitution, on_delete=models.SET_NULL, null=True, related_name="requests")
    form_key = models.UUIDField(unique=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "item", "party"],
                condition=Q(state="asked"),
                name="one_open_substitution_request",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="substitution_request_settled_whole",
                condition=Q(state="asked", settled_at__isnull=True, settled_by__isnull=True)
                | ~Q(state="asked") & Q(settled_at__isnull=False, settled_by__isnull=False),
            ),
            models.CheckConstraint(
                name="substitution_request_declined_with_reason", condition=~Q(state="declined") | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} gevraagd voor {self.party}"
