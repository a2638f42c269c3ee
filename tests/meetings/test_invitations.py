"""Invitations that calendars replace, in Amsterdam time, and what the desk asks."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from meetings import attention, services
from meetings.models import Meeting
from tests.cast import MORNING, Cast
from tests.factories import MEETING_AT, a_convened_meeting, a_meeting, an_item, an_open_meeting
from twente.core.permissions import actor_for
from twente.outbox.models import Message

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
PLAN = "Vergadering plannen"
"""The rhythm asks for more meetings in these tests; that is tried in test_year_planning.py."""


def events(meeting: Meeting) -> list[Calendar]:
    """The calendars that were sent for a meeting, to one person, in order."""
    sent = Message.objects.filter(recipient__startswith="voorzitter@", key__startswith=f"agenda:{meeting.pk}:")
    return [Calendar.from_ical(bytes(row.calendar)) for row in sent.order_by("key")]


def test_every_version_is_the_same_event_with_a_higher_sequence(cast: Cast) -> None:
    meeting = a_convened_meeting(cast)
    an_item(cast, meeting, "Nieuw punt")
    services.publish_agenda(meeting=meeting, by=cast.secretary, now=MORNING)
    first, second = (calendar.walk("VEVENT")[0] for calendar in events(meeting))
    assert first["uid"] == second["uid"]
    assert (first["sequence"], second["sequence"]) == (0, 1)


def test_event_is_a_request_in_amsterdam_time(cast: Cast) -> None:
    (calendar,) = events(a_convened_meeting(cast))
    event = calendar.walk("VEVENT")[0]
    assert calendar["method"] == "REQUEST"
    assert calendar.walk("VTIMEZONE")[0]["tzid"] == "Europe/Amsterdam"
    assert event["dtstart"].params["TZID"] == "Europe/Amsterdam"
    assert event["dtstart"].dt == MEETING_AT.astimezone(AMSTERDAM)
    assert event["attendee"] == "mailto:voorzitter@voorbeeld.example"


def test_event_holds_nothing_of_the_agenda(cast: Cast) -> None:
    """ui.md: no confidential words in the title; the mail links to the page."""
    meeting = a_meeting(cast)
    an_item(cast, meeting, "Kanarie")
    services.publish_agenda(meeting=meeting, by=cast.secretary, now=MORNING)
    assert "Kanarie" not in str(events(meeting)[0])


def test_mail_tells_when_where_and_what(cast: Cast) -> None:
    meeting = a_convened_meeting(cast)
    mail = Message.objects.get(key=f"agenda:{meeting.pk}:1:{cast.chair.pk}")
    assert mail.subject == "Bekijk de agenda: bestuurlijk overleg van 2 december 2026"
    assert "Wanneer: woensdag 2 december 2026, 10.00–12.00 uur" in mail.body
    assert "Waar: stadhuis Enschede" in mail.body
    assert "2. Punt 2 (ter besluitvorming, 10 minuten)" in mail.body
    assert f"/bok-ses/vergaderingen/{meeting.pk}/agenda/1/" in mail.body


@pytest.fixture
def asked(cast: Cast) -> list[str]:
    """What a meeting in every state asks of the secretary three weeks later."""
    a_meeting(cast, starts_at=MEETING_AT + timedelta(days=60))
    changed = a_convened_meeting(cast)
    an_item(cast, changed, "Nieuw punt")
    an_open_meeting(cast)
    held = an_open_meeting(cast)
    services.close_meeting(meeting=held, by=cast.chair, now=MEETING_AT)
    rows = attention.rows(actor_for(cast.secretary, cast.agreement, MEETING_AT.date()), MEETING_AT)
    return [row.title for row in rows if row.action_label != PLAN]


def test_desk_asks_for_each_state_what_it_needs(asked: list[str]) -> None:
    assert asked == [
        "Agenda versturen voor 31 januari 2027",
        "Gewijzigde agenda versturen voor 2 december 2026",
        "Verslag afmaken van 2 december 2026",
    ]


def test_desk_asks_to_close_a_meeting_that_is_over(cast: Cast) -> None:
    an_open_meeting(cast)
    tomorrow = MEETING_AT + timedelta(days=1)
    rows = attention.rows(actor_for(cast.secretary, cast.agreement, tomorrow.date()), tomorrow)
    assert [row.action_label for row in rows if row.action_label != PLAN] == ["Vergadering sluiten"]


def test_desk_asks_nothing_of_who_may_not_edit(cast: Cast) -> None:
    """BOK-5.8: preparing is the secretary's work."""
    a_meeting(cast)
    for person in (cast.chair, cast.representatives["Almelo"], cast.clerk, cast.outsider):
        assert attention.rows(actor_for(person, cast.agreement, MORNING.date()), MORNING) == []


def test_agenda_is_due_seven_days_before(cast: Cast) -> None:
    a_meeting(cast)
    rows = attention.rows(actor_for(cast.secretary, cast.agreement, MORNING.date()), MORNING)
    (row,) = [row for row in rows if row.action_label != PLAN]
    assert row.due_on.isoformat() == "2026-11-25"
    assert row.sentence == "Zeven dagen vooraf (huisregel), met 2 punten."
