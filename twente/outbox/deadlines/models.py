"""Terms that are watched, and what was told about each. A term is computed from its facts; these rows follow it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from twente.core.models import Agreement


class Deadline(models.Model):
    """One term of a room as the sweep last computed it: its last day (Amsterdam), and who acts in words of `acts`.

    `stale`: a service changed the facts since, so nothing is told before it is computed again. `look_on`: the next day
    on which there is something to tell. `known_on`: the day on which `due_on` was first seen, empty for what was there
    before anything was watched. `closed_at`: done, or no term any more.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="deadlines")
    room = models.CharField(max_length=40)
    key = models.CharField(max_length=200)
    milestones = models.CharField(max_length=20)
    acts = models.CharField(max_length=80)
    due_on = models.DateField()
    title = models.CharField(max_length=300)
    article = models.CharField(max_length=20, blank=True)
    url = models.CharField(max_length=300)
    known_on = models.DateField(null=True)
    look_on = models.DateField(null=True)
    stale = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "room", "key"], name="deadline_once")]
        indexes = [
            models.Index(fields=["look_on"], name="deadline_to_tell", condition=Q(closed_at__isnull=True, stale=False))
        ]

    def __str__(self) -> str:
        return f"{self.title}: {self.due_on}"


class Reminder(models.Model):
    """One person is told one milestone of one last day, once; the mail may tell of other terms as well."""

    deadline = models.ForeignKey(Deadline, on_delete=models.PROTECT, related_name="reminders")
    milestone = models.CharField(max_length=10)
    due_on = models.DateField()
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    message = models.ForeignKey("outbox.Message", on_delete=models.PROTECT, related_name="reminders")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["deadline", "milestone", "due_on", "recipient"], name="reminder_of_term_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.milestone} van {self.deadline} aan {self.recipient}"
