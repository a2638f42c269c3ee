"""A meeting moves or is called off, and everything that hangs on it follows (issue 4; BOK-5.7, 5.8)."""

import uuid
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse

from meetings import services
from meetings.models import AgendaItem, Meeting, MeetingInvitation, Substitution
from meetings.rules import due
from meetings.selectors.planning import due_days
from meetings.services.cancelling import CannotCallOff, NoSuchAgenda, cancel_meeting
from meetings.services.locks import MeetingOff
from meetings.services.publishing import MeetingPast
from meetings.services.reasons import NoReason
from tests.cast import MORNING, Cast
from tests.factories import MEETING_AT, a_convened_meeting, a_meeting, an_item, an_open_meeting
from tests.meetings.ical import Component, parse
from twente.core.models import AuditEntry
from twente.core.refusals import StaleVersion
from twente.outbox.models import Message

WEEK = timedelta(weeks=1)


def details(at: datetime, place: str = "stadhuis Enschede") -> services.MeetingDetails:
    return services.MeetingDetails(at, at + timedelta(hours=2), place)


def move(cast: Cast, meeting: Meeting, at: datetime = MEETING_AT + WEEK, **days: date) -> Meeting:
    meeting.refresh_from_db()
    return services.replan_meeting(
        meeting=meeting,
        details=details(at),
        seen=meeting.version,
        by=cast.secretary,
        now=MORNING,
        days=days or None,
    )


def call_off(cast: Cast, meeting: Meeting, **options: object) -> None:
    meeting.refresh_from_db()
    filled = {"reason": "Er zijn te weinig onderwerpen.", "seen": meeting.version} | options
    cancel_meeting(meeting=meeting, by=cast.secretary, now=MORNING, **filled)  # type: ignore[arg-type]


def sent(meeting: Meeting, kind: str) -> list[Message]:
    return list(Message.objects.filter(kind=kind, key__contains=f":{meeting.pk}:").order_by("key"))


def event(message: Message) -> Component:
    (found,) = parse(bytes(message.calendar or b"")).all("VEVENT")
    return found


def test_days_by_the_house_rule_follow_and_a_chosen_day_stays(cast: Cast) -> None:
    meeting = a_meeting(cast)
    move(cast, meeting, MEETING_AT, papers=date(2026, 11, 18))

    moved = move(cast, meeting)

    assert due_days(moved)["papers"] == date(2026, 11, 18)
    assert due_days(moved)["sent"] == date(2026, 12, 2)


def test_what_the_form_showed_is_nobodys_own_choice() -> None:
    shown = due.days(date(2026, 12, 2), {})
    entered = dict(shown) | {"minutes": date(2026, 12, 18)}

    found = due.settled(
        {kind: entered[kind] for kind in due.CHOSEN}, shown_for=date(2026, 12, 2), meets_on=date(2026, 12, 9)
    )

    assert found == {"minutes": date(2026, 12, 18)}


def test_who_was_invited_gets_the_same_event_on_its_new_day(cast: Cast) -> None:
    meeting = a_convened_meeting(cast)
    (first,) = [row for row in sent(meeting, "agenda") if row.recipient == cast.chair.email]

    move(cast, meeting)

    (update,) = [row for row in sent(meeting, "meeting_moved") if row.recipient == cast.chair.email]
    before, after = event(first), event(update)
    assert after.one("UID") == before.one("UID")
    assert (before.one("SEQUENCE"), after.one("SEQUENCE")) == ("0", "1")
    assert after.one("DTSTART") == "20261209T100000"
    assert after.parameters("DTSTART") == {"TZID": "Europe/Amsterdam"}
    assert parse(bytes(update.calendar or b"")).one("METHOD") == "REQUEST"
    assert update.subject == "Verplaatst naar 9 december 2026: bestuurlijk overleg"
    assert "in plaats van woensdag 2 december 2026 om 10.00 uur" in update.body
    assert len(sent(meeting, "meeting_moved")) == len(sent(meeting, "agenda"))


def test_the_sequence_rises_with_every_mail_that_changes_the_event(cast: Cast) -> None:
    meeting = a_convened_meeting(cast)
    move(cast, meeting)
    an_item(cast, meeting, "Nieuw punt")
    services.publish_agenda(meeting=meeting, by=cast.secretary, now=MORNING)
    call_off(cast, meeting)

    mine = Message.objects.filter(recipient=cast.chair.email, calendar__isnull=False)
    assert sorted(int(event(row).one("SEQUENCE")) for row in mine) == [0, 1, 2, 3]


def test_a_concept_moves_without_mail(cast: Cast) -> None:
    meeting = a_meeting(cast)
    move(cast, meeting)
    assert not Message.objects.exists()


def test_saving_without_a_change_mails_nobody(cast: Cast) -> None:
    meeting = a_convened_meeting(cast)
    move(cast, meeting, MEETING_AT)
    assert sent(meeting, "meeting_moved") == []


def test_the_sent_agenda_goes_along_and_a_draft_does_not(cast: Cast) -> None:
    """Who reads only what was sent sees the new day, and nothing that the secretary is still writing."""
    meeting = a_convened_meeting(cast)
    an_item(cast, meeting, "Nog niet verstuurd")
    move(cast, meeting)
    first, second = meeting.agenda_versions.order_by("number")
    assert second.content["starts_at"] == "2026-12-09T09:00:00+00:00"
    assert second.content["items"] == first.content["items"]


def test_a_convened_meeting_does_not_move_to_yesterday(cast: Cast) -> None:
    meeting = a_convened_meeting(cast)
    with pytest.raises(MeetingPast):
        move(cast, meeting, MORNING - timedelta(days=1))
    meeting.refresh_from_db()
    assert meeting.starts_at == MEETING_AT


def test_substitutions_stay_when_a_meeting_moves(cast: Cast) -> None:
    meeting = a_convened_meeting(cast)
    row = stand_in(cast, meeting)
    move(cast, meeting)
    row.refresh_from_db()
    assert row.meeting_id == meeting.pk


def stand_in(cast: Cast, meeting: Meeting, item: AgendaItem | None = None) -> Substitution:
    return services.record_substitution(
        meeting=meeting,
        party=cast.parties["Haaksbergen"],
        user=cast.substitute,
        document="Collegebesluit 12",
        by=cast.secretary,
        now=MORNING,
        item=item,
    )


def test_everybody_with_the_event_gets_a_cancellation(cast: Cast) -> None:
    meeting = a_convened_meeting(cast)
    call_off(cast, meeting)

    mails = sent(meeting, "meeting_cancelled")
    assert len(mails) == MeetingInvitation.objects.filter(meeting=meeting).count() > 0
    (mail,) = [row for row in mails if row.recipient == cast.chair.email]
    calendar = parse(bytes(mail.calendar or b""))
    assert calendar.one("METHOD") == "CANCEL"
    assert event(mail).one("STATUS") == "CANCELLED"
    assert event(mail).one("SEQUENCE") == "1"
    assert event(mail).one("UID") == f"{meeting.form_key}@bestuurlijk-overleg"
    assert mail.subject == "Afgelast: bestuurlijk overleg van 2 december 2026"
    assert "Reden: Er zijn te weinig onderwerpen." in mail.body


def test_calling_off_twice_is_once(cast: Cast) -> None:
    meeting = a_convened_meeting(cast)
    call_off(cast, meeting)
    call_off(cast, meeting, seen=1)
    assert AuditEntry.objects.filter(action="meeting_cancelled").count() == 1
    assert len(sent(meeting, "meeting_cancelled")) == MeetingInvitation.objects.filter(meeting=meeting).count()


def test_items_go_to_another_meeting_with_what_hangs_on_them(cast: Cast) -> None:
    meeting, later = a_convened_meeting(cast), a_meeting(cast, starts_at=MEETING_AT + 2 * WEEK)
    opening, course = meeting.items.order_by("position")
    row = stand_in(cast, meeting, course)

    call_off(cast, meeting, items=[course], to=later)

    assert list(later.items.order_by("position").values_list("position", "title")) == [
        (1, "Punt 1"),
        (2, "Punt 2"),
        (3, "Punt 2"),
    ]
    assert list(meeting.items.all()) == [opening]
    row.refresh_from_db()
    assert row.meeting_id == later.pk
    assert "1 agendapunt gaat naar de vergadering van 16 december 2026." in sent(meeting, "meeting_cancelled")[0].body


def test_no_title_of_an_item_stands_in_these_mails(cast: Cast) -> None:
    meeting, later = a_meeting(cast), a_meeting(cast, starts_at=MEETING_AT + 2 * WEEK)
    canary = an_item(cast, meeting, "Kanarie")
    services.publish_agenda(meeting=meeting, by=cast.secretary, now=MORNING)
    move(cast, meeting)
    call_off(cast, meeting, items=[canary], to=later)
    told = Message.objects.exclude(kind="agenda")
    assert told.exists()
    assert not any("Kanarie" in row.subject + row.body + bytes(row.calendar or b"").decode() for row in told)


@pytest.mark.parametrize(
    ("options", "refusal"), [({"reason": " "}, NoReason), ({"seen": 99}, StaleVersion)], ids=["no reason", "stale"]
)
def test_calling_off_is_refused(cast: Cast, options: dict[str, object], refusal: type[Exception]) -> None:
    meeting = a_convened_meeting(cast)
    with pytest.raises(refusal):
        call_off(cast, meeting, **options)
    assert sent(meeting, "meeting_cancelled") == []


def test_what_was_opened_is_not_called_off(cast: Cast) -> None:
    with pytest.raises(CannotCallOff):
        call_off(cast, an_open_meeting(cast))


def test_items_do_not_go_to_a_meeting_that_runs_or_was_called_off(cast: Cast) -> None:
    meeting, off = a_meeting(cast), a_meeting(cast, starts_at=MEETING_AT + WEEK)
    call_off(cast, off)
    for to in (an_open_meeting(cast), off, meeting):
        with pytest.raises(NoSuchAgenda):
            call_off(cast, meeting, items=list(meeting.items.all()), to=to)


def test_the_database_refuses_what_the_rule_forbids(cast: Cast) -> None:
    off, running = a_meeting(cast), an_open_meeting(cast)
    call_off(cast, off)
    for sql, pk in (
        ("UPDATE meetings_meeting SET state = 'concept' WHERE id = %s", off.pk),
        ("UPDATE meetings_meeting SET place = 'elders' WHERE id = %s", off.pk),
        ("UPDATE meetings_meeting SET calendar_sequence = 0 WHERE id = %s", off.pk),
        ("UPDATE meetings_meeting SET state = 'cancelled', opened_at = NULL WHERE id = %s", running.pk),
        ("DELETE FROM meetings_meetingcancellation WHERE meeting_id = %s", off.pk),
    ):
        with pytest.raises((IntegrityError, ProgrammingError)), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [pk])


def test_nothing_happens_any_more_in_a_meeting_that_is_off(cast: Cast) -> None:
    meeting = a_convened_meeting(cast)
    call_off(cast, meeting)
    with pytest.raises(MeetingOff):
        an_item(cast, meeting, "Te laat")
    with pytest.raises(MeetingOff):
        move(cast, meeting)
    with pytest.raises(services.session.NotReadyToOpen):
        services.open_meeting(meeting=meeting, presided_by=cast.chair, by=cast.chair, now=MEETING_AT)


def page(name: str, meeting: Meeting) -> str:
    return reverse(f"meetings:{name}", args=["bok-ses", meeting.pk])


def filled(meeting: Meeting, **changed: str) -> dict[str, str]:
    fields = {"body": str(meeting.body_id), "day": "2026-12-09", "starts": "10:00", "ends": "12:00"}
    return fields | {"place": "stadhuis Enschede", "key": str(uuid.uuid4()), "version": str(meeting.version)} | changed


def test_moving_a_convened_meeting_asks_first_and_names_who_gets_mail(cast: Cast, secretary: Client) -> None:
    meeting = a_convened_meeting(cast)

    asked = secretary.post(page("meeting_edit", meeting), filled(meeting))

    assert asked.status_code == 200
    assert cast.chair.name in asked.text
    assert "Agenda versturen: van wo 25 nov naar wo 2 dec." in asked.text
    meeting.refresh_from_db()
    assert meeting.starts_at == MEETING_AT
    secretary.post(page("meeting_edit", meeting), filled(meeting, confirmed="1"))
    meeting.refresh_from_db()
    assert meeting.starts_at == MEETING_AT + WEEK


def test_a_chosen_day_after_the_meeting_is_an_error_at_its_field(cast: Cast, secretary: Client) -> None:
    meeting = a_meeting(cast)
    answer = secretary.post(page("meeting_edit", meeting), filled(meeting, shown_for="2026-12-02", papers="2026-12-10"))
    assert answer.status_code == 422
    assert "Kies een dag vóór de vergadering van 9 december 2026." in answer.text


def test_calling_off_from_the_page(cast: Cast, secretary: Client) -> None:
    meeting, later = a_convened_meeting(cast), a_meeting(cast, starts_at=MEETING_AT + 2 * WEEK)
    course = meeting.items.get(position=2)
    shown = secretary.get(page("meeting_cancel", meeting)).text
    assert cast.chair.name in shown
    data = {"reason": "Ziekte", "to": later.pk, "items": [course.pk], "version": meeting.version}

    answer = secretary.post(page("meeting_cancel", meeting), data)

    assert answer.status_code == 302
    text = secretary.get(page("meeting_detail", meeting)).text
    assert "Deze vergadering gaat niet door." in text
    assert "Afgelast" in text
    assert later.items.count() == 3


def test_a_meeting_that_is_off_does_not_count_for_the_rhythm(cast: Cast, secretary: Client) -> None:
    meeting = a_meeting(cast)
    call_off(cast, meeting)
    text = secretary.get(reverse("meetings:year_of", args=["bok-ses", 2026])).text
    assert "0 van minimaal 4" in text
    assert "2 december: Bestuurlijk overleg, afgelast" in text
