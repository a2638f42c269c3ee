"""What came in: bank files, their lines, payments noted by hand, and on which invoice each cent counts (BOK-11.2)."""

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q

from finance.models.invoices import Invoice
from twente.core.models import Agreement, User


class BankImport(models.Model):
    """A bank file: first looked at, then confirmed. Once confirmed it and its lines stand; the same file comes once."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="bank_imports")
    sha256 = models.CharField(max_length=64)
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    iban = models.CharField(max_length=34)
    opening_cents = models.BigIntegerField()
    closing_cents = models.BigIntegerField()
    uploaded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    skipped = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "sha256"], name="bank_file_once"),
            models.CheckConstraint(
                name="bank_file_confirmed_by_someone",
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class BankLine(models.Model):
    """One amount on the account, as the bank wrote it; below zero it went off. Append-only."""

    bank_import = models.ForeignKey(BankImport, on_delete=models.PROTECT, related_name="lines")
    position = models.PositiveIntegerField()
    booked_on = models.DateField()
    cents = models.BigIntegerField()
    name = models.CharField(max_length=200, blank=True)
    iban = models.CharField(max_length=34, blank=True)
    reference = models.CharField(max_length=40, blank=True)
    text = models.CharField(max_length=500, blank=True)
    bank_reference = models.CharField(max_length=60, blank=True)
    reversal = models.BooleanField(default=False)

    class Meta:
        ordering = ["-booked_on", "-bank_import_id", "position"]
        constraints = [
            models.UniqueConstraint(fields=["bank_import", "position"], name="bank_line_once"),
            models.CheckConstraint(name="bank_line_moves_money", condition=~Q(cents=0)),
        ]

    def __str__(self) -> str:
        return f"{self.name or 'bankregel'} op {self.booked_on}"


class SetAside(models.Model):
    """A bank line that belongs to no invoice (bank costs, a refund), with the reason. Append-only.

    A line is set aside once at a time (trigger); `put_back` ends it.
    """

    line = models.ForeignKey(BankLine, on_delete=models.PROTECT, related_name="set_asides")
    reason = models.CharField("reden", max_length=200)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.line}: {self.reason}"


class PutBack(models.Model):
    """A bank line that was set aside is to be placed after all, with the reason. Append-only."""

    set_aside = models.OneToOneField(SetAside, on_delete=models.PROTECT, related_name="put_back")
    reason = models.CharField("reden", max_length=200)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="put_back_reasoned", condition=~Q(reason=""))]

    def __str__(self) -> str:
        return f"{self.set_aside.line}: {self.reason}"


class ManualPayment(models.Model):
    """A payment that no bank file shows, with the reason why it counts. Append-only; whole cents."""

    form_key = models.UUIDField(unique=True, db_default=RandomUUID())
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="manual_payments")
    cents = models.BigIntegerField("bedrag")
    received_on = models.DateField("ontvangen op")
    reason = models.CharField("reden", max_length=200)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="manual_payment_positive", condition=Q(cents__gt=0)),
            models.CheckConstraint(name="manual_payment_reasoned", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"handmatige betaling op {self.received_on}"


class Allocation(models.Model):
    """So many cents of a bank line or manual payment count on an invoice. Append-only: undoing is a row of its own.

    Below zero for a reversal and for an undo. More than is open only with `overpaid`, which a person ticks.
    """

    class How(models.TextChoices):
        REFERENCE = "reference", "op betalingskenmerk"
        NUMBER = "number", "op factuurnummer"
        HAND = "hand", "met de hand"

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="allocations")
    line = models.ForeignKey(BankLine, on_delete=models.PROTECT, null=True, related_name="allocations")
    manual = models.ForeignKey(ManualPayment, on_delete=models.PROTECT, null=True, related_name="allocations")
    cents = models.BigIntegerField("bedrag")
    how = models.CharField(max_length=12, choices=How.choices)
    overpaid = models.BooleanField(default=False)
    undoes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="undone_by")
    reason = models.CharField("reden", max_length=200, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(name="allocation_is_something", condition=~Q(cents=0)),
            models.CheckConstraint(
                name="allocation_of_one_source",
                condition=Q(line__isnull=False, manual__isnull=True) | Q(line__isnull=True, manual__isnull=False),
            ),
            models.CheckConstraint(name="allocation_undo_reasoned", condition=Q(undoes__isnull=True) | ~Q(reason="")),
            models.CheckConstraint(name="allocation_undoes_another", condition=~Q(undoes=F("id"))),
        ]

    def __str__(self) -> str:
        return f"{self.cents} cent op {self.invoice}"
