"""A person's own calendar (RFC 5545): meetings under the name they have in every mail, and days to do something by."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from icalendar import Calendar, Event

from meetings.invitations import zone
from meetings.models import Meeting
from meetings.selectors import meetings_for
from meetings.services.calendar import title_of, uid_of
from twente.core.dates import AMSTERDAM
from twente.core.permissions import Actor

HOURLY = timedelta(hours=1)
STATUS = {Meeting.State.CONCEPT: "TENTATIVE", Meeting.State.CANCELLED: "CANCELLED"}


@dataclass(frozen=True)
class Deadline:
    """A day to do something by, in words that may stand in anybody's calendar."""

    uid: str
    on: date
    title: str
    address: str


def calendar_of(events: Iterable[Event]) -> bytes:
    """A calendar to subscribe to; programs are asked to look again every hour."""
    calendar = Calendar()
    calendar.add("prodid", "-//Bestuurlijk overleg//vergaderingen//NL")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Bestuurlijk overleg")
    calendar.add("refresh-interval", HOURLY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    calendar.add_component(zone())
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def meeting_events(actor: Actor, *, since: datetime, stamp: datetime, site: str) -> Iterator[Event]:
    """The meetings that this person may know of, from a moment on; `stamp` stands for one that never changed.

    Of the agenda itself nothing is in it: only which overleg meets, when, where, and the way back.
    """
    for meeting in meetings_for(actor).filter(ends_at__gte=since).order_by("starts_at", "pk"):
        changed = meeting.calendar_changed_at or stamp
        state = Meeting.State(meeting.state)
        title = title_of(meeting)
        event = base(uid_of(meeting), changed, site + address(meeting))
        event.add("sequence", meeting.calendar_sequence)
        event.add("last-modified", changed)
        event.add("dtstart", meeting.starts_at.astimezone(AMSTERDAM))
        event.add("dtend", meeting.ends_at.astimezone(AMSTERDAM))
        event.add("summary", f"Afgelast: {title}" if state == Meeting.State.CANCELLED else title)
        event.add("location", meeting.place)
        event.add("status", STATUS.get(state, "CONFIRMED"))
        yield event


def address(meeting: Meeting) -> str:
    """The page of a meeting."""
    return reverse("meetings:meeting_detail", args=[meeting.body.agreement.slug, meeting.pk])


def deadline_events(deadlines: Iterable[Deadline], *, stamp: datetime) -> Iterator[Event]:
    """A whole day each, which leaves the calendar free."""
    for deadline in deadlines:
        event = base(deadline.uid, stamp, deadline.address)
        event.add("sequence", 0)
        event.add("dtstart", deadline.on)
        event.add("summary", deadline.title)
        event.add("transp", "TRANSPARENT")
        yield event


def base(uid: str, stamp: datetime, address: str) -> Event:
    """What every event has: its name, its stamp and the way back."""
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", stamp)
    event.add("url", address)
    event.add("description", f"Openen: {address}")
    return event
