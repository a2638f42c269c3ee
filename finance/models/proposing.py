"""A rate and budget proposed to the overleg: on the agenda, voted on, then the rate (BOK-8d, 12.4; UHO-6)."""

from django.db import models
from django.db.models import F, Q

from finance.models.rates import Budget, Rate, sane_year
from twente.core.models import Agreement, User
from votes.models import Proposal


class RateProposal(models.Model):
    """What somebody proposes for a year, until it is decided or taken back. What was proposed never changes (trigger).

    `vote` is the proposal on the agenda; `rate` (and `budget`, when one was proposed) are what the decision made of it.
    At most one open proposal per contribution and year.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="rate_proposals")
    contribution = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField("bijdragejaar")
    cents = models.BigIntegerField("tarief")
    budget_cents = models.BigIntegerField("begroting", null=True)
    reason = models.TextField("toelichting")
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    vote = models.OneToOneField(Proposal, on_delete=models.PROTECT, null=True, related_name="rate_proposal")
    placed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    placed_at = models.DateTimeField(null=True)
    rate = models.OneToOneField(Rate, on_delete=models.PROTECT, null=True, related_name="proposal")
    budget = models.OneToOneField(Budget, on_delete=models.PROTECT, null=True, related_name="proposal")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["proposed_at", "id"]
        constraints = [
            sane_year("rate_proposal_year"),
            models.CheckConstraint(name="rate_proposal_positive", condition=Q(cents__gt=0, cents__lte=100_000_000)),
            models.CheckConstraint(
                name="rate_proposal_budget_positive",
                condition=Q(budget_cents__isnull=True) | Q(budget_cents__gt=0, budget_cents__lte=100_000_000_000),
            ),
            models.CheckConstraint(
                name="rate_proposal_placed_whole",
                condition=Q(vote__isnull=True, placed_by__isnull=True, placed_at__isnull=True)
                | Q(vote__isnull=False, placed_by__isnull=False, placed_at__gte=F("proposed_at")),
            ),
            models.CheckConstraint(
                name="rate_proposal_rate_after_vote",
                condition=Q(rate__isnull=True, budget__isnull=True) | Q(vote__isnull=False, withdrawn_at__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["agreement", "contribution", "year"],
                condition=Q(rate__isnull=True, withdrawn_at__isnull=True),
                name="one_open_rate_proposal",
            ),
        ]

    def __str__(self) -> str:
        return f"tariefvoorstel {self.contribution} {self.year}"
