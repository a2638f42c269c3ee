"""What happens while a meeting runs, each as a stretch of time: items at hand, pauses, closed doors, speakers."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.db import models
from django.db.models import F, Q

from meetings.models.agenda import AgendaItem
from meetings.models.meetings import Meeting
from twente.core.constraints import meanwhile, same
from twente.core.models import Party, User


def one_at_a_time(name: str) -> ExclusionConstraint:
    """Two stretches of one meeting never overlap; one without an end is still going on."""
    return ExclusionConstraint(name=name, expressions=[same("meeting_id"), meanwhile("started_at", "ended_at")])


def ends_after_start(name: str) -> models.CheckConstraint:
    """A stretch ends at or after its start."""
    return models.CheckConstraint(name=name, condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")))


class ItemTurn(models.Model):
    """An item was at hand from one moment until another; an item that comes back has another turn."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="turns")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="turns")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["started_at", "id"]
        constraints = [one_at_a_time("one_item_at_hand"), ends_after_start("item_turn_in_order")]

    def __str__(self) -> str:
        return f"{self.item} aan de orde"


class Suspension(models.Model):
    """The meeting stood still, with the reason that was given (schorsing)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="suspensions")
    reason = models.CharField("reden", max_length=200)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["started_at", "id"]
        constraints = [
            one_at_a_time("one_suspension_at_a_time"),
            ends_after_start("suspension_in_order"),
            models.CheckConstraint(name="suspension_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"schorsing van {self.meeting}"


class ClosedPart(models.Model):
    """The doors were closed: only who may read confidential items stayed (besloten deel). No end: still closed."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="closed_parts")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["started_at", "id"]
        constraints = [one_at_a_time("doors_closed_once"), ends_after_start("closed_part_in_order")]

    def __str__(self) -> str:
        return f"besloten deel van {self.meeting}"


class SpeakerTurn(models.Model):
    """A party on the list of speakers of an item: waiting, speaking, or spoken (spreekvolgorde).

    Who waits stands in the order of asking. Who speaks has a start; who has spoken has an end as well.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="speakers")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "party"], condition=Q(ended_at__isnull=True), name="party_once_on_the_list"
            ),
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(started_at__isnull=False, ended_at__isnull=True),
                name="one_speaker_per_item",
            ),
            models.CheckConstraint(
                name="speaker_turn_in_order",
                condition=Q(ended_at__isnull=True) | Q(started_at__isnull=False, ended_at__gte=F("started_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party} bij {self.item}"
