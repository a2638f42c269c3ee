"""A slower pace of mails about terms: nothing is lost, what presses comes at once, one overview a week and no more."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from disputes.models import Dispute
from tests.cast import Cast
from tests.disputes.stage import a_dispute, received
from tests.factories import a_meeting
from tests.outbox.test_deadlines import QUIET_START, at, sweep
from tests.votes.test_races import together
from twente.core import termlist
from twente.core.dates import moment_of
from twente.core.models import Role, User
from twente.core.services import put_in_charge
from twente.outbox.choosing.models import TermPace, WeekOverview
from twente.outbox.choosing.services import KIND, choose_pace, send_overview
from twente.outbox.deadlines.audience import Audience
from twente.outbox.models import Heartbeat, Message
from twente.outbox.overview_tasks import send_overviews

pytestmark = pytest.mark.django_db(transaction=True)
WEEK = timedelta(days=7)
MONDAY = date(2027, 1, 25)
"""A week before the evaluation of 1 February 2027 (BOK-16.3)."""
EVALUATION = "Evaluatie van de overeenkomst"


def tick(moment: datetime) -> list[Message]:
    """One tick of beat; the overviews that it queued."""
    known = set(Message.objects.values_list("pk", flat=True))
    with time_machine.travel(moment, tick=False):
        send_overviews()
    return list(Message.objects.filter(kind=KIND).exclude(pk__in=known).order_by("recipient"))


def weekly(*people: User, since: datetime = QUIET_START) -> None:
    for person in people:
        choose_pace(user=person, pace=TermPace.Pace.WEEK, now=since)


@pytest.mark.parametrize("pace", TermPace.Pace.values)
def test_who_chose_a_slower_pace_is_told_at_once_of_what_presses_only(cast: Cast, pace: str) -> None:
    """The last day, and once it has passed; everybody else hears of every milestone as before."""
    choose_pace(user=cast.secretary, pace=pace, now=QUIET_START)
    sweep(cast, QUIET_START)
    days = [date(2026, 11, 9), date(2027, 1, 4), MONDAY, date(2027, 2, 1), date(2027, 2, 2)]
    told = [day for day in days if any(EVALUATION in mail.body for mail in sweep(cast, at(day)))]
    assert told == days[3:]


def test_overview_stands_on_every_monday_from_the_first_milestone_until_it_is_done(cast: Cast) -> None:
    weekly(cast.secretary)
    mondays = [date(2026, 10, 26) + WEEK * step for step in range(16)]
    told = [day for day in mondays if any(EVALUATION in mail.body for mail in tick(at(day)))]
    assert told == [day for day in mondays if day >= date(2026, 11, 9)]


def test_overview_names_what_its_reader_acts_on_and_nothing_else(cast: Cast) -> None:
    """Papers are asked of the officers, the agenda of the secretary; a treasurer and a chair have nothing to do."""
    a_meeting(cast, starts_at=at(date(2027, 2, 23), 10))
    weekly(cast.secretary, cast.officer, cast.chair, cast.treasurer)
    mails = {mail.recipient: mail.body for mail in tick(at(MONDAY))}
    assert set(mails) == {cast.secretary.email, cast.officer.email}
    assert "Agenda versturen" in mails[cast.secretary.email] and EVALUATION in mails[cast.secretary.email]
    assert "Stukken aanleveren" in mails[cast.officer.email] and EVALUATION not in mails[cast.officer.email]


def test_second_beat_and_later_ticks_of_a_week_make_no_second_mail(cast: Cast) -> None:
    weekly(cast.secretary)
    assert [mail.recipient for mail in tick(at(MONDAY, 7))] == [cast.secretary.email]
    later = [(MONDAY, 7), (MONDAY, 15), (MONDAY + timedelta(days=3), 9)]
    assert not [mail for day, hour in later for mail in tick(at(day, hour))]
    with pytest.raises(IntegrityError), transaction.atomic():
        WeekOverview.objects.create(user=cast.secretary, monday=MONDAY)


def test_two_beats_at_the_same_moment_make_one_mail(cast: Cast) -> None:
    weekly(cast.secretary)
    asked = {"user": cast.secretary, "monday": MONDAY}
    answers = together(*[lambda: send_overview(audience=Audience(at(MONDAY)), **asked)] * 4)
    assert sorted(answers) == [False, False, False, True]
    assert Message.objects.filter(kind=KIND).count() == 1


def test_database_knows_only_weeks_that_begin_on_monday(cast: Cast) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        WeekOverview.objects.create(user=cast.secretary, monday=MONDAY + timedelta(days=1))
    with pytest.raises(IntegrityError), transaction.atomic():
        TermPace.objects.create(user=cast.secretary, pace="never", chosen_at=QUIET_START)


def test_after_three_weeks_without_a_worker_there_is_one_mail(cast: Cast) -> None:
    """On Wednesday, with what is true then."""
    weekly(cast.secretary)
    assert len(tick(at(MONDAY - 3 * WEEK))) == 1
    (mail,) = tick(at(MONDAY + timedelta(days=9)))
    assert EVALUATION in mail.body and "waarvan" in mail.subject
    assert len(tick(at(MONDAY + 2 * WEEK))) == 1


def test_overview_that_still_waits_when_the_next_is_made_is_not_sent(cast: Cast) -> None:
    """A mail server that refused for a week gets one mail."""
    weekly(cast.secretary)
    (old,) = tick(at(MONDAY - WEEK))
    (new,) = tick(at(MONDAY))
    old.refresh_from_db()
    assert (old.state, new.state) == (Message.State.CANCELLED, Message.State.QUEUED)


def test_nothing_to_tell_is_no_mail_and_stays_none_all_week(cast: Cast) -> None:
    weekly(cast.officer)
    assert not tick(at(MONDAY))
    a_meeting(cast, starts_at=at(date(2027, 2, 23), 10))
    assert not tick(at(MONDAY + timedelta(days=1)))
    assert len(tick(at(MONDAY + WEEK))) == 1


def test_who_chooses_it_this_week_gets_the_first_next_week(cast: Cast) -> None:
    """Choosing the same again does not put it off."""
    weekly(cast.secretary, since=at(MONDAY, 10))
    assert not tick(at(MONDAY + timedelta(days=2)))
    weekly(cast.secretary, since=at(MONDAY + WEEK, 5))
    assert len(tick(at(MONDAY + WEEK))) == 1


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": ""}])
def test_who_cannot_be_reached_gets_none(cast: Cast, change: dict[str, object]) -> None:
    weekly(cast.secretary)
    User.objects.filter(pk=cast.secretary.pk).update(**change)
    assert not tick(at(MONDAY))


def test_deputy_in_charge_gets_it_in_place_of_the_secretary(cast: Cast) -> None:
    """BOK-7.1."""
    weekly(cast.secretary, cast.deputy_secretary)
    deputy = Role.objects.get(agreement=cast.agreement, kind=Role.Kind.DEPUTY_SECRETARY)
    put_in_charge(role=deputy, since=date(2027, 1, 20), until=date(2027, 1, 31), reason="Verlof", by=cast.secretary,
                  now=QUIET_START)  # fmt: skip
    assert [mail.recipient for mail in tick(at(MONDAY))] == [cast.deputy_secretary.email]


def test_one_that_fails_stops_no_other_and_is_tried_again(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half an overview would hide what it leaves out, so there is none until it is whole."""
    a_meeting(cast, starts_at=at(date(2027, 2, 23), 10))
    weekly(cast.secretary, cast.officer)
    monkeypatch.setitem(termlist.ROOMS, "disputes", "tests.outbox.test_overviews.broken_for_the_secretary")
    assert [mail.recipient for mail in tick(at(MONDAY))] == [cast.officer.email]
    assert not Heartbeat.objects.filter(task="overviews").exists()
    monkeypatch.undo()
    assert [mail.recipient for mail in tick(at(MONDAY, 10))] == [cast.secretary.email]
    assert Heartbeat.objects.get(task="overviews").at == at(MONDAY, 10)


def broken_for_the_secretary(actor: object, now: datetime) -> list[object]:
    if actor.is_a(Role.Kind.SECRETARY):  # type: ignore[attr-defined]
        raise RuntimeError("deze kamer is stuk")
    return []


@pytest.fixture
def dispute(cast: Cast) -> Dispute:
    """The chair has until 25 November 2026 to consult."""
    dispute = a_dispute(cast)
    received(cast, dispute)
    return dispute


def test_of_a_dispute_only_who_acts_hears_number_and_link(cast: Cast, dispute: Dispute) -> None:
    """BOK-13.3: no step, no day, no party; nobody else hears that there is one."""
    everybody = [*cast.everybody.values(), *cast.representatives.values()]
    weekly(*{person.pk: person for person in everybody}.values())
    mails = {mail.recipient: mail for mail in tick(moment_of(date(2026, 11, 23), time(9)))}
    named = {recipient for recipient, mail in mails.items() if "eschil" in mail.subject + mail.body}
    assert named == {cast.chair.email}
    text = mails[cast.chair.email].subject + mails[cast.chair.email].body
    assert f"/geschillen/{dispute}/" in text
    assert not [word for word in ("Wierden", "Rijssen", "peildatum", "25 november", "overleg gevoerd") if word in text]


def path_of(address: str) -> str:
    return "/" + address.strip("<>").split("/", 3)[3]


def test_one_click_stops_overview_and_reminders_but_not_what_presses(cast: Cast) -> None:
    """RFC 8058, without cookies; looking changes nothing, twice is once."""
    weekly(cast.secretary)
    (mail,) = tick(at(MONDAY))
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    browser, stop = Client(enforce_csrf_checks=True), path_of(mail.headers["List-Unsubscribe"])
    assert "krijgt u nog wel mail" in browser.get(stop).text
    assert TermPace.objects.get(user=cast.secretary).pace == TermPace.Pace.WEEK
    for _ in range(2):
        assert browser.post(stop, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert [(row.user_id, row.pace) for row in TermPace.objects.all()] == [(cast.secretary.pk, "pressing")]
    assert not tick(at(MONDAY + WEEK))


def test_reminder_can_be_stopped_in_one_click_unless_all_of_it_presses(cast: Cast) -> None:
    sweep(cast, QUIET_START)
    (ahead,) = [mail for mail in sweep(cast, at(MONDAY)) if EVALUATION in mail.body]
    (last,) = [mail for mail in sweep(cast, at(date(2027, 2, 1))) if EVALUATION in mail.body]
    assert "List-Unsubscribe" in ahead.headers and last.headers == {}
    assert re.search(r"Mails instellen: \S+/mails/\n", last.body)
    Client().post(path_of(ahead.headers["List-Unsubscribe"]))
    assert TermPace.objects.get().user == cast.secretary


@pytest.mark.parametrize("sent", [datetime(2027, 1, 25, 5, 30, tzinfo=UTC), datetime(2027, 1, 30, 9, tzinfo=UTC)])
def test_quiet_hours_hold(cast: Cast, sent: datetime) -> None:
    weekly(cast.secretary)
    assert not tick(sent)
    assert not WeekOverview.objects.exists()
