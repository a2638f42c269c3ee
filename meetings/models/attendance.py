"""Who sat at the table, who stood in, who gave notice (BOK-1f)."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Q

from meetings.models.agenda import AgendaItem
from meetings.models.meetings import Meeting
from twente.core.constraints import meanwhile, same
from twente.core.models import Mandate, Party, User


class Substitution(models.Model):
    """Somebody else speaks and votes for a party in one meeting, or for one item; goes before the mandate (BOK-1f)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="substitutions")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, related_name="substitutions")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="substitutions")
    document = models.CharField("mandaatbesluit", max_length=200)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "item", "party"], name="one_substitute_per_party", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} vervangt voor {self.party}"


class Attendance(models.Model):
    """A party was present from one moment until another, by whom and on which mandate or substitution."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="attendances")
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, null=True, related_name="+")
    substitution = models.ForeignKey(Substitution, on_delete=models.PROTECT, null=True, related_name="+")
    arrived_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["arrived_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="attendance_in_order", condition=Q(left_at__isnull=True) | Q(left_at__gte=F("arrived_at"))
            ),
            models.CheckConstraint(
                name="attendance_on_one_ground",
                condition=Q(mandate__isnull=False, substitution__isnull=True)
                | Q(mandate__isnull=True, substitution__isnull=False),
            ),
            ExclusionConstraint(
                name="one_person_per_party_present",
                expressions=[
                    same("meeting_id"),
                    same("party_id"),
                    meanwhile("arrived_at", "left_at"),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party} aanwezig bij {self.meeting}"


class Absence(models.Model):
    """A party gave notice that it would not come."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="absences")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    notice = models.CharField("bericht", max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "party"], name="absence_once")]

    def __str__(self) -> str:
        return f"{self.party} met kennisgeving afwezig"
