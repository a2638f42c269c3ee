"""The personal calendar: secret, current, the same events as in the mails, and nothing confidential (ui.md)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings import services
from meetings.models import AgendaItem, CalendarFeed
from meetings.services.cancelling import cancel_meeting
from meetings.services.feeds import renew_feed, revoke_feed
from tests.cast import MORNING, Cast
from tests.factories import MEETING_AT, a_convened_meeting, a_meeting, an_item
from tests.meetings.ical import Component, parse
from twente.core.models import Mandate, Role, User
from twente.outbox.models import Message
from twente.outbox.postman import Postman
from twente.outbox.services import send_message


def address(person: User) -> str:
    """A fresh secret address of this person."""
    return reverse("home:calendar_ics", args=[renew_feed(user=person, by=person, now=MORNING)])


def events(address: str) -> list[Component]:
    answer = Client().get(address)
    assert answer.status_code == 200
    return parse(answer.content).all("VEVENT")


@pytest.mark.usefixtures("morning")
def test_the_event_is_the_one_in_the_mail_with_its_way_back(cast: Cast) -> None:
    meeting = a_convened_meeting(cast)
    mailed = parse(bytes(Message.objects.filter(recipient=cast.chair.email).get().calendar or b"")).all("VEVENT")[0]

    (event,) = events(address(cast.chair))

    assert event.one("UID") == mailed.one("UID")
    assert event.one("DTSTART") == "20261202T100000"
    assert event.parameters("DTSTART") == {"TZID": "Europe/Amsterdam"}
    assert event.one("URL").endswith(f"/bok-ses/vergaderingen/{meeting.pk}/")
    assert event.one("SUMMARY") == "Bestuurlijk overleg BOK SES Twente"
    assert (event.one("SEQUENCE"), event.one("STATUS")) == ("0", "CONFIRMED")


@pytest.mark.usefixtures("morning")
def test_the_calendar_brings_the_rules_of_its_time_zone(cast: Cast) -> None:
    a_convened_meeting(cast)
    calendar = parse(Client().get(address(cast.chair)).content)
    (zone,) = calendar.all("VTIMEZONE")
    assert zone.one("TZID") == "Europe/Amsterdam"
    assert [rule.one("TZOFFSETTO") for rule in zone.inside] == ["+0200", "+0100"]
    assert calendar.one("VERSION") == "2.0"


@pytest.mark.usefixtures("morning")
def test_a_move_and_a_cancellation_are_in_it_under_a_higher_sequence(cast: Cast) -> None:
    meeting, feed = a_convened_meeting(cast), address(cast.chair)
    meeting = services.replan_meeting(
        meeting=meeting,
        details=services.MeetingDetails(MEETING_AT + timedelta(days=7), MEETING_AT + timedelta(days=7, hours=1), "x"),
        seen=meeting.version,
        by=cast.secretary,
        now=MORNING,
    )
    (moved,) = events(feed)
    assert (moved.one("SEQUENCE"), moved.one("DTSTART")) == ("1", "20261209T100000")

    cancel_meeting(meeting=meeting, reason="Ziekte", seen=meeting.version, by=cast.secretary, now=MORNING)

    (off,) = events(feed)
    assert (off.one("SEQUENCE"), off.one("STATUS")) == ("2", "CANCELLED")
    assert off.one("SUMMARY").startswith("Afgelast: ")


@pytest.mark.usefixtures("morning")
def test_nothing_confidential_stands_in_it(cast: Cast) -> None:
    meeting = a_meeting(cast)
    item = an_item(cast, meeting, "Kanarie")
    AgendaItem.objects.filter(pk=item.pk).update(confidentiality="closed")
    for person in cast.everybody.values():
        if person != cast.outsider:
            assert b"Kanarie" not in Client().get(address(person)).content


@pytest.mark.usefixtures("morning")
def test_own_deadlines_are_whole_days_named_by_their_act(cast: Cast) -> None:
    a_meeting(cast)
    found = {event.one("SUMMARY"): event for event in events(address(cast.secretary))}
    event = found["Agenda versturen\\, BOK SES Twente"]
    assert event.one("DTSTART") == "20261125"
    assert event.parameters("DTSTART") == {"VALUE": "DATE"}


@pytest.mark.usefixtures("morning")
def test_a_concept_is_tentative_and_only_for_who_may_know_of_it(cast: Cast) -> None:
    a_meeting(cast)
    assert [event.one("STATUS") for event in events(address(cast.chair))] == ["TENTATIVE"]
    assert events(address(cast.clerk)) == []


@pytest.mark.usefixtures("morning")
def test_an_unchanged_calendar_is_not_sent_again(cast: Cast) -> None:
    meeting, feed = a_convened_meeting(cast), address(cast.chair)
    first = Client().get(feed)
    again = Client().get(feed, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    services.replan_meeting(
        meeting=meeting,
        details=services.MeetingDetails(MEETING_AT, MEETING_AT + timedelta(hours=3), "elders"),
        seen=meeting.version,
        by=cast.secretary,
        now=MORNING,
    )
    assert Client().get(feed, headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.usefixtures("morning")
def test_it_needs_and_makes_no_session(cast: Cast) -> None:
    answer = Client().get(address(cast.chair))
    assert not answer.cookies
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-cache" in answer["Cache-Control"]


@pytest.mark.usefixtures("morning")
@pytest.mark.parametrize("token", ["geraden", "a" * 43, "x" * 3000, "%00", "é", "..", "A" * 42 + "="])
def test_a_guessed_address_is_404(cast: Cast, token: str) -> None:
    """Every guess costs the same: one hash and one look-up by the hash."""
    address(cast.chair)
    browser = Client()
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(f"/agenda-abonnement/{token}.ics")
    assert answer.status_code == 404
    assert [query for query in asked if "calendarfeed" in query["sql"]].__len__() <= 1


@pytest.mark.usefixtures("morning")
def test_the_secret_itself_is_kept_nowhere(cast: Cast) -> None:
    token = renew_feed(user=cast.chair, by=cast.chair, now=MORNING)
    assert token not in str(CalendarFeed.objects.values_list())


@pytest.mark.usefixtures("morning")
def test_a_renewed_or_revoked_address_stops_working(cast: Cast) -> None:
    first = address(cast.chair)
    second = address(cast.chair)
    assert [Client().get(found).status_code for found in (first, second)] == [404, 200]
    revoke_feed(user=cast.chair, by=cast.chair, now=MORNING)
    assert Client().get(second).status_code == 404


@pytest.mark.usefixtures("morning")
def test_who_takes_no_part_any_more_loses_it_for_good(cast: Cast) -> None:
    person = cast.representatives["Borne"]
    feed = address(person)
    Mandate.objects.filter(user=person).update(valid_until=MORNING.date() - timedelta(days=1))
    assert Client().get(feed).status_code == 404
    Mandate.objects.filter(user=person).update(valid_until=None)
    assert Client().get(feed).status_code == 404
    assert not Role.objects.filter(user=person).exists()


def test_the_page_shows_the_address_once_and_when_it_was_read(cast: Cast, signed_in: Callable[[User], Client]) -> None:
    browser, page = signed_in(cast.chair), reverse("home:calendar_feed")
    made = browser.post(page)
    feed, terms = [part for part in made.text.split('"') if part.endswith(".ics")]
    assert terms.endswith("/termijnen.ics")
    assert made["Cache-Control"] == "no-store"
    assert ".ics" not in browser.get(page).text
    assert "Nog niet gelezen" in browser.get(page).text
    Client().get("/" + feed.split("/", 3)[3])
    assert "Laatst gelezen op" in browser.get(page).text
    assert browser.post(reverse("home:calendar_feed_revoke")).status_code == 302
    assert "Adres maken" in browser.get(page).text


def test_the_mail_says_what_the_calendar_in_it_asks(cast: Cast, mailoutbox: list[EmailMessage]) -> None:
    """Mail programs act on the method in the header of the part (RFC 6047)."""
    meeting = a_convened_meeting(cast)
    cancel_meeting(meeting=meeting, reason="Ziekte", seen=meeting.version, by=cast.secretary, now=MORNING)
    for message in Message.objects.filter(recipient=cast.chair.email).order_by("kind"):
        send_message(message, Postman())
    parts = [
        part for mail in mailoutbox for part in mail.message().walk() if part.get_content_type() == "text/calendar"
    ]
    assert [part.get_param("method") for part in parts] == ["REQUEST", "CANCEL"]
