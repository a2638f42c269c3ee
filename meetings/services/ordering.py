"""The order of an agenda: one list at a time, and what was moved or deleted can come back for ten minutes."""

from collections.abc import Sequence, Set
from datetime import datetime

from django.core import serializers
from django.db import transaction

from meetings.models import AgendaItem, AgendaUndo, Meeting, StandingItem
from meetings.rules import ordering as rules
from meetings.rules.standing import closing
from meetings.services.locks import changed, lock_meeting, not_held
from twente.core import audit
from twente.core.models import User
from twente.core.refusals import Refusal, StaleVersion

LARGEST_ID = 2**63 - 1


class OrderChanged(StaleVersion):
    """Somebody else moved items in the meantime."""

    sentence = "De volgorde is intussen gewijzigd. Bekijk de nieuwe volgorde en verplaats het punt opnieuw."


class ItemMissing(OrderChanged):
    """A list of the order that forgets an item, or names one twice, is not an order."""

    sentence = "In deze volgorde ontbreekt een punt. Bekijk de agenda en verplaats het punt opnieuw."


class NoSuchItem(Refusal):
    """An item of another meeting has no place here."""

    status = 404
    sentence = "Een van deze punten staat niet op deze agenda."


class UndoTooLate(Refusal):
    """What was done stays done after ten minutes, or once it was undone."""

    sentence = "Ongedaan maken kan niet meer. Dat kan tot tien minuten na de wijziging."


class ChangedSince(StaleVersion):
    """Undoing would throw away what was saved afterwards."""

    sentence = "De agenda is daarna gewijzigd. Ongedaan maken kan niet meer."


def order_of(meeting: Meeting) -> list[int]:
    """The ids of the items, in order."""
    return list(meeting.items.order_by("position").values_list("pk", flat=True))


def state_of(meeting: Meeting) -> list[list[int]]:
    """Ids and versions in order: what an undo must find again."""
    return [list(pair) for pair in meeting.items.order_by("position").values_list("pk", "version")]


def closing_items(meeting: Meeting) -> list[int]:
    """The ids of the standing items that close the agenda."""
    titles = StandingItem.objects.filter(body=meeting.body_id, at_end=True).values_list("title", flat=True)
    return closing(list(meeting.items.order_by("position").values_list("pk", "title")), list(titles))


def arrange(meeting: Meeting, order: Sequence[int]) -> None:
    """Give the items the places of this list; the database looks at the places once all are right."""
    items = meeting.items.in_bulk(list(order))
    for place, pk in enumerate(order, start=1):
        items[pk].position = place
    AgendaItem.objects.bulk_update(items.values(), ["position"])


def follow(meeting: Meeting) -> None:
    """Whoever follows an open meeting sees the new agenda; before that only the meeting's own form counts versions."""
    if meeting.state == Meeting.State.OPEN:
        changed(meeting.pk)


def remember(
    *, meeting: Meeting, what: str, sentence: str, before: Sequence[int], by: User, now: datetime, lost: str = ""
) -> AgendaUndo:
    """Keep how it was; what is too old to be undone is forgotten, deleted texts with it."""
    AgendaUndo.objects.filter(made_at__lte=now - rules.UNDO).delete()
    return AgendaUndo.objects.create(
        meeting=meeting,
        what=what,
        sentence=sentence,
        before=list(before),
        after=state_of(meeting),
        lost=lost,
        made_by=by,
        made_at=now,
    )


def gone(strange: Set[int], seen: Sequence[int]) -> bool:
    """Whether these were on the agenda that the person saw and were deleted since; else they belong elsewhere."""
    asked = [pk for pk in strange if pk <= LARGEST_ID]
    return strange <= set(seen) and not AgendaItem.objects.filter(pk__in=asked).exists()


@transaction.atomic
def reorder_items(
    *, meeting: Meeting, order: Sequence[int], seen: Sequence[int], by: User, now: datetime, sentence: str = ""
) -> list[int]:
    """Put the whole agenda in this order. `seen` is the order that the person looked at; ids of items.

    Raises NoSuchItem, OrderChanged, ItemMissing, MeetingOver.
    """
    locked = lock_meeting(meeting)
    not_held(locked)
    known = order_of(locked)
    if strange := rules.foreign(order, known):
        raise OrderChanged if gone(strange, seen) else NoSuchItem
    if list(seen) != known:
        raise OrderChanged
    if not rules.complete(order, known):
        raise ItemMissing
    if list(order) == known:
        return known
    arrange(locked, order)
    follow(locked)
    said = sentence or "De volgorde is gewijzigd."
    remember(meeting=locked, what=AgendaUndo.What.ORDER, sentence=said, before=known, by=by, now=now)
    detail = {"before": known, "after": list(order)}
    audit.record(
        agreement=locked.body.agreement, by=by, at=now, action="agenda_reordered", target=locked, detail=detail
    )
    return list(order)


@transaction.atomic
def undo_change(*, undo: AgendaUndo, by: User, now: datetime) -> Meeting:
    """Bring back the order, or the deleted item with its id, as it was.

    Raises UndoTooLate, ChangedSince, MeetingOver.
    """
    locked = lock_meeting(undo.meeting)
    not_held(locked)
    kept = AgendaUndo.objects.filter(pk=undo.pk).first()
    if kept is None or not rules.undoable(kept.made_at, now):
        raise UndoTooLate
    if state_of(locked) != kept.after:
        raise ChangedSince
    if kept.lost:
        for row in serializers.deserialize("json", kept.lost):
            row.save()
    arrange(locked, kept.before)
    follow(locked)
    kept.delete()
    detail = {"what": kept.what}
    audit.record(
        agreement=locked.body.agreement, by=by, at=now, action="agenda_change_undone", target=locked, detail=detail
    )
    return locked
