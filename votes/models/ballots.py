"""Open votes: the seats as frozen at opening, the chain of ballots, and what parties say with their vote."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from twente.core.models import Party
from votes.models.proposal import Proposal

USER = settings.AUTH_USER_MODEL


class Seat(models.Model):
    """A party in one vote as frozen at opening: inhabitants, and the ground when it may not vote. Append-only.

    `inhabitants` is empty where nothing is weighed: persons, consents (R20). `excluded` is "art12.2" by the agreement
    or "besluit" by a recorded decision (Awb 2:4), with its words in `excluded_because`. `voter` and `mandate` say who
    spoke for the party then, on which document; both are empty when nobody did. The snapshot keeps only their code.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="seats")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    inhabitants = models.PositiveIntegerField(null=True)
    excluded = models.CharField("uitgesloten wegens", max_length=20, blank=True)
    excluded_because = models.CharField("grond", max_length=300, blank=True)
    voter = models.CharField("bestuurder", max_length=200, blank=True)
    mandate = models.CharField("mandaat", max_length=200, blank=True)

    class Meta:
        ordering = ["party__position"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "party"], name="seat_once"),
            models.CheckConstraint(name="seat_has_inhabitants", condition=Q(inhabitants__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.party} bij {self.proposal}"


class Ballot(models.Model):
    """One cast vote; a later ballot of the same party replaces it in the count, never in the table. Append-only.

    `key` is the browser's idempotency key: the same key is the same act. `mandate` and `on_mandate` name the document
    behind the voter at that moment. `entry_reason` and `entry_notice` are filled when the secretary entered it.
    """

    class Choice(models.TextChoices):
        FOR = "voor", "voor"
        AGAINST = "tegen", "tegen"
        BLANK = "blanco", "onthouding"

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="ballots")
    seq = models.PositiveIntegerField()
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=8, choices=Choice.choices)
    key = models.UUIDField()
    cast_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="ballots")
    on_mandate = models.CharField(max_length=200)
    entry_reason = models.CharField(max_length=200, blank=True)
    entry_notice = models.CharField(max_length=200, blank=True)
    cast_at = models.DateTimeField()
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["seq"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "seq"], name="ballot_seq_once"),
            models.UniqueConstraint(fields=["proposal", "key"], name="ballot_key_once"),
            models.UniqueConstraint(fields=["proposal", "previous_hash"], name="ballot_chain_unbranched"),
            models.CheckConstraint(name="ballot_choice_known", condition=Q(choice__in=("voor", "tegen", "blanco"))),
            models.CheckConstraint(
                name="ballot_entered_with_notice",
                condition=(Q(entry_reason="") & Q(entry_notice="")) | (~Q(entry_reason="") & ~Q(entry_notice="")),
            ),
            models.CheckConstraint(name="ballot_links_forward", condition=~Q(hash=F("previous_hash"))),
        ]

    def __str__(self) -> str:
        return f"stem {self.seq} van {self.party}"


class VoteStatement(models.Model):
    """A party's explanation of its vote (stemverklaring): seen by all after closing, printed with the result.

    A later one replaces an earlier one of the same party. Append-only.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="statements")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    text = models.TextField("stemverklaring", max_length=2000)
    key = models.UUIDField()
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "key"], name="vote_statement_key_once"),
            models.CheckConstraint(name="vote_statement_says_something", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"stemverklaring van {self.party}"
