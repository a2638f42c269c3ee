"""Invoices and credit notes: numbered without gaps, frozen from the first moment (finance.md 0.2, 0.3)."""

from django.db import models
from django.db.models import F, Q

from finance.models.runs import InvoiceRun
from twente.core.models import Agreement, Party, User
from twente.documents.models import Document


class NumberSeries(models.Model):
    """The counter of one series and year; locked while numbers are given out: none is skipped or given twice."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="number_series")
    prefix = models.CharField(max_length=8)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prefix", "year"], name="number_series_once")]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year}"


class Invoice(models.Model):
    """An invoice or a credit note, as it was sent. Append-only: a correction is a new document.

    `supplier` and `buyer` are copies of Issuer and BillingProfile on the day (their columns, without ids and days);
    `grounds` are finished Dutch lines: agreement, article, decision, inhabitants with date, status and source.
    `charge` names what is charged once ("bijdrage:2027"), empty on one-off claims; a credit note has the charge and the
    year of its invoice. Amounts are positive whole cents, also on a credit note; `net_cents` excludes VAT.
    """

    class Kind(models.TextChoices):
        INVOICE = "invoice", "factuur"
        CREDIT = "credit", "creditnota"

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="invoices")
    series = models.ForeignKey(NumberSeries, on_delete=models.PROTECT, related_name="invoices")
    number = models.PositiveIntegerField()
    code = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    run = models.ForeignKey(InvoiceRun, on_delete=models.PROTECT, null=True, related_name="invoices")
    refers_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="credits")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="invoices")
    year = models.PositiveSmallIntegerField()
    charge = models.CharField(max_length=60, blank=True)
    subject = models.CharField(max_length=200)
    supplier = models.JSONField()
    buyer = models.JSONField()
    grounds = models.JSONField(default=list)
    vat = models.CharField(max_length=1)
    vat_reason = models.CharField(max_length=200, blank=True)
    net_cents = models.BigIntegerField()
    vat_cents = models.BigIntegerField(default=0)
    total_cents = models.BigIntegerField()
    payment_reference = models.CharField(max_length=25)
    channel = models.CharField(max_length=8)
    issued_on = models.DateField()
    due_on = models.DateField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["series_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="invoice_number_once"),
            models.UniqueConstraint(
                fields=["agreement", "charge", "year", "party"],
                condition=Q(kind="invoice", refers_to__isnull=True) & ~Q(charge=""),
                name="invoice_charge_once",
            ),
            models.CheckConstraint(name="invoice_positive", condition=Q(net_cents__gt=0, vat_cents__gte=0)),
            models.CheckConstraint(name="invoice_adds_up", condition=Q(total_cents=F("net_cents") + F("vat_cents"))),
            models.CheckConstraint(name="invoice_due_after_issue", condition=Q(due_on__gte=F("issued_on"))),
            models.CheckConstraint(
                name="invoice_credit_refers", condition=~Q(kind="credit") | Q(refers_to__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.code


class InvoiceLine(models.Model):
    """One line: quantity × price ÷ base quantity, rounded once, a half up. Append-only.

    `price` in euros per unit; `base_quantity` is what the price is for (12 months of a year amount). `parts` are
    printed under the line ([{"label", "cents"}]).
    """

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveSmallIntegerField()
    description = models.CharField(max_length=200)
    quantity = models.DecimalField(max_digits=14, decimal_places=4)
    unit = models.CharField(max_length=3)
    price = models.DecimalField(max_digits=14, decimal_places=2)
    base_quantity = models.PositiveIntegerField(default=1)
    cents = models.BigIntegerField()
    parts = models.JSONField(default=list)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["invoice", "position"], name="invoice_line_once"),
            models.CheckConstraint(name="invoice_line_positive", condition=Q(cents__gt=0, quantity__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.invoice} regel {self.position}"


class InvoiceFile(models.Model):
    """The files of an invoice: the PDF/A-3 in the documents of the house, and the UBL inside it. Append-only."""

    invoice = models.OneToOneField(Invoice, on_delete=models.PROTECT, related_name="file")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    ubl = models.BinaryField()
    ubl_sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"bestanden van {self.invoice}"


class InvoiceMark(models.Model):
    """What happened to an invoice: sent, received, disputed, no longer disputed. Append-only; the newest counts.

    `source` names the record that says so ("dispute:3", or the id of a message); `detail` is for who reads the
    register: channel and address, or the reason.
    """

    class Kind(models.TextChoices):
        SENT = "sent", "verzonden"
        RECEIVED = "received", "ontvangen"
        DISPUTED = "disputed", "betwist"
        UNDISPUTED = "undisputed", "niet meer betwist"

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="marks")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    on = models.DateField()
    detail = models.CharField(max_length=200)
    source = models.CharField(max_length=60, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["recorded_at", "id"]

    def __str__(self) -> str:
        return f"{self.invoice}: {self.get_kind_display()}"
