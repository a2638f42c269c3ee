"""Whose turn it is: the item at hand and its time, and the list of speakers."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max, Value
from django.db.models.functions import Greatest

from meetings.models import AgendaItem, ItemTurn, Meeting, SpeakerTurn
from meetings.services.locks import NotOpen, changed, lock_item
from twente.core import audit
from twente.core.dates import day_of
from twente.core.models import Party, User
from twente.core.refusals import Refusal
from twente.core.selectors import parties_of


class NotAtTheTable(Refusal):
    """Parties speak; who is no party is no entry on the list."""

    status = 422
    sentence = "Kies een partij bij de overeenkomst."


class AlreadySpeaking(Refusal):
    """Who has the floor is not taken off the list: that turn ends when the next one begins."""

    sentence = "Deze partij is aan het woord. Geef eerst het woord aan een ander."


def begin_turn(*, meeting: Meeting, item: AgendaItem | None, by: User, now: datetime) -> None:
    """The time of this item runs, that of the item before it ends; call it under the lock of the meeting.

    A turn never begins before the last one ended, also when the clock of the server was set back.
    """
    end_turn(meeting=meeting, now=now)
    stop_speaking(meeting=meeting, now=now)
    if item is None:
        return
    last = ItemTurn.objects.filter(meeting=meeting).aggregate(last=Max("ended_at"))["last"]
    ItemTurn.objects.create(meeting=meeting, item=item, started_at=max(now, last or now), by=by)


def end_turn(*, meeting: Meeting, now: datetime) -> None:
    """The time of the item at hand ends."""
    running = ItemTurn.objects.filter(meeting=meeting, ended_at__isnull=True)
    running.update(ended_at=Greatest("started_at", Value(now)))


def stop_speaking(*, meeting: Meeting, now: datetime) -> None:
    """Whoever has the floor gives it back."""
    speaking = SpeakerTurn.objects.filter(item__meeting=meeting, started_at__isnull=False, ended_at__isnull=True)
    speaking.update(ended_at=Greatest("started_at", Value(now)))


def spoken_on(item: AgendaItem) -> AgendaItem:
    """The locked item of a running meeting. Raises NotOpen."""
    locked = lock_item(item)
    if locked.meeting.state != Meeting.State.OPEN:
        raise NotOpen
    return locked


@transaction.atomic
def ask_to_speak(*, item: AgendaItem, party: Party, by: User, now: datetime) -> SpeakerTurn:
    """Put a party at the end of the list of speakers; who is on it already keeps its place.

    Raises NotOpen, NotAtTheTable.
    """
    locked = spoken_on(item)
    agreement = locked.meeting.body.agreement
    if not parties_of(agreement, day_of(now)).filter(pk=party.pk).exists():
        raise NotAtTheTable
    row, made = SpeakerTurn.objects.get_or_create(item=locked, party=party, ended_at=None, defaults={"asked_at": now})
    if made:
        changed(locked.meeting_id)
        audit.record(agreement=agreement, by=by, at=now, action="speaker_listed", target=row)
    return row


@transaction.atomic
def withdraw_speaker(*, item: AgendaItem, party: Party, by: User, now: datetime) -> None:
    """Take a waiting party off the list; not on it: nothing happens. Raises NotOpen, AlreadySpeaking."""
    locked = spoken_on(item)
    row = SpeakerTurn.objects.filter(item=locked, party=party, ended_at=None).first()
    if row is None:
        return
    if row.started_at is not None:
        raise AlreadySpeaking
    agreement = locked.meeting.body.agreement
    audit.record(agreement=agreement, by=by, at=now, action="speaker_withdrawn", target=row)
    row.delete()
    changed(locked.meeting_id)


@transaction.atomic
def next_speaker(*, item: AgendaItem, seen: int | None, by: User, now: datetime) -> SpeakerTurn | None:
    """Give the floor to the first who waits; who has it, has spoken. None when nobody waits any more.

    `seen` is the turn that had the floor on the screen of whoever pressed: when another one has it by now, the button
    was pressed twice and nothing happens. Raises NotOpen.
    """
    locked = spoken_on(item)
    listed = SpeakerTurn.objects.filter(item=locked, ended_at=None)
    speaking = listed.filter(started_at__isnull=False).first()
    if (speaking.pk if speaking else None) != seen:
        return speaking
    stop_speaking(meeting=locked.meeting, now=now)
    following = listed.filter(started_at=None).order_by("asked_at", "pk").first()
    if following is not None:
        following.started_at = now
        following.save(update_fields=["started_at"])
    if following is not None or speaking is not None:
        changed(locked.meeting_id)
        agreement = locked.meeting.body.agreement
        audit.record(agreement=agreement, by=by, at=now, action="floor_given", target=following or speaking or locked)
    return following
