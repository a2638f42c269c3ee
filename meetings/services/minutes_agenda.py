"""Put minutes on the agenda of a later meeting, where the overleg adopts them (BOK-5.6, 8h)."""

import uuid
from datetime import datetime

from django.db import transaction

from meetings.models import AgendaItem, Meeting, Minutes
from meetings.rules import minutes as rules
from meetings.rules.agenda import ORDER, ItemClass
from meetings.selectors.minutes import live_content, schedulable_meetings
from meetings.selectors.review import checks_before_adoption
from meetings.services.agenda import ItemDetails, add_item
from meetings.services.locks import lock_meeting
from meetings.services.minutes import MinutesStand, locked_minutes
from meetings.wording import minutes as wording
from twente.core import audit
from twente.core.dates import day_of
from twente.core.models import User
from twente.core.refusals import Refusal

MINUTES_PLANNED = 5
"""Minutes that adopting takes on the agenda; the secretary may change it there."""


class NotSchedulable(Refusal):
    """Something must be finished first; the sentence says what."""


class NoLaterMeeting(Refusal):
    """Minutes are adopted in a later meeting of the same body that was not held yet."""

    status = 422
    sentence = "Kies een latere vergadering die nog niet is gehouden."


class StandsElsewhere(Refusal):
    """Minutes stand on one agenda at a time."""

    sentence = "Dit verslag staat al op een andere agenda. Haal het daar eerst af."


@transaction.atomic
def put_on_agenda(*, meeting: Meeting, later: Meeting, key: uuid.UUID, by: User, now: datetime) -> AgendaItem:
    """Make the item "Verslag van …" in a later meeting; the same again is the same item.

    Raises NoLaterMeeting, MinutesStand, NotSchedulable, StandsElsewhere, MeetingNotOpened.
    """
    lock_meeting(later)
    minutes = locked_minutes(meeting.pk)
    if minutes.on_agenda is not None:
        if minutes.on_agenda.meeting_id != later.pk:
            raise StandsElsewhere
        return minutes.on_agenda
    schedulable(minutes, later, now)
    details = ItemDetails(
        wording.title(meeting.starts_at), ItemClass(ORDER), AgendaItem.Status.DECIDE, "", MINUTES_PLANNED
    )
    minutes.on_agenda = add_item(meeting=later, details=details, key=key, by=by, now=now)
    minutes.save(update_fields=["on_agenda"])
    detail = {"meeting": later.pk, "item": minutes.on_agenda.pk}
    agreement = minutes.meeting.body.agreement
    audit.record(agreement=agreement, by=by, at=now, action="minutes_on_agenda", target=minutes, detail=detail)
    return minutes.on_agenda


def schedulable(minutes: Minutes, later: Meeting, now: datetime) -> None:
    """Raises NoLaterMeeting, MinutesStand, NotSchedulable."""
    if minutes.state == Minutes.State.ADOPTED:
        raise MinutesStand
    if not schedulable_meetings(minutes.meeting).filter(pk=later.pk).exists():
        raise NoLaterMeeting
    checks = checks_before_adoption(minutes.meeting, live_content(minutes.meeting), day_of(now))
    missing = rules.blocking(checks)
    if missing:
        raise NotSchedulable(" ".join(wording.to_do(check) for check in missing))
