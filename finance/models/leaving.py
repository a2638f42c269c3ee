"""What it costs that a party leaves: real costs, established after consultation, borne by who leaves (UHO-9, 10)."""

from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import Q

from meetings.models import Decision
from twente.core.models import Agreement, Party, User


class ExitCosts(models.Model):
    """The costs of one departure. `consent` is the decision on its consequences, `ends_on` the last day of the notice.

    Open it collects lines; established it stands (trigger): then the party was consulted, on a day and in words, and
    its claim is asked for. At most one that was not taken back per party and decision.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="exit_costs")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="exit_costs")
    consent = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="exit_costs")
    article = models.CharField("grondslag", max_length=8)
    ends_on = models.DateField("laatste dag")
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    consulted_on = models.DateField("overleg met de partij op", null=True)
    consulted = models.CharField("wat de partij vond", max_length=300, blank=True)
    established_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    established_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["started_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["party", "consent"], condition=Q(withdrawn_at__isnull=True), name="exit_costs_once"
            ),
            models.CheckConstraint(
                name="exit_costs_established_after_consultation",
                condition=Q(established_at__isnull=True, established_by__isnull=True)
                | Q(established_by__isnull=False, established_at__isnull=False, consulted_on__isnull=False)
                & ~Q(consulted=""),
            ),
        ]

    def __str__(self) -> str:
        return f"kosten van uittreden van {self.party}"


class ExitCostLine(models.Model):
    """A real cost of leaving; only while the whole is open (trigger)."""

    form_key = models.UUIDField(unique=True, db_default=RandomUUID())
    exit_costs = models.ForeignKey(ExitCosts, on_delete=models.PROTECT, related_name="lines")
    description = models.CharField("omschrijving", max_length=200)
    cents = models.BigIntegerField("bedrag")
    incurred_on = models.DateField("gemaakt op")

    class Meta:
        ordering = ["incurred_on", "id"]
        constraints = [
            models.CheckConstraint(name="exit_cost_positive", condition=Q(cents__gt=0, cents__lte=100_000_000_000))
        ]

    def __str__(self) -> str:
        return self.description
