"""The yearly financial account to the governing bodies, with figures from the ledger (BOK-8f)."""

from django.db import models
from django.db.models import Q

from finance.models.rates import sane_year
from meetings.models import Decision
from twente.core.models import Agreement, User
from twente.documents.models import Document


class YearAccount(models.Model):
    """The account of one year. While open its figures are those of today; closing freezes them in `content`.

    `notes` is the explanation in words. After both signed the document, the overleg adopts it by a decision.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="year_accounts")
    year = models.PositiveSmallIntegerField()
    notes = models.TextField("toelichting", blank=True)
    version = models.PositiveIntegerField(default=0)
    content = models.JSONField(null=True)
    content_sha256 = models.CharField(max_length=64, blank=True)
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    document = models.OneToOneField(Document, on_delete=models.PROTECT, null=True, related_name="year_account")
    adopted_in = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="year_accounts")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "year"], name="one_account_a_year"),
            sane_year("account_year"),
            models.CheckConstraint(
                name="account_closed_with_content",
                condition=Q(closed_at__isnull=True, content__isnull=True, document__isnull=True)
                | Q(closed_at__isnull=False, content__isnull=False, content_sha256__regex=r"^[0-9a-f]{64}$"),
            ),
            models.CheckConstraint(
                name="account_adopted_with_document",
                condition=Q(adopted_in__isnull=True) | Q(document__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"financiële verantwoording {self.year}"
