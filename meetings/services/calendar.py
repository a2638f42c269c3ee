"""The meeting as an event in people's calendars: one identity, a sequence that rises, and who has it."""

from collections.abc import Iterable
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings

from meetings.invitations import invitation
from meetings.models import Meeting, MeetingInvitation
from twente.core.models import User

CALENDAR = ("calendar_sequence", "calendar_changed_at")
"""The columns that `rise` fills; whoever calls it saves them."""


def uid_of(meeting: Meeting) -> str:
    """What the event is called in every calendar, in mails and feeds alike, whatever happens to the meeting."""
    return f"{meeting.form_key}@bestuurlijk-overleg"


def title_of(meeting: Meeting) -> str:
    """Which overleg meets; never what it is about."""
    return f"{meeting.body.name} {meeting.body.agreement.short_name}"


def rise(meeting: Meeting, *, now: datetime, first: bool = False) -> None:
    """The next mail replaces the event in calendars; the first one still makes it (RFC 5546, 2.1.4)."""
    meeting.calendar_sequence += 0 if first else 1
    meeting.calendar_changed_at = now


def event_for(*, meeting: Meeting, person: User, address: str, now: datetime, method: str = "REQUEST") -> bytes:
    """The event as it is mailed to one person."""
    return invitation(
        uid=uid_of(meeting),
        sequence=meeting.calendar_sequence,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        title=title_of(meeting),
        place=meeting.place,
        address=address,
        organizer=parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
        recipient=person.email,
        stamped_at=now,
        method=method,
    )


def note_invited(*, meeting: Meeting, people: Iterable[User], now: datetime) -> None:
    """These people have the event from now on; again changes nothing."""
    invited = [MeetingInvitation(meeting=meeting, user=person, invited_at=now) for person in people]
    MeetingInvitation.objects.bulk_create(invited, ignore_conflicts=True)
