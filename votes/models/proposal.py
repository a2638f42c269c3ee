"""Proposals: what is to be decided, how, and how far it is. What a vote rests on is frozen at opening (BOK-12, 18)."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from meetings.models import AgendaItem
from twente.core.models import PopulationSet

USER = settings.AUTH_USER_MODEL
BEFORE_OPENING = ("concept", "ready")


class Proposal(models.Model):
    """A proposed decision on an agenda item, and the vote about it (BOK-12).

    States: concept (being written) → ready (klaargezet) → open → closed → established (by the chair) → published;
    annulled with a reason from any state after ready. Never reopened: a new round is a new proposal that points at the
    one before. `opens_at` and `closes_at` are planned moments (Amsterdam time on screen): from the one, and before the
    other, a vote may be cast, whatever any worker does. `snapshot` holds what the vote rests on, in the very form of
    which `snapshot_hash` is the SHA-256; `head_hash` is the last link of the chain of ballots. `about` is the key of
    the office or the cluster that an appointment is for.
    """

    class State(models.TextChoices):
        CONCEPT = "concept", "concept"
        READY = "ready", "klaargezet"
        OPEN = "open", "open"
        CLOSED = "closed", "gesloten"
        ESTABLISHED = "established", "vastgesteld"
        PUBLISHED = "published", "gepubliceerd"
        ANNULLED = "annulled", "vernietigd"

    class Way(models.TextChoices):
        """How the votes are taken: online, called one by one, not at all when nobody asks for it, or on paper slips."""

        BALLOT = "ballot", "online stemming"
        ROLL_CALL = "roll_call", "hoofdelijke stemming"
        NO_VOTE = "no_vote", "zonder stemming"
        PAPER = "paper", "stembriefjes op papier"

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="proposals")
    round = models.PositiveSmallIntegerField(default=1)
    previous = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="next")
    title = models.CharField("onderwerp", max_length=200)
    text = models.TextField("voorgesteld besluit")
    decision_kind = models.CharField("besluitvorm", max_length=40)
    financial = models.BooleanField("financiële verplichting")
    financial_reason = models.CharField("toelichting", max_length=300)
    new_subject = models.BooleanField("nieuw onderwerp of nieuwe taak", default=False)
    new_subject_reason = models.CharField("toelichting", max_length=300, blank=True)
    about = models.CharField("functie of cluster", max_length=40, blank=True)
    way = models.CharField("manier van stemmen", max_length=12, choices=Way.choices, default=Way.BALLOT)
    opens_at = models.DateTimeField("stemmen vanaf", null=True, blank=True)
    closes_at = models.DateTimeField("stemmen tot", null=True, blank=True)
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
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    annulled_at = models.DateTimeField(null=True)
    form_key = models.UUIDField(unique=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["item", "round"], name="proposal_round_once"),
            models.CheckConstraint(
                name="proposal_frozen_from_opening",
                condition=Q(state__in=BEFORE_OPENING, snapshot_hash="", opened_at__isnull=True)
                | (~Q(state__in=BEFORE_OPENING) & Q(opened_at__isnull=False) & ~Q(snapshot_hash="")),
            ),
            models.CheckConstraint(
                name="proposal_result_from_closing",
                condition=Q(state__in=(*BEFORE_OPENING, "open", "annulled"), closing_hash="", closed_at__isnull=True)
                | (~Q(state__in=(*BEFORE_OPENING, "open")) & Q(closed_at__isnull=False) & ~Q(closing_hash="")),
            ),
            models.CheckConstraint(
                name="proposal_established_by_somebody",
                condition=Q(state__in=("established", "published", "annulled"), established_by__isnull=False)
                & Q(established_at__isnull=False)
                | (~Q(state__in=("established", "published")) & Q(established_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="proposal_published_after_establishing",
                condition=Q(published_at__isnull=True) & ~Q(state="published")
                | Q(published_at__isnull=False, established_at__isnull=False, state__in=("published", "annulled")),
            ),
            models.CheckConstraint(
                name="proposal_annulled_at_a_moment",
                condition=Q(state="annulled", annulled_at__isnull=False)
                | (~Q(state="annulled") & Q(annulled_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="proposal_window_in_order",
                condition=Q(opens_at__isnull=True) | Q(closes_at__isnull=True) | Q(opens_at__lt=F("closes_at")),
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
