"""Proposals and the ballots cast on them. What a vote rests on is frozen at opening; ballots are append-only."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from meetings.models import AgendaItem
from twente.core.models import Party, PopulationSet

USER = settings.AUTH_USER_MODEL


class Proposal(models.Model):
    """A proposed decision on an agenda item, and the vote about it (BOK-12).

    States: concept (being written) → ready (klaargezet) → open → closed → established (by the chair). Never reopened:
    a new round is a new proposal that points at the one before. `snapshot` holds what the vote rests on, in the very
    form of which `snapshot_hash` is the SHA-256; `head_hash` is the last link of the chain of ballots.
    """

    class State(models.TextChoices):
        CONCEPT = "concept", "concept"
        READY = "ready", "klaargezet"
        OPEN = "open", "open"
        CLOSED = "closed", "gesloten"
        ESTABLISHED = "established", "vastgesteld"

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="proposals")
    round = models.PositiveSmallIntegerField(default=1)
    previous = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="next")
    title = models.CharField("onderwerp", max_length=200)
    text = models.TextField("voorgesteld besluit")
    decision_kind = models.CharField("besluitvorm", max_length=40)
    financial = models.BooleanField("financiële verplichting")
    financial_reason = models.CharField("toelichting", max_length=300)
    state = models.CharField(max_length=12, choices=State.choices, default=State.CONCEPT)
    population = models.ForeignKey(PopulationSet, on_delete=models.PROTECT, null=True, related_name="+")
    snapshot = models.JSONField(default=dict)
    snapshot_hash = models.CharField(max_length=64, blank=True)
    head_hash = models.CharField(max_length=64, blank=True)
    ballots_cast = models.PositiveIntegerField(default=0)
    ready_at = models.DateTimeField(null=True)
    ready_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    result = models.JSONField(default=dict)
    closing_hash = models.CharField(max_length=64, blank=True)
    established_at = models.DateTimeField(null=True)
    established_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    form_key = models.UUIDField(unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["item", "round"], name="proposal_round_once"),
            models.CheckConstraint(
                name="proposal_frozen_from_opening",
                condition=Q(state__in=("concept", "ready"), snapshot_hash="", opened_at__isnull=True)
                | (Q(state__in=("open", "closed", "established"), opened_at__isnull=False) & ~Q(snapshot_hash="")),
            ),
            models.CheckConstraint(
                name="proposal_result_from_closing",
                condition=Q(state__in=("concept", "ready", "open"), closing_hash="", closed_at__isnull=True)
                | (Q(state__in=("closed", "established"), closed_at__isnull=False) & ~Q(closing_hash="")),
            ),
            models.CheckConstraint(
                name="proposal_established_by_somebody",
                condition=Q(state="established", established_at__isnull=False, established_by__isnull=False)
                | (~Q(state="established") & Q(established_at__isnull=True, established_by__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def opening(self) -> datetime:
        """When the vote opened. Raises LookupError before that."""
        if self.opened_at is None:
            raise LookupError(f"vote {self.pk} was never opened")
        return self.opened_at

    @property
    def closing(self) -> datetime:
        """When the vote closed: the first moment that is too late. Raises LookupError before that."""
        if self.closed_at is None:
            raise LookupError(f"vote {self.pk} is not closed")
        return self.closed_at


class Seat(models.Model):
    """A party in one vote as frozen at opening: inhabitants, and the ground when it may not vote. Append-only."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="seats")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    inhabitants = models.PositiveIntegerField()
    excluded = models.CharField("uitgesloten wegens", max_length=20, blank=True)

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
