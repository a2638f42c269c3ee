"""Letters of a dispute: what they say is fixed when they are asked for; the worker prints them."""

from django.db import models
from django.db.models import Q

from disputes.models.dispute import Dispute
from twente.core.models import User
from twente.documents.models import Document


class Letter(models.Model):
    """One letter from its template: `content` are plain values, `document` the printed PDF once it is made.

    Nothing of it changes but that the document comes; a letter with other facts is another letter.
    """

    class Kind(models.TextChoices):
        NOTICE = "notice", "Melding van het geschil"
        SOLUTION = "solution", "Aankondiging van de oplossing"
        MEDIATOR = "mediator", "Verzoek aan de mediator"
        SUBMISSION = "submission", "Voorlegging aan Gedeputeerde Staten"

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    content = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    document = models.OneToOneField(Document, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["dispute", "kind", "fingerprint"], name="dispute_letter_once"),
            models.CheckConstraint(name="dispute_letter_has_hash", condition=Q(fingerprint__regex=r"^[0-9a-f]{64}$")),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.dispute})"
