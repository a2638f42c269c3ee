"""Rows that wait for the worker: messages, background jobs, and the heartbeat that shows the worker lives."""

import uuid

from django.conf import settings
from django.db import models

from twente.core.models import Agreement
from twente.documents.models import Document
from twente.outbox.bouncing.models import Bounce as Bounce
from twente.outbox.choosing.models import TermPace as TermPace
from twente.outbox.choosing.models import WeekOverview as WeekOverview
from twente.outbox.deadlines.models import Deadline as Deadline
from twente.outbox.deadlines.models import Reminder as Reminder
from twente.outbox.dispatching.models import Dispatch as Dispatch
from twente.outbox.dispatching.models import DispatchAnswer as DispatchAnswer
from twente.outbox.publishing.models import Publication as Publication
from twente.outbox.settling.models import Settled, only_when


class Message(Settled):
    """A mail to one recipient. `key` makes sure that one event mails one person once, whoever asks twice.

    `headers` are further lines of its head, such as how to stop this kind of mail. `document` goes along as a file, for
    who has no account here: only an invoice does, a paper of the overleg never.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "wacht"
        SENDING = "sending", "wordt verzonden"
        SENT = "sent", "verzonden"
        BOUNCED = "bounced", "teruggekomen"
        DEAD = "dead", "niet verzonden"
        CANCELLED = "cancelled", "ingetrokken"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, null=True)
    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=40)
    recipient = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    calendar = models.BinaryField(null=True)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    headers = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    queued_at = models.DateTimeField()
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at", "id"], name="message_next", condition=models.Q(state="queued")),
            models.Index(fields=["claimed_at"], name="message_claimed", condition=models.Q(state="sending")),
            models.Index(fields=["queued_at"], name="message_dead", condition=models.Q(state="dead", settled_at=None)),
        ]
        constraints = [models.CheckConstraint(name="only_dead_mail_is_settled", condition=only_when("dead"))]

    def __str__(self) -> str:
        return f"{self.subject} aan {self.recipient}"


class Job(Settled):
    """Work that does not belong in a web request, such as making a PDF; findable after the tab is closed.

    `done` of `total` steps were made; 0 of 0 for work that does not count its steps.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "wacht"
        RUNNING = "running", "bezig"
        DONE = "done", "klaar"
        FAILED = "failed", "mislukt"

    OPEN = (State.QUEUED, State.RUNNING)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT)
    kind = models.CharField(max_length=40)
    target_id = models.BigIntegerField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    queued_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "target_id"],
                condition=models.Q(state__in=("queued", "running")),
                name="one_open_job_per_target",
            ),
            models.CheckConstraint(name="only_failed_job_is_settled", condition=only_when("failed")),
        ]
        indexes = [
            models.Index(fields=["queued_at"], name="job_failed", condition=models.Q(state="failed", settled_at=None)),
            models.Index(fields=["kind", "target_id", "queued_at"], name="job_latest"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.target_id}"


class Heartbeat(models.Model):
    """When a periodic task last ran to its end."""

    task = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.task}: {self.at}"
