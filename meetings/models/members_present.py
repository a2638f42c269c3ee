"""Who was there in a body whose members sit in person (BOK-7.3): by member, not by party."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Q

from meetings.models.bodies import BodyMember
from meetings.models.meetings import Meeting
from twente.core.constraints import meanwhile, same


class MemberAttendance(models.Model):
    """A member was present from one moment until another."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="member_attendances")
    member = models.ForeignKey(BodyMember, on_delete=models.PROTECT, related_name="attendances")
    arrived_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["arrived_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="member_attendance_in_order", condition=Q(left_at__isnull=True) | Q(left_at__gte=F("arrived_at"))
            ),
            ExclusionConstraint(
                name="member_present_once",
                expressions=[same("meeting_id"), same("member_id"), meanwhile("arrived_at", "left_at")],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} aanwezig bij {self.meeting}"


class MemberAbsence(models.Model):
    """A member gave notice that he or she would not come."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="member_absences")
    member = models.ForeignKey(BodyMember, on_delete=models.PROTECT, related_name="absences")
    notice = models.CharField("bericht", max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "member"], name="member_absence_once")]

    def __str__(self) -> str:
        return f"{self.member} met kennisgeving afwezig"
