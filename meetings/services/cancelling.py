"""Calling a meeting off: a reason, a mail that takes the event out of calendars, items that go elsewhere."""

from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse

from meetings.models import AgendaItem, Meeting, MeetingCancellation, Substitution
from meetings.selectors.planning import can_take_items, cancellation_of, invited
from meetings.services.calendar import CALENDAR, event_for, rise
from meetings.services.deadlines import terms_changed
from meetings.services.locks import lock_meeting
from meetings.services.reasons import need_reason
from meetings.wording import moving
from twente.core import audit
from twente.core.models import User
from twente.core.refusals import Refusal, StaleVersion
from twente.outbox.services import queue_message


class CannotCallOff(Refusal):
    """What was opened is closed, never called off."""

    sentence = "Deze vergadering is al geopend of gehouden. U kunt haar niet meer afgelasten."


class NoSuchAgenda(Refusal):
    """Items go to another coming meeting of the same body."""

    status = 422
    sentence = "Kies een andere vergadering van hetzelfde overleg die nog niet is geopend."


@transaction.atomic
def cancel_meeting(
    *,
    meeting: Meeting,
    reason: str,
    seen: int,
    by: User,
    now: datetime,
    items: Collection[AgendaItem] = (),
    to: Meeting | None = None,
) -> MeetingCancellation:
    """Call a meeting off that was not opened; `items` of it go to the end of the agenda of `to`. Twice is once.

    Everybody who has it in the calendar gets a mail that takes it out. Raises NoReason, CannotCallOff, StaleVersion,
    NoSuchAgenda.
    """
    locked, target = lock_both(meeting, to)
    known = cancellation_of(locked)
    if known is not None:
        return known
    need_reason(reason, "Vul in waarom de vergadering niet doorgaat. De reden staat in de mail.")
    if locked.state not in (Meeting.State.CONCEPT, Meeting.State.CONVENED):
        raise CannotCallOff
    if locked.version != seen:
        raise StaleVersion
    number = carry(locked, items, target) if items else 0
    locked.state = Meeting.State.CANCELLED
    locked.version += 1
    rise(locked, now=now)
    locked.save(update_fields=["state", "version", *CALENDAR])
    terms_changed(locked)
    off = MeetingCancellation.objects.create(meeting=locked, reason=reason.strip(), cancelled_by=by, cancelled_at=now)
    for person in invited(locked):
        mail(off=off, person=person, carried=moving.carried(number, target.starts_at if target else None), now=now)
    audit.record(agreement=locked.body.agreement, by=by, at=now, action="meeting_cancelled", target=locked)
    return off


def lock_both(meeting: Meeting, to: Meeting | None) -> tuple[Meeting, Meeting | None]:
    """Both meetings kept still, the oldest first, so that two who call off each other's meeting do not wait forever."""
    chosen = {meeting.pk: meeting} | ({to.pk: to} if to else {})
    locked = {pk: lock_meeting(chosen[pk]) for pk in sorted(chosen)}
    return locked[meeting.pk], locked[to.pk] if to else None


def carry(meeting: Meeting, items: Collection[AgendaItem], to: Meeting | None) -> int:
    """Put the items at the end of another agenda, with everything that hangs on them; how many. Raises NoSuchAgenda."""
    if to is None or not can_take_items(meeting).filter(pk=to.pk).exists():
        raise NoSuchAgenda
    chosen = list(meeting.items.filter(pk__in=[item.pk for item in items]).order_by("position"))
    last = to.items.count()
    for number, item in enumerate(chosen, start=1):
        item.meeting, item.position = to, last + number
        item.save(update_fields=["meeting", "position"])
    for position, item in enumerate(meeting.items.order_by("position"), start=1):
        meeting.items.filter(pk=item.pk).update(position=position)
    Substitution.objects.filter(item__in=chosen).update(meeting=to)
    Meeting.objects.filter(pk=to.pk).update(version=F("version") + 1)
    return len(chosen)


def mail(*, off: MeetingCancellation, person: User, carried: str, now: datetime) -> None:
    """Put one cancellation in the outbox."""
    meeting = off.meeting
    agreement = meeting.body.agreement
    address = settings.SITE_URL + reverse("meetings:meeting_detail", args=[agreement.slug, meeting.pk])
    queue_message(
        agreement=agreement,
        key=f"cancelled:{meeting.pk}:{person.pk}",
        kind="meeting_cancelled",
        recipient=person.email,
        subject=moving.cancelled_subject(meeting.body.name, meeting.starts_at),
        body=moving.cancelled_body(
            name=person.name,
            body=meeting.body.name,
            starts_at=meeting.starts_at,
            reason=off.reason,
            carried=carried,
            address=address,
        ),
        calendar=event_for(meeting=meeting, person=person, address=address, now=now, method="CANCEL"),
        now=now,
    )
