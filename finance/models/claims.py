"""What is asked by one and made final by another: a one-off claim (BOK-13.6, 17.2; UHO-9) and a credit note."""

from django.db import models
from django.db.models import F, Q

from finance.models.invoices import Invoice
from twente.core.models import Agreement, Party, User


class Claim(models.Model):
    """A cost that one party owes once: its share of mediation, of the archive, the cost of leaving.

    `source` names the record it comes from ("dispute:3") or the form ("form:…"); the same source and party is the same
    claim. `invoice` is set once somebody else made it final; `withdrawn_at` when it was taken back before.
    `outside_vat`: damages such as interest, on which no VAT is charged whatever the terms say.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="claims")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="claims")
    article = models.CharField("grondslag", max_length=8)
    subject = models.CharField("waarvoor", max_length=200)
    explanation = models.CharField("toelichting", max_length=300, blank=True)
    cents = models.BigIntegerField("bedrag")
    source = models.CharField(max_length=60, blank=True)
    outside_vat = models.BooleanField(default=False, db_default=False)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    invoice = models.OneToOneField(Invoice, on_delete=models.PROTECT, null=True, related_name="claim")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.CheckConstraint(name="claim_positive", condition=Q(cents__gt=0, cents__lte=100_000_000_000)),
            models.CheckConstraint(
                name="claim_two_persons", condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("asked_by"))
            ),
            models.CheckConstraint(
                name="claim_confirmed_is_invoiced",
                condition=Q(invoice__isnull=True, confirmed_by__isnull=True)
                | Q(invoice__isnull=False, confirmed_by__isnull=False, withdrawn_at__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["source", "party"],
                condition=~Q(source="") & Q(withdrawn_at__isnull=True),
                name="claim_source_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}, {self.party}"


class CreditRequest(models.Model):
    """One person asks to credit an invoice in full or in part, another makes the credit note.

    At most one open request per invoice. Amounts are whole cents, excluding VAT.
    """

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="credit_requests")
    cents = models.BigIntegerField("bedrag")
    reason = models.CharField("reden", max_length=300)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    credit = models.OneToOneField(Invoice, on_delete=models.PROTECT, null=True, related_name="credit_request")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.CheckConstraint(name="credit_positive", condition=Q(cents__gt=0)),
            models.CheckConstraint(
                name="credit_two_persons", condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("asked_by"))
            ),
            models.CheckConstraint(
                name="credit_confirmed_is_made",
                condition=Q(credit__isnull=True, confirmed_by__isnull=True)
                | Q(credit__isnull=False, confirmed_by__isnull=False, withdrawn_at__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["invoice"],
                condition=Q(credit__isnull=True, withdrawn_at__isnull=True),
                name="one_open_credit_request",
            ),
        ]

    def __str__(self) -> str:
        return f"creditering van {self.invoice}"
