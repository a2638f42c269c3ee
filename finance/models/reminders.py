"""Letters about invoices that were not paid in time, and those that stayed in, with the reason (finance.md 5.7)."""

from django.db import models
from django.db.models import Q

from finance.models.invoices import Invoice
from twente.documents.models import Document


class Reminder(models.Model):
    """A reminder that went out: each step of an invoice once. Append-only."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="reminders")
    level = models.PositiveSmallIntegerField()
    on = models.DateField()
    pay_before = models.DateField()
    open_cents = models.BigIntegerField()
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    recipient = models.EmailField(blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["invoice_id", "level"]
        constraints = [
            models.UniqueConstraint(fields=["invoice", "level"], name="reminder_once"),
            models.CheckConstraint(name="reminder_about_money", condition=Q(open_cents__gt=0, level__gte=1)),
        ]

    def __str__(self) -> str:
        return f"herinnering {self.level} van {self.invoice}"


class ReminderSkip(models.Model):
    """A step that was due and did not go out, once per reason. Append-only."""

    class Why(models.TextChoices):
        PAID = "paid", "betaald"
        DISPUTED = "disputed", "betwist"
        UNSENT = "unsent", "de factuur is nog niet verzonden"

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="reminder_skips")
    level = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=10, choices=Why.choices)
    on = models.DateField()

    class Meta:
        ordering = ["on", "id"]
        constraints = [models.UniqueConstraint(fields=["invoice", "level", "why"], name="reminder_skip_once")]

    def __str__(self) -> str:
        return f"herinnering {self.level} van {self.invoice} niet verzonden: {self.get_why_display()}"
