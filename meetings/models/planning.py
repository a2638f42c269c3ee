"""Beside a meeting while it is planned: days chosen by hand, who has it in the calendar, why it was called off."""

from django.db import models
from django.db.models import Q

from meetings.models.meetings import Meeting
from twente.core.models import User


class DueDay(models.Model):
    """A day around a meeting (Amsterdam) that somebody chose by hand. Without a row the house rule gives the day.

    When the meeting moves, days by the house rule move along and a chosen day stays.
    """

    class Kind(models.TextChoices):
        PAPERS = "papers", "stukken aanleveren"
        AGENDA = "agenda", "agenda vaststellen"
        SENT = "sent", "agenda versturen"
        REMINDER = "reminder", "herinnering"
        MINUTES = "minutes", "conceptverslag klaar"
        COMMENTS = "comments", "reacties op het conceptverslag"

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="due_days")
    kind = models.CharField("soort", max_length=10, choices=Kind.choices)
    day = models.DateField("dag")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "kind"], name="due_day_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} op {self.day}"


class MeetingInvitation(models.Model):
    """Somebody has this meeting in the calendar, because of a mail that was sent since this moment."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="invitations")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "user"], name="invitation_once")]

    def __str__(self) -> str:
        return f"{self.user} is uitgenodigd voor {self.meeting}"


class MeetingCancellation(models.Model):
    """A meeting is off (afgelast): why, by whom and when. Append-only; the meeting itself does not come back."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="cancellation")
    reason = models.CharField("reden", max_length=200)
    cancelled_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    cancelled_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="cancelled_with_a_reason", condition=~Q(reason=""))]

    def __str__(self) -> str:
        return f"afgelast: {self.meeting}"
