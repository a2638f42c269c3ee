"""Interest on an invoice that was paid late: the percentages of the law, and calculations that two people agree on."""

from django.db import models
from django.db.models import F, Q

from finance.models.claims import Claim
from finance.models.invoices import Invoice
from twente.core.models import Agreement, User


class InterestRate(models.Model):
    """The statutory percentage from a day, with where it was published. Append-only; of one day the newest counts.

    `hundredths`: of a percent a year (6 percent is 600).
    """

    class Kind(models.TextChoices):
        ORDINARY = "gewoon", "wettelijke rente"
        TRADE = "handel", "wettelijke handelsrente"

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="interest_rates")
    kind = models.CharField("soort", max_length=8, choices=Kind.choices)
    valid_from = models.DateField("geldt vanaf")
    hundredths = models.PositiveIntegerField("percentage per jaar")
    source = models.CharField("bron", max_length=200)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["kind", "valid_from", "id"]
        constraints = [
            models.CheckConstraint(name="interest_rate_sane", condition=Q(hundredths__gt=0, hundredths__lte=2500)),
            models.CheckConstraint(name="interest_rate_sourced", condition=~Q(source="")),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} vanaf {self.valid_from}"


class InterestCalculation(models.Model):
    """Interest on one invoice up to and including a day, made by one person and approved by another.

    `content` is everything it rests on with its pieces, `content_sha256` the checksum over it: approving makes it again
    and compares. `cents` is what is still to be charged. At most one open calculation per invoice; approved, it has its
    `claim`. What was made never changes (trigger); another calculation withdraws the one before.
    """

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="interest_calculations")
    until = models.DateField("tot en met")
    cents = models.BigIntegerField("rente")
    content = models.JSONField()
    content_sha256 = models.CharField(max_length=64)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    claim = models.OneToOneField(Claim, on_delete=models.PROTECT, null=True, related_name="interest")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.CheckConstraint(name="interest_positive", condition=Q(cents__gt=0)),
            models.CheckConstraint(name="interest_checksum", condition=Q(content_sha256__regex=r"^[0-9a-f]{64}$")),
            models.CheckConstraint(
                name="interest_two_persons", condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("made_by"))
            ),
            models.CheckConstraint(
                name="interest_confirmed_is_claimed",
                condition=Q(claim__isnull=True, confirmed_by__isnull=True)
                | Q(claim__isnull=False, confirmed_by__isnull=False, withdrawn_at__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["invoice"],
                condition=Q(claim__isnull=True, withdrawn_at__isnull=True),
                name="one_open_interest_calculation",
            ),
        ]

    def __str__(self) -> str:
        return f"rente over {self.invoice} tot en met {self.until}"
