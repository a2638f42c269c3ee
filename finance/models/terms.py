"""Who sends the invoices and on which terms: what the agreement leaves open, recorded with its decision (BOK-18)."""

from django.db import models
from django.db.models import Q

from finance.models.endpoints import endpoint_id, endpoint_scheme, whole_endpoint
from twente.core.models import Agreement, User


class Issuer(models.Model):
    """The organisation that sends the invoices of an agreement from a day. Append-only; the newest day counts."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="issuers")
    valid_from = models.DateField("geldt vanaf")
    name = models.CharField("naam", max_length=120)
    street = models.CharField("straat en huisnummer", max_length=120)
    postcode = models.CharField("postcode", max_length=10)
    city = models.CharField("plaats", max_length=60)
    kvk = models.CharField("KvK-nummer", max_length=8, blank=True)
    oin = models.CharField("OIN", max_length=20, blank=True)
    vat_id = models.CharField("btw-nummer", max_length=20, blank=True)
    endpoint_scheme = endpoint_scheme()
    endpoint_id = endpoint_id()
    iban = models.CharField("IBAN", max_length=34)
    bic = models.CharField("BIC", max_length=11, blank=True)
    email = models.EmailField("e-mailadres")
    contact = models.CharField("contactpersoon of afdeling", max_length=120)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["valid_from", "id"]
        constraints = [whole_endpoint("issuer_endpoint_whole")]

    def __str__(self) -> str:
        return self.name


class BillingTerms(models.Model):
    """Terms of the invoices of an agreement from a day, each chosen by the overleg. Append-only; the newest counts.

    `payment_days` after the invoice date; `tolerance` in hundredths of a percent of the budget; `reminder_days` after
    the due date; `part_year` is how a party that takes part in a part of the year pays (R16). `collection` is the fixed
    sum for the costs of collecting that goes with trade interest, in cents, 0 for none (BW 6:96 lid 4).
    """

    class Vat(models.TextChoices):
        OUTSIDE = "O", "buiten de heffing"
        EXEMPT = "E", "vrijgesteld"
        STANDARD = "S", "21 procent"

    class Interest(models.TextChoices):
        NONE = "geen", "geen rente"
        ORDINARY = "6:119", "wettelijke rente (BW 6:119)"
        TRADE = "6:119b", "wettelijke handelsrente (BW 6:119b)"
        PUBLIC = "awb", "Algemene wet bestuursrecht (4:98)"

    class PartYear(models.TextChoices):
        WHOLE = "heel_jaar", "het hele jaar"
        MONTHS = "maanden", "per maand"
        DAYS = "dagen", "per dag"

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="billing_terms")
    valid_from = models.DateField("geldt vanaf")
    series = models.CharField("reeks", max_length=8)
    payment_days = models.PositiveSmallIntegerField("betaaltermijn in dagen")
    vat = models.CharField("btw", max_length=1, choices=Vat.choices)
    vat_reason = models.CharField("reden bij de btw", max_length=200, blank=True)
    interest = models.CharField("rente", max_length=8, choices=Interest.choices, default=Interest.NONE)
    collection = models.PositiveIntegerField("vergoeding voor incassokosten", default=0, db_default=0)
    part_year = models.CharField("deel van een jaar", max_length=10, choices=PartYear.choices)
    tolerance = models.PositiveSmallIntegerField("marge")
    reminder_days = models.JSONField("dagen na de vervaldatum", default=list)
    decision = models.CharField("besluit", max_length=200)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["valid_from", "id"]
        constraints = [
            models.CheckConstraint(name="billing_terms_series", condition=Q(series__regex=r"^[A-Z][A-Z0-9]{0,7}$")),
            models.CheckConstraint(
                name="billing_terms_payment_days", condition=Q(payment_days__gte=1, payment_days__lte=120)
            ),
            models.CheckConstraint(name="billing_terms_vat_reason", condition=Q(vat="S") | ~Q(vat_reason="")),
            models.CheckConstraint(
                name="billing_terms_collection",
                condition=Q(collection=0) | Q(collection__gte=40_00, interest="6:119b"),
            ),
            models.CheckConstraint(name="billing_terms_decided", condition=~Q(decision="")),
        ]

    def __str__(self) -> str:
        return f"factuurvoorwaarden van {self.agreement} vanaf {self.valid_from}"
