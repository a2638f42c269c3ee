"""What happened in a dispute, each with its own day. Append-only: a correction is a new row that replaces one."""

from django.db import models
from django.db.models import Q

from disputes.models.dispute import Dispute
from disputes.rules.facts import Kind
from twente.core.models import Agreement, Party, User

KINDS = [(kind.value, kind.value) for kind in Kind]
WITH_TEXT = ("conversation", "solution", "mediator", "cost", "closure", "withdrawal", "override", "chair_skipped")


class Fact(models.Model):
    """One thing that happened on a day (Amsterdam).

    `party`: who received, submitted or appealed (a receipt without a party is the chair's). `person`: the deputy who
    takes over. `text`: report, solution, reason. `detail`: plain values of one kind, such as the step of an override.
    `replaces` is the row that this one corrects, with a `reason`.
    """

    dispute = models.ForeignKey(Dispute, on_delete=models.PROTECT, related_name="facts")
    kind = models.CharField(max_length=20, choices=KINDS)
    on = models.DateField("dag")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    text = models.TextField(blank=True)
    detail = models.JSONField(default=dict)
    cents = models.PositiveBigIntegerField(null=True)
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    reason = models.CharField("reden", max_length=300, blank=True)
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    form_key = models.UUIDField(unique=True)

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(
                name="fact_corrected_with_a_reason",
                condition=Q(replaces__isnull=True, reason="") | (Q(replaces__isnull=False) & ~Q(reason="")),
            ),
            models.CheckConstraint(name="fact_in_words", condition=~Q(kind__in=WITH_TEXT) | ~Q(text="")),
            models.CheckConstraint(
                name="fact_cost_in_cents",
                condition=Q(kind="cost", cents__gt=0) | (~Q(kind="cost") & Q(cents__isnull=True)),
            ),
            models.CheckConstraint(
                name="fact_deputy_is_named",
                condition=Q(kind="secretary", person__isnull=False) | (~Q(kind="secretary") & Q(person__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} in geschil {self.dispute}"


class CostShare(models.Model):
    """What one party pays of a cost, in whole cents (BOK-13.6, R21). Append-only; an invoice rests on it later."""

    fact = models.ForeignKey(Fact, on_delete=models.PROTECT, related_name="shares")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    cents = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["fact", "party"], name="cost_share_once")]

    def __str__(self) -> str:
        return f"{self.party}: {self.cents} cent"


class Announcement(models.Model):
    """The solution as it was told to all parties (BOK-13.3). Append-only.

    It has a number of its own: that of the dispute would tell outsiders how many other disputes there are.
    """

    dispute = models.OneToOneField(Dispute, on_delete=models.PROTECT, related_name="announcement")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    announced_on = models.DateField()
    announced_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    announced_at = models.DateTimeField()

    class Meta:
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "year", "number"], name="announcement_number_once"),
            models.CheckConstraint(name="announcement_says_something", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"{self.year}-{self.number:02}"
