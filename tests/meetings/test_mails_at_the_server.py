"""Invitation, change and cancellation of a meeting as they reach a real mail server (issue 4; RFC 5545, 5546, 6047)."""

from collections.abc import Callable
from datetime import timedelta
from email.header import decode_header, make_header
from email.message import Message as Mail

import pytest
from pytest_django.fixtures import Settings

from meetings import services
from meetings.models import Meeting, MeetingInvitation
from tests.cast import MORNING, Cast
from tests.factories import MEETING_AT, a_convened_meeting, an_item
from tests.meetings.ical import Component, parse
from tests.meetings.test_moving import call_off, move
from tests.outbox.test_smtp import Sink
from tests.outbox.test_smtp import sink as sink
from twente.core import clock
from twente.outbox import tasks

pytestmark = pytest.mark.django_db(transaction=True)  # a task closes the connection that it was given
Delivered = Callable[[], list[Mail]]


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """The meeting of 2 December, whose agenda was sent."""
    return a_convened_meeting(cast)


@pytest.fixture
def delivered(sink: Sink, settings: Settings, meeting: Meeting) -> Delivered:
    """Let the worker send what waits, and hand over what the server got; it is a minute after everything was queued."""
    settings.CLOCK_OFFSET += MORNING + timedelta(minutes=1) - clock.now()

    def arrived() -> list[Mail]:
        sink.mails.clear()
        tasks.drain()
        return list(sink.mails)

    return arrived


def attached(mail: Mail) -> tuple[Mail, Component]:
    """The one calendar of a mail: its part, and what our own reader makes of it."""
    (part,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    return part, parse(part.get_payload(decode=True) or b"")


def to_chair(mails: list[Mail], cast: Cast) -> Mail:
    """The one mail to the chair."""
    (mail,) = [mail for mail in mails if mail["To"] == cast.chair.email]
    return mail


def subject(mail: Mail) -> str:
    """The subject as people read it."""
    return str(make_header(decode_header(mail["Subject"])))


def invited(meeting: Meeting) -> list[str]:
    """The addresses of everybody who holds the event."""
    return sorted(row.user.email for row in MeetingInvitation.objects.filter(meeting=meeting).select_related("user"))


def test_everybody_invited_gets_each_change_once(cast: Cast, meeting: Meeting, delivered: Delivered) -> None:
    assert sorted(mail["To"] for mail in delivered()) == invited(meeting)
    for act in (move, call_off):
        act(cast, meeting)
        assert sorted(mail["To"] for mail in delivered()) == invited(meeting)
        assert delivered() == []


def test_a_change_replaces_the_event(cast: Cast, meeting: Meeting, delivered: Delivered) -> None:
    _, before = attached(to_chair(delivered(), cast))
    move(cast, meeting)

    mail = to_chair(delivered(), cast)

    part, after = attached(mail)
    assert subject(mail) == "Verplaatst naar 9 december 2026: bestuurlijk overleg"
    assert (part.get_param("method"), after.one("METHOD")) == ("REQUEST", "REQUEST")
    (old,), (new,) = before.all("VEVENT"), after.all("VEVENT")
    assert new.one("UID") == old.one("UID")
    assert (old.one("SEQUENCE"), new.one("SEQUENCE")) == ("0", "1")
    assert (old.one("DTSTART"), new.one("DTSTART")) == ("20261202T100000", "20261209T100000")
    assert new.parameters("DTSTART") == {"TZID": "Europe/Amsterdam"}
    assert new.one("ATTENDEE") == f"mailto:{cast.chair.email}"


def test_a_cancellation_takes_the_event_away(cast: Cast, meeting: Meeting, delivered: Delivered) -> None:
    _, before = attached(to_chair(delivered(), cast))
    move(cast, meeting)
    call_off(cast, meeting)

    mails = {subject(mail): mail for mail in delivered() if mail["To"] == cast.chair.email}

    mail = mails["Afgelast: bestuurlijk overleg van 9 december 2026"]
    assert len(mails) == 2
    part, after = attached(mail)
    assert (part.get_param("method"), after.one("METHOD")) == ("CANCEL", "CANCEL")
    (old,), (event,) = before.all("VEVENT"), after.all("VEVENT")
    assert event.one("UID") == old.one("UID")
    assert (event.one("SEQUENCE"), event.one("STATUS")) == ("2", "CANCELLED")
    assert event.one("DTSTART") == "20261209T100000"
    (text,) = [part for part in mail.walk() if part.get_content_type() == "text/plain"]
    assert "Reden: Er zijn te weinig onderwerpen." in (text.get_payload(decode=True) or b"").decode()


def test_a_later_agenda_keeps_the_day_that_it_moved_to(cast: Cast, meeting: Meeting, delivered: Delivered) -> None:
    """What arrives last wins in a calendar: it may not bring the first day back."""
    move(cast, meeting, MEETING_AT + timedelta(weeks=1))
    an_item(cast, meeting, "Nieuw punt")
    services.publish_agenda(meeting=meeting, by=cast.secretary, now=MORNING)

    events = [attached(mail)[1].all("VEVENT")[0] for mail in delivered() if mail["To"] == cast.chair.email]

    last = max(events, key=lambda event: int(event.one("SEQUENCE")))
    assert sorted(int(event.one("SEQUENCE")) for event in events) == [0, 1, 2]
    assert last.one("DTSTART") == "20261209T100000"
