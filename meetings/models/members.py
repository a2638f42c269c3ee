"""What is kept for one person: a secret calendar address, when somebody last looked, which mails were stopped."""

from django.db import models
from django.db.models import Q

from meetings.models.meetings import Meeting
from twente.core.models import User


class CalendarFeed(models.Model):
    """A secret address from which a person's own calendar reads meetings; only the hash of the secret is kept.

    `used_at` is when it was last read, to the hour. A renewed or revoked address never works again.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="calendar_feeds")
    token_sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(revoked_at__isnull=True), name="one_feed_per_person")
        ]

    def __str__(self) -> str:
        return f"agenda-abonnement van {self.user}"


class CalendarTerm(models.Model):
    """A term as the calendar of a person last read it: its day, and how often that moved (RFC 5545: SEQUENCE)."""

    feed = models.ForeignKey(CalendarFeed, on_delete=models.CASCADE, related_name="terms")
    uid = models.CharField(max_length=250)
    day = models.DateField()
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["feed", "uid"], name="calendar_term_once")]

    def __str__(self) -> str:
        return f"{self.uid} op {self.day}"


class MeetingLook(models.Model):
    """When somebody last opened a meeting, so that the next time we can say what changed."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="looks")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "user"], name="look_once")]

    def __str__(self) -> str:
        return f"{self.user} bekeek {self.meeting}"


class MailStop(models.Model):
    """A kind of news that a person does not want by mail; mails that convene are never of such a kind."""

    class Kind(models.TextChoices):
        AGENDA = "agenda", "verstuurde agenda’s"
        PAPERS = "papers", "nieuwe stukken"
        REMINDER = "reminder", "herinnering aan een vergadering"
        MINUTES = "minutes", "verslagen"
        ACTIONS = "actions", "acties met een termijn"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="mail_stops")
    kind = models.CharField("soort", max_length=10, choices=Kind.choices)
    stopped_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="mail_stopped_once")]

    def __str__(self) -> str:
        return f"{self.user} krijgt geen mail over {self.get_kind_display()}"


class MailDigest(models.Model):
    """Until which moment the news of a person has been looked at for a mail of the day."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+")
    covered_until = models.DateTimeField()

    def __str__(self) -> str:
        return f"nieuws van {self.user}"
