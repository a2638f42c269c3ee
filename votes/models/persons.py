"""Votes about persons (R20): who took part and what was voted stand in two tables that nothing ties together."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from twente.core.models import Party
from votes.models.proposal import Proposal

USER = settings.AUTH_USER_MODEL


class Candidate(models.Model):
    """Somebody who can be chosen; the names are frozen with the snapshot at opening."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="candidates")
    name = models.CharField("naam", max_length=120)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "name"], name="candidate_once"),
            models.UniqueConstraint(fields=["proposal", "position"], name="candidate_position_once"),
            models.CheckConstraint(
                name="candidate_is_a_name", condition=~Q(name__in=("", "tegen", "blanco", "ongeldig"))
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Participation(models.Model):
    """A party handed in its slip: who did, on which mandate; never what. No moment, no order. Append-only.

    `key` is the browser's idempotency key; it says nothing about the slip.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="participations")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    key = models.UUIDField()
    cast_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    on_mandate = models.CharField(max_length=200)

    class Meta:
        ordering = ["party__position"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "party"], name="participation_once"),
            models.UniqueConstraint(fields=["proposal", "key"], name="participation_key_once"),
        ]

    def __str__(self) -> str:
        return f"deelname van {self.party}"


class Slip(models.Model):
    """A slip in the box: a random number and a choice ("tegen", "blanco" or a candidate's name). Append-only.

    No party, person, moment or sequence stands here. Administrators of server and database can still trace it, by row
    order or logs; the page says so.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="slips")
    choice = models.CharField(max_length=120)

    class Meta:
        ordering = ["choice", "id"]

    def __str__(self) -> str:
        return "stembriefje"


class Totals(models.Model):
    """Totals that the secretary enters: paper slips about persons (R20), or a conference's show of hands (HER-4b).

    `counts` is choice → number; `taken_part` the number of slips handed out or people who could vote. Append-only.
    """

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="totals")
    counts = models.JSONField()
    taken_part = models.PositiveIntegerField()
    counted_by = models.CharField("geteld door", max_length=200)
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="totals_taken_part", condition=Q(taken_part__gt=0))]

    def __str__(self) -> str:
        return f"telling bij {self.proposal}"


class LotDraw(models.Model):
    """The lot decided between names that tied twice (Gemeentewet 31): recorded, never repeated. Append-only."""

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="lot")
    drawn = models.CharField("getrokken naam", max_length=120)
    drawn_by = models.CharField("getrokken door", max_length=120)
    witness = models.CharField("getuige", max_length=120)
    recorded_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="lot_has_a_witness", condition=~Q(witness="") & ~Q(drawn_by=""))]

    def __str__(self) -> str:
        return f"loting: {self.drawn}"
