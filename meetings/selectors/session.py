"""Reads of a running meeting: the item at hand and its time, pauses, closed doors, speakers."""

from django.db.models import QuerySet

from meetings.models import AgendaItem, ClosedPart, ItemTurn, Meeting, SpeakerTurn, Suspension
from meetings.selectors.agenda import readable
from twente.core.permissions import Actor


def turns(item: AgendaItem) -> QuerySet[ItemTurn]:
    """When this item was at hand, in order."""
    return ItemTurn.objects.filter(item=item).order_by("started_at", "pk")


def turns_of(meeting: Meeting) -> dict[int, list[ItemTurn]]:
    """Item id → its turns, in order; in one read for the whole meeting."""
    found: dict[int, list[ItemTurn]] = {}
    for turn in ItemTurn.objects.filter(meeting=meeting).order_by("started_at", "pk"):
        found.setdefault(turn.item_id, []).append(turn)
    return found


def suspensions(meeting: Meeting) -> QuerySet[Suspension]:
    """When and why the meeting stood still, in order; the last one has no end while it does."""
    return Suspension.objects.filter(meeting=meeting).order_by("started_at", "pk")


def closed_parts(meeting: Meeting) -> QuerySet[ClosedPart]:
    """When the doors were closed, in order; the last one has no end while they are."""
    return ClosedPart.objects.filter(meeting=meeting).order_by("started_at", "pk")


def doors_closed(meeting: Meeting) -> ClosedPart | None:
    """The closed part that goes on now."""
    return closed_parts(meeting).filter(ended_at=None).first()


def speakers(item: AgendaItem) -> QuerySet[SpeakerTurn]:
    """Who has the floor, then who waits, in the order of asking."""
    listed = SpeakerTurn.objects.filter(item=item, ended_at=None).select_related("party")
    return listed.order_by("started_at", "asked_at", "pk")


def readable_ids(meeting: Meeting, actor: Actor) -> frozenset[int]:
    """The items of this meeting that this person may read."""
    return frozenset(meeting.items.filter(readable(actor)).values_list("pk", flat=True))
