"""Calendar invitations (RFC 5545): one event per meeting, whose sequence rises with every agenda that is sent."""

from datetime import datetime
from functools import cache
from typing import cast

from icalendar import Calendar, Event, Timezone, vCalAddress, vText

from twente.core.dates import AMSTERDAM

ZONE = """BEGIN:VTIMEZONE
TZID:Europe/Amsterdam
BEGIN:DAYLIGHT
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""
"""The European rule since 1996. Written out: the generated one lists single nights and ends in 2038."""


@cache
def zone() -> Timezone:
    """The same, read once per process; nothing changes it."""
    return cast("Timezone", Timezone.from_ical(ZONE))


def invitation(
    *,
    uid: str,
    sequence: int,
    starts_at: datetime,
    ends_at: datetime,
    title: str,
    place: str,
    address: str,
    organizer: str,
    recipient: str,
    stamped_at: datetime,
    method: str = "REQUEST",
) -> bytes:
    """An invitation to one recipient, in Amsterdam time with its own time zone rules; method CANCEL takes it back.

    `uid` is the same for every agenda of the meeting, so that calendars replace the event instead of adding one;
    `address` is the page of the meeting. Nothing of the agenda itself is in it.
    """
    event = Event()
    event.add("uid", uid)
    event.add("sequence", sequence)
    event.add("dtstamp", stamped_at)
    event.add("dtstart", starts_at.astimezone(AMSTERDAM))
    event.add("dtend", ends_at.astimezone(AMSTERDAM))
    event.add("summary", title)
    event.add("location", place)
    event.add("url", address)
    event.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
    event.add("organizer", vCalAddress(f"mailto:{organizer}"))
    event.add("attendee", attendee(recipient))
    calendar = Calendar()
    calendar.add("prodid", "-//Bestuurlijk overleg//vergaderingen//NL")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(zone())
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def attendee(recipient: str) -> vCalAddress:
    """The recipient, who is asked to answer."""
    person = vCalAddress(f"mailto:{recipient}")
    person.params["ROLE"] = vText("REQ-PARTICIPANT")
    person.params["PARTSTAT"] = vText("NEEDS-ACTION")
    person.params["RSVP"] = vText("TRUE")
    return person
