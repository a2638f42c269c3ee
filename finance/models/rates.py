"""What a year may cost: the rate with the decision behind it (BOK-8d, 11.1, R19) and the budget of the year."""

from django.db import models
from django.db.models import Q

from meetings.models import Decision
from twente.core.models import Agreement, User

FIRST_YEAR, LAST_YEAR = 2021, 2099


def sane_year(name: str, field: str = "year") -> models.CheckConstraint:
    """A contribution year is one of this century, from the first agreement on."""
    return models.CheckConstraint(name=name, condition=Q(**{f"{field}__gte": FIRST_YEAR, f"{field}__lte": LAST_YEAR}))


class Rate(models.Model):
    """The rate of one year, set by a decision (BOK-8d, R19; UHO-6). Append-only; the newest counts, runs keep theirs.

    `cents`: per inhabitant, or per fte, as the kind of contribution says. `components` are printed under it
    ([{"label", "cents"}]) and add up to it. `decision` is the decision in this application, `decided` how it is cited.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="rates")
    contribution = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField("bijdragejaar")
    cents = models.BigIntegerField("tarief")
    components = models.JSONField("onderdelen", default=list)
    article = models.CharField("grondslag", max_length=8)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, null=True, related_name="rates")
    decided = models.CharField("besluit", max_length=200)
    decided_on = models.DateField("besloten op")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["year", "id"]
        constraints = [
            models.CheckConstraint(name="rate_positive", condition=Q(cents__gt=0, cents__lte=100_000_000)),
            models.CheckConstraint(name="rate_decided", condition=~Q(decided="") & ~Q(article="")),
            sane_year("rate_year"),
        ]

    def __str__(self) -> str:
        return f"tarief {self.contribution} {self.year}"


class Budget(models.Model):
    """The budget of a contribution in a year, for the check of a run (BOK-8f). Append-only; the newest counts."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="budgets")
    contribution = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField("jaar")
    cents = models.BigIntegerField("bedrag")
    decided = models.CharField("besluit", max_length=200)
    decided_on = models.DateField("vastgesteld op")
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["year", "id"]
        constraints = [
            models.CheckConstraint(name="budget_positive", condition=Q(cents__gt=0, cents__lte=100_000_000_000)),
            sane_year("budget_year"),
        ]

    def __str__(self) -> str:
        return f"begroting {self.contribution} {self.year}"
