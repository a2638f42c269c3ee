"""Moving a meeting: when and where, the days that hang on it, and an update for who has it in the calendar."""

from collections.abc import Mapping
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from meetings import wording
from meetings.models import AgendaVersion, DueDay, Meeting
from meetings.rules import changes, digest
from meetings.selectors import latest_version, recipients_of
from meetings.selectors.planning import frame_of, invited
from meetings.services.agenda import MeetingDetails
from meetings.services.calendar import CALENDAR, event_for, note_invited, rise
from meetings.services.deadlines import terms_changed
from meetings.services.locks import lock_meeting, not_held
from meetings.services.publishing import MeetingPast
from meetings.wording import moving
from twente.core import audit
from twente.core.dates import day_of
from twente.core.models import User
from twente.core.refusals import Refusal, StaleVersion
from twente.outbox.models import Message
from twente.outbox.services import message, queue_messages


class MeetingStarted(Refusal):
    """Date and place stand once the meeting is open."""

    sentence = "Deze vergadering is al geopend. Datum en plaats staan vast."


@transaction.atomic
def replan_meeting(
    *,
    meeting: Meeting,
    details: MeetingDetails,
    seen: int,
    by: User,
    now: datetime,
    days: Mapping[str, date] | None = None,
) -> Meeting:
    """Change when and where. `seen` is the version that the person looked at; `days` are the days chosen by hand.

    Without `days` those that were chosen stay. When it was convened, everybody who has it in the calendar gets an
    update, and the agenda as it was sent goes out under a new number. Substitutions stay.
    Raises MeetingStarted, MeetingOver, MeetingOff, MeetingPast, StaleVersion.
    """
    locked = lock_meeting(meeting)
    not_held(locked)
    if locked.state not in (Meeting.State.CONCEPT, Meeting.State.CONVENED):
        raise MeetingStarted
    if locked.version != seen:
        raise StaleVersion
    before = MeetingDetails(locked.starts_at, locked.ends_at, locked.place)
    locked.version += 1
    if details != before:
        locked.starts_at, locked.ends_at, locked.place = details.starts_at, details.ends_at, details.place
        rise(locked, now=now)
    locked.save(update_fields=["starts_at", "ends_at", "place", "version", *CALENDAR])
    if days is not None:
        keep_days(locked, days)
    terms_changed(locked)
    if details != before and locked.state == Meeting.State.CONVENED:
        tell(locked, before=before, by=by, now=now)
    audit.record(agreement=locked.body.agreement, by=by, at=now, action="meeting_replanned", target=locked)
    return locked


def keep_days(meeting: Meeting, days: Mapping[str, date]) -> None:
    """From now on exactly these days are chosen by hand; the others follow the house rule."""
    meeting.due_days.exclude(kind__in=days).delete()
    for kind, day in days.items():
        DueDay.objects.update_or_create(meeting=meeting, kind=kind, defaults={"day": day})


def told(meeting: Meeting, now: datetime) -> list[User]:
    """Who hears that a convened meeting moves: who was invited and who would be invited today, each once."""
    today = recipients_of(agreement=meeting.body.agreement, on=day_of(now), body=meeting.body)
    return sorted({*invited(meeting), *today}, key=lambda person: (person.name, person.pk))


def tell(meeting: Meeting, *, before: MeetingDetails, by: User, now: datetime) -> None:
    """The sent agenda with the new day under a new number, and a mail with the event. Raises MeetingPast."""
    sent = latest_version(meeting)
    if day_of(meeting.starts_at) < day_of(now):
        raise MeetingPast
    if sent is None:
        return
    content = sent.content | frame_of(meeting)
    version = AgendaVersion.objects.create(
        meeting=meeting,
        number=sent.number + 1,
        content=content,
        sha256=digest(content),
        published_at=now,
        published_by=by,
    )
    changed = [wording.change(found) for found in changes(sent.content, content)]
    people = told(meeting, now)
    queue_messages(mail(version=version, person=person, before=before, changed=changed, now=now) for person in people)
    note_invited(meeting=meeting, people=people, now=now)


def mail(*, version: AgendaVersion, person: User, before: MeetingDetails, changed: list[str], now: datetime) -> Message:
    """One update for the outbox; nothing of the agenda itself is in it."""
    meeting = version.meeting
    agreement = meeting.body.agreement
    address = settings.SITE_URL + reverse("meetings:meeting_detail", args=[agreement.slug, meeting.pk])
    return message(
        agreement=agreement,
        key=f"moved:{meeting.pk}:{meeting.calendar_sequence}:{person.pk}",
        kind="meeting_moved",
        recipient=person.email,
        subject=moving.moved_subject(meeting.body.name, before.starts_at, meeting.starts_at),
        body=moving.moved_body(
            name=person.name,
            body=meeting.body.name,
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
            place=meeting.place,
            changed=changed,
            address=address,
        ),
        calendar=event_for(meeting=meeting, person=person, address=address, now=now),
        now=now,
    )
