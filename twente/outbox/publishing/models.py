"""What was published and taken back. A publication stands until it is withdrawn, once; again is a new row (Woo)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from twente.documents.models import Document


class Publication(models.Model):
    """One revision of a document that everybody may read since `published_at`, until it was withdrawn with a reason.

    `items` are the ids of the agenda items whose content it holds; `dated_on` is the day that the document is about.
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="publications")
    revision_number = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)
    items = models.JSONField(default=list)
    dated_on = models.DateField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField("waarom ingetrokken", max_length=300, blank=True)

    class Meta:
        ordering = ["-published_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["document"], condition=Q(withdrawn_at__isnull=True), name="one_publication_at_a_time"
            ),
            models.CheckConstraint(name="publication_has_hash", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")),
            models.CheckConstraint(
                name="publication_withdrawn_for_a_reason",
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, reason="")
                | (Q(withdrawn_at__gte=F("published_at"), withdrawn_by__isnull=False) & ~Q(reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"publicatie van {self.document}"
