"""An invoice run from concept by way of a second person to final; what it rests on is kept with it."""

from django.db import models
from django.db.models import F, Q

from finance.models.rates import sane_year
from twente.core.models import Agreement, Party, PopulationSet, User


class InvoiceRun(models.Model):
    """The invoices of one contribution and year, made together (factuurronde).

    `kind`: the regular run, one for parties that came later, or a revision after new inhabitants (R17). When it goes
    to the second person (`checker` is who was asked), `inputs` keeps everything it rests on, with its SHA-256;
    becoming final asks that nothing changed since. `version` counts the changes of a concept. A final run never
    changes (trigger).
    """

    class Kind(models.TextChoices):
        REGULAR = "regular", "jaarronde"
        LATER = "later", "latere partijen"
        REVISION = "revision", "herziening"

    class State(models.TextChoices):
        DRAFT = "draft", "concept"
        CHECKING = "checking", "controle"
        APPROVED = "approved", "akkoord"
        FINAL = "final", "definitief"
        WITHDRAWN = "withdrawn", "ingetrokken"

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="invoice_runs")
    contribution = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    version = models.PositiveIntegerField(default=0)
    population = models.ForeignKey(PopulationSet, on_delete=models.PROTECT, null=True, related_name="+")
    difference_reason = models.CharField("reden van het verschil", max_length=300, blank=True)
    inputs = models.JSONField(null=True)
    inputs_sha256 = models.CharField(max_length=64, blank=True)
    started_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    submitted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    checker = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    finalised_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    finalised_at = models.DateTimeField(null=True)
    issued_on = models.DateField(null=True)

    class Meta:
        ordering = ["-year", "-id"]
        constraints = [
            sane_year("run_year"),
            models.UniqueConstraint(
                fields=["agreement", "contribution", "year"],
                condition=Q(kind="regular") & ~Q(state="withdrawn"),
                name="one_regular_run_a_year",
            ),
            models.UniqueConstraint(
                fields=["agreement", "contribution", "year"],
                condition=Q(state__in=("draft", "checking", "approved")),
                name="one_open_run_a_year",
            ),
            models.CheckConstraint(
                name="run_two_persons", condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("submitted_by"))
            ),
            models.CheckConstraint(
                name="run_submitted_with_inputs",
                condition=Q(state__in=("draft", "withdrawn"))
                | Q(submitted_at__isnull=False, inputs__isnull=False, inputs_sha256__regex=r"^[0-9a-f]{64}$"),
            ),
            models.CheckConstraint(
                name="run_approved_before_final",
                condition=~Q(state__in=("approved", "final")) | Q(approved_at__isnull=False, approved_by__isnull=False),
            ),
            models.CheckConstraint(
                name="run_final_complete",
                condition=~Q(state="final")
                | Q(finalised_at__isnull=False, finalised_by__isnull=False, issued_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.contribution} {self.year}"


class RunParty(models.Model):
    """What was chosen for one party in a concept: left out for a reason, a jump in inhabitants seen, staff in kind.

    `left_out` holds the reason; `figure_seen` the inhabitants whose change somebody looked at; `choice` is
    "capaciteit" or "betaling" (UHO-7.3).
    """

    run = models.ForeignKey(InvoiceRun, on_delete=models.PROTECT, related_name="chosen")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    left_out = models.CharField("reden", max_length=200, blank=True)
    figure_seen = models.PositiveIntegerField(null=True)
    choice = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "party"], name="run_party_once")]

    def __str__(self) -> str:
        return f"{self.party} in {self.run}"


class Cost(models.Model):
    """A real cost that the parties share in a run, by its category in the agreement (UHO-7.4)."""

    run = models.ForeignKey(InvoiceRun, on_delete=models.PROTECT, related_name="costs")
    category = models.CharField("soort kosten", max_length=80)
    description = models.CharField("omschrijving", max_length=200)
    cents = models.BigIntegerField("bedrag")
    incurred_on = models.DateField("gemaakt op")

    class Meta:
        ordering = ["category", "incurred_on", "id"]
        constraints = [models.CheckConstraint(name="cost_positive", condition=Q(cents__gt=0))]

    def __str__(self) -> str:
        return f"{self.category}: {self.description}"
