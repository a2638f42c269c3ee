"""What finance knows of a party: where its invoices go, and what its council promised for which years."""

from django.db import models
from django.db.models import F, Q

from finance.models.endpoints import endpoint_id, endpoint_scheme, whole_endpoint
from finance.models.rates import sane_year
from twente.core.models import Agreement, Party, User


class BillingProfile(models.Model):
    """To whom and how a party is invoiced from a day. Append-only; the newest day counts.

    Another body may be the addressee.
    `reference_name` is what this party calls the number it wants on an invoice ("verplichtingnummer"); empty when it
    asks for none. `order_reference` and `buyer_reference` are what is printed and sent along. `endpoint_scheme` and
    `endpoint_id` are the electronic address on Peppol, which is another thing than the legal number.
    """

    class Channel(models.TextChoices):
        PEPPOL = "peppol", "Peppol"
        MAIL = "mail", "pdf per mail"
        POST = "post", "post"

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="billing_profiles")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="billing_profiles")
    valid_from = models.DateField("geldt vanaf")
    name = models.CharField("naam op de factuur", max_length=120)
    attention = models.CharField("ter attentie van", max_length=120, blank=True)
    street = models.CharField("straat en huisnummer of postbus", max_length=120)
    postcode = models.CharField("postcode", max_length=10)
    city = models.CharField("plaats", max_length=60)
    kvk = models.CharField("KvK-nummer", max_length=8, blank=True)
    oin = models.CharField("OIN", max_length=20, blank=True)
    endpoint_scheme = endpoint_scheme()
    endpoint_id = endpoint_id()
    channel = models.CharField("verzending", max_length=8, choices=Channel.choices)
    email = models.EmailField("e-mailadres", blank=True)
    reference_name = models.CharField("gevraagd kenmerk", max_length=60, blank=True)
    order_reference = models.CharField("ordernummer", max_length=60, blank=True)
    buyer_reference = models.CharField("kenmerk van de ontvanger", max_length=60, blank=True)
    note = models.CharField("bijzonderheid", max_length=120, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["valid_from", "id"]
        constraints = [
            models.CheckConstraint(name="billing_mail_has_address", condition=~Q(channel="mail") | ~Q(email="")),
            whole_endpoint("billing_endpoint_whole"),
        ]

    def __str__(self) -> str:
        return f"{self.name} voor {self.party}"


class Commitment(models.Model):
    """What the council of a party decided about its contribution in some years (BOK-11.1, 15.1, R19). Append-only.

    The newest row that covers a year counts. `stands` False: the council declined, or took it back. `cents` is the
    amount per year that the council named, if it named one. What was promised for a plan period also holds after a
    withdrawal (BOK-15.1, 15.4).
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="commitments")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="commitments")
    contribution = models.CharField(max_length=40)
    first_year = models.PositiveSmallIntegerField("eerste jaar")
    last_year = models.PositiveSmallIntegerField("laatste jaar")
    stands = models.BooleanField("toegezegd", default=True)
    cents = models.BigIntegerField("bedrag per jaar", null=True)
    document = models.CharField("raadsbesluit", max_length=200)
    decided_on = models.DateField("besloten op")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["decided_on", "id"]
        constraints = [
            models.CheckConstraint(name="commitment_in_order", condition=Q(last_year__gte=F("first_year"))),
            models.CheckConstraint(name="commitment_documented", condition=~Q(document="")),
            models.CheckConstraint(name="commitment_positive", condition=Q(cents__isnull=True) | Q(cents__gt=0)),
            sane_year("commitment_first_year", "first_year"),
            sane_year("commitment_last_year", "last_year"),
        ]

    def __str__(self) -> str:
        return f"raadsbesluit {self.party} {self.first_year}–{self.last_year}"
