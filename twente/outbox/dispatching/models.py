"""The register of what was sent to which council. Only that it was opened is added later; the rest stands (BOK-8h)."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from twente.core.models import Party
from twente.documents.models import Document

HASH = r"^[0-9a-f]{64}$"


class Dispatch(models.Model):
    """One revision of a document, sent to the clerk of one council as that clerk was known then.

    Whether the mail arrived stands in `message`. `items` are the ids of the agenda items whose content the document
    holds: one that becomes confidential later closes the link. `resends` names the row that this one repeats.
    """

    class Act(models.TextChoices):
        INFORM = "inform", "ter kennisname"
        ASK = "ask", "met een vraag aan de raad"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="dispatches")
    revision_number = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)
    items = models.JSONField(default=list)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="dispatches")
    contact_name = models.CharField(max_length=120)
    contact_email = models.EmailField()
    act = models.CharField(max_length=10, choices=Act.choices, default=Act.INFORM)
    question = models.TextField("vraag aan de raad", blank=True)
    answer_by = models.DateField("antwoord uiterlijk op", null=True)
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    message = models.OneToOneField("outbox.Message", on_delete=models.PROTECT, related_name="dispatch")
    resends = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="sent_again")
    token_sha256 = models.CharField(max_length=64, unique=True)
    opened_at = models.DateTimeField(null=True)
    last_opened_at = models.DateTimeField(null=True)
    times_opened = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-sent_at", "party__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "sha256", "party", "act"],
                condition=Q(resends__isnull=True),
                name="dispatched_once",
            ),
            models.CheckConstraint(
                name="dispatch_has_hashes",
                condition=Q(sha256__regex=HASH, token_sha256__regex=HASH),
            ),
            models.CheckConstraint(
                name="dispatch_asks_by_a_day",
                condition=(Q(act="ask", answer_by__isnull=False) & ~Q(question=""))
                | Q(act="inform", answer_by__isnull=True, question=""),
            ),
            models.CheckConstraint(
                name="dispatch_opened_after_sent",
                condition=Q(opened_at__isnull=True, last_opened_at__isnull=True, times_opened=0)
                | Q(opened_at__gte=F("sent_at"), last_opened_at__gte=F("opened_at"), times_opened__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} aan de raad van {self.party}"


class DispatchAnswer(models.Model):
    """What a council answered to a question, and on which document. Append-only."""

    dispatch = models.OneToOneField(Dispatch, on_delete=models.PROTECT, related_name="answer")
    answered_on = models.DateField("antwoord van")
    document = models.CharField("stuk van de raad", max_length=200)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(name="answer_names_its_document", condition=~Q(document=""))]

    def __str__(self) -> str:
        return f"antwoord op {self.dispatch}"
