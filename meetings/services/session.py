"""The meeting itself: opening, the item at hand, closing."""

from datetime import datetime

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Greatest

from meetings.models import AgendaItem, Attendance, Meeting, MemberAttendance
from meetings.selectors.bodies import leading
from meetings.services.locks import NotOpen, lock_meeting, lock_open
from meetings.services.pauses import end_stretches, not_suspended
from meetings.services.turns import begin_turn, end_turn, stop_speaking
from twente.core import audit
from twente.core.dates import day_of
from twente.core.models import User
from twente.core.refusals import Refusal


class NotReadyToOpen(Refusal):
    """A meeting opens once, after it was convened."""

    sentence = (
        "Deze vergadering kan niet worden geopend. Verstuur eerst de agenda; een gehouden vergadering blijft dicht."
    )


class MayNotPreside(Refusal):
    """The chair presides, or a deputy chair who is in charge (BOK-5.3 to 5.5)."""

    status = 422
    sentence = "Kies wie voorzit: de voorzitter, of een plaatsvervanger die vandaag waarneemt."


class ItemRefused(Refusal):
    """Another subject that was refused is not treated (BOK-10)."""

    sentence = "Dit onderwerp is niet toegelaten en wordt niet behandeld."


class ItemElsewhere(Refusal):
    """An item belongs to its own meeting."""

    status = 404
    sentence = "Dit punt staat niet op deze agenda."


@transaction.atomic
def open_meeting(*, meeting: Meeting, presided_by: User, by: User, now: datetime) -> Meeting:
    """Open a convened meeting under whoever presides; the first item is at hand. Open already: nothing changes.

    Raises NotReadyToOpen, MayNotPreside. A deputy who presides keeps the vote of the own party (R8).
    """
    locked = lock_meeting(meeting)
    if locked.state == Meeting.State.OPEN:
        return locked
    if locked.state != Meeting.State.CONVENED:
        raise NotReadyToOpen
    agreement = locked.body.agreement
    if presided_by not in leading(locked.body, day_of(now)):
        raise MayNotPreside
    locked.state, locked.opened_at, locked.presided_by = Meeting.State.OPEN, now, presided_by
    locked.current_item = locked.items.order_by("position").first()
    locked.version += 1
    locked.save(update_fields=["state", "opened_at", "presided_by", "current_item", "version"])
    begin_turn(meeting=locked, item=locked.current_item, by=by, now=now)
    audit.record(agreement=agreement, by=by, at=now, action="meeting_opened", target=locked)
    return locked


@transaction.atomic
def take_item(*, meeting: Meeting, item: AgendaItem, by: User, now: datetime) -> Meeting:
    """Bring an item up; its time runs, that of the item before it stops.

    Raises NotOpen, MeetingSuspended, ItemElsewhere, ItemRefused.
    """
    locked = lock_open(meeting)
    not_suspended(locked)
    if item.meeting_id != locked.pk:
        raise ItemElsewhere
    if item.admission == AgendaItem.Admission.REFUSED:
        raise ItemRefused
    if locked.current_item_id == item.pk:
        return locked
    locked.current_item = item
    locked.version += 1
    locked.save(update_fields=["current_item", "version"])
    begin_turn(meeting=locked, item=item, by=by, now=now)
    audit.record(agreement=locked.body.agreement, by=by, at=now, action="item_taken", target=item)
    return locked


@transaction.atomic
def close_meeting(*, meeting: Meeting, by: User, now: datetime) -> Meeting:
    """End an open meeting; whoever is still there leaves with it, and every stretch of time ends.

    Held already: nothing changes. Raises NotOpen.
    """
    locked = lock_meeting(meeting)
    if locked.state == Meeting.State.HELD:
        return locked
    if locked.state != Meeting.State.OPEN:
        raise NotOpen
    locked.state, locked.closed_at, locked.current_item = Meeting.State.HELD, now, None
    locked.version += 1
    locked.save(update_fields=["state", "closed_at", "current_item", "version"])
    for seats in (Attendance, MemberAttendance):
        seats.objects.filter(meeting=locked, left_at__isnull=True).update(left_at=Greatest("arrived_at", Value(now)))
    end_turn(meeting=locked, now=now)
    stop_speaking(meeting=locked, now=now)
    end_stretches(meeting=locked, now=now)
    audit.record(agreement=locked.body.agreement, by=by, at=now, action="meeting_closed", target=locked)
    return locked
