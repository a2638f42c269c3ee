"""The meeting stands still, or goes on behind closed doors: stretches of time that the minutes name."""

from datetime import datetime

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Greatest

from meetings.models import ClosedPart, Meeting, Suspension
from meetings.services.locks import changed, lock_open
from meetings.services.reasons import need_reason
from twente.core import audit
from twente.core.models import User
from twente.core.refusals import Refusal


class MeetingSuspended(Refusal):
    """While the meeting stands still no other item is taken."""

    sentence = "De vergadering is geschorst. Heropen haar eerst."


def not_suspended(meeting: Meeting) -> None:
    """Raises MeetingSuspended."""
    if Suspension.objects.filter(meeting=meeting, ended_at__isnull=True).exists():
        raise MeetingSuspended


@transaction.atomic
def suspend_meeting(*, meeting: Meeting, reason: str, by: User, now: datetime) -> Suspension:
    """The meeting stands still from now on; the time of the item stops. Suspended already: nothing changes.

    Raises NotOpen, NoReason.
    """
    locked = lock_open(meeting)
    running = Suspension.objects.filter(meeting=locked, ended_at__isnull=True).first()
    if running is not None:
        return running
    need_reason(reason, "Vul in waarom u schorst.")
    row = Suspension.objects.create(meeting=locked, reason=reason, started_at=now, by=by)
    changed(locked.pk)
    agreement, detail = locked.body.agreement, {"reason": reason}
    audit.record(agreement=agreement, by=by, at=now, action="meeting_suspended", target=locked, detail=detail)
    return row


@transaction.atomic
def resume_meeting(*, meeting: Meeting, by: User, now: datetime) -> Suspension | None:
    """The meeting goes on; None when it was not suspended (any more). Raises NotOpen."""
    locked = lock_open(meeting)
    running = Suspension.objects.filter(meeting=locked, ended_at__isnull=True).first()
    if running is None:
        return None
    running.ended_at = max(now, running.started_at)
    running.save(update_fields=["ended_at"])
    changed(locked.pk)
    audit.record(agreement=locked.body.agreement, by=by, at=now, action="meeting_resumed", target=locked)
    return running


@transaction.atomic
def close_doors(*, meeting: Meeting, by: User, now: datetime) -> ClosedPart:
    """The closed part begins: guests leave the room. Closed already: nothing changes. Raises NotOpen."""
    locked = lock_open(meeting)
    running = ClosedPart.objects.filter(meeting=locked, ended_at__isnull=True).first()
    if running is not None:
        return running
    row = ClosedPart.objects.create(meeting=locked, started_at=now, by=by)
    changed(locked.pk)
    audit.record(agreement=locked.body.agreement, by=by, at=now, action="doors_closed", target=locked)
    return row


@transaction.atomic
def open_doors(*, meeting: Meeting, by: User, now: datetime) -> ClosedPart | None:
    """The closed part ends; None when the doors were open (already). Raises NotOpen."""
    locked = lock_open(meeting)
    running = ClosedPart.objects.filter(meeting=locked, ended_at__isnull=True).first()
    if running is None:
        return None
    running.ended_at = max(now, running.started_at)
    running.save(update_fields=["ended_at"])
    changed(locked.pk)
    audit.record(agreement=locked.body.agreement, by=by, at=now, action="doors_opened", target=locked)
    return running


def end_stretches(*, meeting: Meeting, now: datetime) -> None:
    """A meeting that ends takes its suspension and its closed part along; call it under the lock of the meeting."""
    for kind in (Suspension, ClosedPart):
        running = kind.objects.filter(meeting=meeting, ended_at__isnull=True)
        running.update(ended_at=Greatest("started_at", Value(now)))
