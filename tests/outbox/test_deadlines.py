"""The sweep over all terms: who acts is told once, in one mail; what changed is taken back (deadlines.md 2)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from meetings.models import Meeting
from meetings.services.agenda import MeetingDetails
from meetings.services.cancelling import cancel_meeting
from meetings.services.moving import replan_meeting
from tests.cast import Cast
from tests.factories import a_convened_meeting, a_meeting
from twente.core import clock, termlist
from twente.core.agreement import shipped
from twente.core.dates import moment_of
from twente.core.models import Role, User
from twente.core.services import give_role, put_in_charge, store_rulebook
from twente.outbox.deadline_tasks import sweep_deadlines
from twente.outbox.deadlines.models import Deadline, Reminder
from twente.outbox.deadlines.services import KIND, refresh, tell, touched
from twente.outbox.models import Heartbeat, Message
from twente.outbox.services import claim_message
from twente.partnership.duty_services import Settled, settle_duty

pytestmark = pytest.mark.django_db
EVALUATION = "duty:evaluatie_overeenkomst:2027-02-01"
QUIET_START = datetime(2026, 9, 1, 8, tzinfo=UTC)
"""Long before any day that these tests are about."""


def sweep(cast: Cast, at: datetime) -> list[Message]:
    """One whole run at a moment; the mails that it queued."""
    known = set(Message.objects.values_list("pk", flat=True))
    for room in sorted(termlist.SWEPT):
        refresh(agreement=cast.agreement, room=room, now=at)
    tell(now=at)
    return list(Message.objects.filter(kind=KIND).exclude(pk__in=known).order_by("recipient"))


def at(day: date, hour: int = 9) -> datetime:
    return moment_of(day, time(hour))


def about(mails: list[Message], words: str) -> set[str]:
    """Who gets a mail that says this."""
    return {mail.recipient for mail in mails if words in mail.body}


def settle(cast: Cast, kind: str, on: date, now: datetime) -> None:
    facts = {"agreement": cast.agreement, "duty": "evaluatie_overeenkomst", "due_on": date(2027, 2, 1)}
    settle_duty(settled=Settled(kind, on, "Besluit 2027-01"), by=cast.secretary, now=now, **facts)


def test_every_milestone_of_a_duty_is_told_once(cast: Cast) -> None:
    """BOK-16.3: twelve weeks, four weeks, a week, the last day, and once it has passed; three sweeps a day."""
    sweep(cast, QUIET_START)
    told = []
    around = [date(2026, 11, 9), date(2027, 1, 4), date(2027, 1, 25), date(2027, 2, 1), date(2027, 2, 2)]
    for day in sorted({day + timedelta(days=step) for day in around for step in (-1, 0, 1)}):
        for hour in (8, 17):
            told += sweep(cast, at(day, hour))
    days = [mail.queued_at.date() for mail in told if "Evaluatie van de overeenkomst" in mail.body]
    assert days == around
    assert about(told, "Evaluatie van de overeenkomst") == {cast.secretary.email}


def test_after_three_days_without_a_sweep_one_mail_tells_the_latest_of_everything(cast: Cast) -> None:
    """The meeting's agenda and a duty became pressing meanwhile: one catch-up mail for the secretary."""
    sweep(cast, QUIET_START)
    meeting = a_meeting(cast, starts_at=at(date(2027, 2, 9), 10))
    sweep(cast, at(date(2027, 1, 22)))
    mails = sweep(cast, at(date(2027, 1, 26)))
    secretary = [mail for mail in mails if mail.recipient == cast.secretary.email]
    assert len(secretary) == 1
    assert "Evaluatie van de overeenkomst" in secretary[0].body and "Agenda versturen" in secretary[0].body
    assert f"/vergaderingen/{meeting.pk}/" in secretary[0].body
    assert not sweep(cast, at(date(2027, 1, 26), 10))


def test_done_takes_back_what_was_not_sent(cast: Cast) -> None:
    sweep(cast, QUIET_START)
    (mail,) = [m for m in sweep(cast, at(date(2027, 1, 25))) if "Evaluatie van" in m.body]
    settle(cast, "done", date(2027, 1, 25), at(date(2027, 1, 25), 10))
    mail.refresh_from_db()
    assert mail.state == Message.State.CANCELLED or "Evaluatie van" not in mail.body
    assert not Reminder.objects.filter(deadline__key=EVALUATION, milestone="week").exists()
    for day in (date(2027, 1, 26), date(2027, 2, 1), date(2027, 2, 3)):
        assert not about(sweep(cast, at(day)), "Evaluatie van")
    assert Deadline.objects.get(key=EVALUATION).closed_at is not None


def test_moved_is_told_for_its_new_day_only(cast: Cast) -> None:
    sweep(cast, QUIET_START)
    sweep(cast, at(date(2027, 1, 24)))
    settle(cast, "moved", date(2027, 3, 1), at(date(2027, 1, 24), 11))
    days = [d for d in (date(2027, 1, 25), date(2027, 2, 1), date(2027, 2, 2), date(2027, 2, 22), date(2027, 3, 1))
            if about(sweep(cast, at(d)), "Evaluatie van")]  # fmt: skip
    assert days == [date(2027, 2, 1), date(2027, 2, 22), date(2027, 3, 1)]
    since = at(date(2027, 1, 24))
    assert not Message.objects.filter(kind=KIND, body__contains="1 februari 2027", queued_at__gt=since).exists()


def test_other_terms_stay_in_a_mail_of_which_one_is_taken_back(cast: Cast) -> None:
    """One line goes, the rest of the unsent mail stays and is told once."""
    sweep(cast, QUIET_START)
    a_meeting(cast, starts_at=at(date(2027, 2, 8), 10))
    sweep(cast, at(date(2027, 1, 20)))
    (mail,) = [m for m in sweep(cast, at(date(2027, 1, 25))) if m.recipient == cast.secretary.email]
    assert "Evaluatie van" in mail.body and "Agenda versturen" in mail.body
    touched(agreement=cast.agreement, of=EVALUATION)
    mail.refresh_from_db()
    assert mail.state == Message.State.QUEUED
    assert "Evaluatie van" not in mail.body and "Agenda versturen" in mail.body
    again = sweep(cast, at(date(2027, 1, 25), 10))
    assert about(again, "Evaluatie van") == {cast.secretary.email} and not about(again, "Agenda versturen")


def test_what_a_service_changed_is_not_told_before_it_is_computed_again(cast: Cast) -> None:
    sweep(cast, QUIET_START)
    touched(agreement=cast.agreement, of=EVALUATION)
    tell(now=at(date(2027, 1, 25)))
    assert not Message.objects.filter(kind=KIND, body__contains="Evaluatie van").exists()
    assert about(sweep(cast, at(date(2027, 1, 25), 10)), "Evaluatie van") == {cast.secretary.email}


def test_mail_that_the_worker_has_is_not_taken_back(cast: Cast) -> None:
    sweep(cast, QUIET_START)
    sweep(cast, at(date(2027, 1, 25)))
    claimed = claim_message(now=at(date(2027, 1, 25), 10))
    assert claimed is not None
    settle(cast, "done", date(2027, 1, 25), at(date(2027, 1, 25), 11))
    claimed.refresh_from_db()
    assert claimed.state == Message.State.SENDING


@pytest.mark.parametrize("change", ["moved", "cancelled"])
def test_a_meeting_that_changes_takes_its_reminders_along(cast: Cast, change: str) -> None:
    sweep(cast, QUIET_START)
    meeting = a_meeting(cast, starts_at=at(date(2026, 12, 2), 10))
    sweep(cast, at(date(2026, 10, 1)))
    told = about(sweep(cast, at(date(2026, 11, 18))), "Agenda versturen")
    assert told == {cast.secretary.email}
    acting = {"meeting": meeting, "seen": Meeting.objects.get(pk=meeting.pk).version, "by": cast.secretary}
    if change == "moved":
        start = meeting.starts_at + timedelta(days=14)
        details = MeetingDetails(start, start + timedelta(hours=2), meeting.place)
        replan_meeting(details=details, now=at(date(2026, 11, 18), 11), **acting)
    else:
        cancel_meeting(reason="Geen punten.", now=at(date(2026, 11, 18), 11), **acting)
    left = Message.objects.filter(kind=KIND, state="queued", body__contains="Agenda versturen: 2 december")
    assert not left.exists()
    again = [d for d in (date(2026, 11, 25), date(2026, 12, 2), date(2026, 12, 9))
             if about(sweep(cast, at(d)), "Agenda versturen")]  # fmt: skip
    assert again == ([date(2026, 12, 2), date(2026, 12, 9)] if change == "moved" else [])


def test_an_agenda_that_was_sent_asks_nothing_any_more(cast: Cast) -> None:
    meeting = a_convened_meeting(cast)
    sweep(cast, QUIET_START)
    sent = Deadline.objects.filter(key=f"meeting:{meeting.pk}:sent", closed_at=None)
    assert not sent.exists()
    assert Deadline.objects.filter(key=f"meeting:{meeting.pk}:minutes", closed_at=None).exists()


def test_papers_are_asked_of_the_officers(cast: Cast) -> None:
    sweep(cast, QUIET_START)
    a_meeting(cast, starts_at=at(date(2026, 12, 2), 10))
    sweep(cast, at(date(2026, 9, 2)))
    assert about(sweep(cast, at(date(2026, 11, 4))), "Stukken aanleveren") == {cast.officer.email}


def test_deputy_in_charge_stands_in_for_the_secretary(cast: Cast) -> None:
    """BOK-7.1: while the secretary is away the deputy hears it."""
    sweep(cast, QUIET_START)
    deputy = Role.objects.get(agreement=cast.agreement, kind=Role.Kind.DEPUTY_SECRETARY)
    put_in_charge(role=deputy, since=date(2027, 1, 20), until=date(2027, 1, 31), reason="Verlof", by=cast.secretary,
                  now=QUIET_START)  # fmt: skip
    assert about(sweep(cast, at(date(2027, 1, 25))), "Evaluatie van") == {cast.deputy_secretary.email}
    assert about(sweep(cast, at(date(2027, 2, 1))), "Evaluatie van") == {cast.secretary.email}


def test_office_that_nobody_holds_is_told_to_the_deputy(cast: Cast) -> None:
    """A term is never nobody's."""
    sweep(cast, QUIET_START)
    User.objects.filter(pk=cast.secretary.pk).update(is_active=False)
    assert about(sweep(cast, at(date(2027, 1, 25))), "Evaluatie van") == {cast.deputy_secretary.email}


def test_term_that_nobody_can_be_told_is_tried_again_by_the_next_sweep(cast: Cast) -> None:
    sweep(cast, QUIET_START)
    people = User.objects.filter(pk__in=(cast.secretary.pk, cast.deputy_secretary.pk))
    people.update(is_active=False)
    assert not about(sweep(cast, at(date(2027, 1, 25))), "Evaluatie van")
    people.update(is_active=True)
    assert about(sweep(cast, at(date(2027, 1, 25), 10)), "Evaluatie van") == {cast.secretary.email}


def test_ending_mandate_is_told_to_secretary_and_party(cast: Cast) -> None:
    """BOK-1f: four weeks before, to who can give another."""
    sweep(cast, QUIET_START)
    mandate = cast.representatives["Almelo"].mandates.get()
    type(mandate).objects.filter(pk=mandate.pk).update(valid_until=date(2027, 3, 1))
    sweep(cast, at(date(2026, 9, 2)))
    told = about(sweep(cast, at(date(2027, 2, 1))), "Mandaat van")
    assert {cast.secretary.email, cast.representatives["Almelo"].email} <= told
    assert cast.representatives["Borne"].email not in told


def test_mail_of_the_night_waits_for_the_morning(cast: Cast) -> None:
    sweep(cast, QUIET_START)
    mails = sweep(cast, at(date(2027, 1, 25), 3))
    assert {mail.due_at for mail in mails} == {at(date(2027, 1, 25), 7)}


def test_two_sweeps_at_once_are_one(cast: Cast) -> None:
    """The unique key refuses a second reminder, whoever asks; so a lost look day tells nobody twice."""
    sweep(cast, QUIET_START)
    assert sweep(cast, at(date(2027, 1, 25)))
    Deadline.objects.update(look_on=date(2026, 1, 1))
    assert not sweep(cast, at(date(2027, 1, 25), 10))
    row = Reminder.objects.first()
    assert row is not None
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.django_db(transaction=True)
def test_a_room_that_fails_stops_no_other(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    a_meeting(cast, starts_at=at(date(2027, 2, 8), 10))
    with time_machine.travel(at(date(2027, 1, 20)), tick=False):
        sweep_deadlines()
    monkeypatch.setitem(termlist.ROOMS, "meetings", "tests.outbox.test_deadlines.broken")
    with time_machine.travel(at(date(2027, 1, 25)), tick=False):
        sweep_deadlines()
    assert Message.objects.filter(kind=KIND, body__contains="Evaluatie van").exists()
    assert not Message.objects.filter(kind=KIND, body__contains="Agenda versturen").exists()
    assert Heartbeat.objects.get(task="deadlines").at == at(date(2027, 1, 20))
    monkeypatch.undo()
    with time_machine.travel(at(date(2027, 1, 25), 10), tick=False):
        sweep_deadlines()
    assert Heartbeat.objects.get(task="deadlines").at == at(date(2027, 1, 25), 10)
    assert Message.objects.filter(kind=KIND, body__contains="Agenda versturen").exists()


def broken(actor: object, now: datetime) -> list[object]:
    raise RuntimeError("deze kamer is stuk")


def test_terms_of_a_closed_body_are_no_officers_business(cast: Cast) -> None:
    """Nobody hears by mail of a meeting that is not on the own term list."""
    sweep(cast, QUIET_START)
    meeting = a_meeting(cast, starts_at=at(date(2026, 12, 2), 10))
    type(meeting.body).objects.filter(pk=meeting.body_id).update(by_members=True)
    sweep(cast, at(date(2026, 9, 2)))
    assert about(sweep(cast, at(date(2026, 11, 4))), "Stukken aanleveren") == {cast.secretary.email}


def test_disputes_and_invoices_keep_their_own_reminders(cast: Cast) -> None:
    """Declared by leaving `milestones` empty: nobody is told twice, and no dispute stands in a second table."""
    assert {"meetings", "twente.partnership"} == termlist.SWEPT
    assert set(termlist.ROOMS) - termlist.SWEPT == {"finance", "disputes"}


def test_one_mail_about_two_agreements_names_each(cast: Cast) -> None:
    """One person, one mail."""
    sweep(cast, QUIET_START)
    book = next(book for book in shipped() if book.key == "werkbedrijf")
    other = store_rulebook(rulebook=book, by=None, now=QUIET_START).agreement
    about_role = {"agreement": other, "user": cast.secretary, "kind": Role.Kind.SECRETARY, "by": None}
    give_role(since=date(2021, 2, 1), now=QUIET_START, **about_role)
    refresh(agreement=other, room="twente.partnership", now=at(date(2027, 1, 25)))
    (mail,) = sweep(cast, at(date(2027, 1, 25)))
    assert f"- {cast.agreement}: Evaluatie van de overeenkomst" in mail.body and f"- {other}: " in mail.body


@pytest.mark.parametrize(
    ("last_day", "midnight", "morning"),
    [
        (date(2027, 4, 4), datetime(2027, 3, 27, 23, tzinfo=UTC), datetime(2027, 3, 30, 5, tzinfo=UTC)),
        (date(2027, 11, 7), datetime(2027, 10, 30, 22, tzinfo=UTC), datetime(2027, 11, 1, 6, tzinfo=UTC)),
        (date(2027, 2, 8), datetime(2027, 1, 31, 23, tzinfo=UTC), datetime(2027, 2, 1, 6, tzinfo=UTC)),
    ],
    ids=["clock forward, then Easter Monday", "clock back", "winter"],
)
def test_milestone_begins_at_midnight_in_amsterdam(
    cast: Cast, last_day: date, midnight: datetime, morning: datetime
) -> None:
    """A minute before midnight nothing, a minute after it a mail for the first morning; an hour back nothing more."""
    mandate = cast.representatives["Almelo"].mandates.get()
    type(mandate).objects.filter(pk=mandate.pk).update(valid_until=last_day)
    sweep(cast, midnight - timedelta(days=1))
    minute = timedelta(minutes=1)
    told = {}
    for name, moment in (
        ("before", midnight - minute),
        ("after", midnight + minute),
        ("again", midnight - 59 * minute),
    ):
        with time_machine.travel(moment, tick=False):
            told[name] = [mail for mail in sweep(cast, clock.now()) if "Mandaat van" in mail.body]
    assert not told["before"] and not told["again"]
    assert {mail.due_at for mail in told["after"]} == {morning}


def test_page_says_how_many_terms_are_watched_and_when_the_next_mail_is(cast: Cast, client: Client) -> None:
    """So that a secretary sees that a quiet mailbox is no silence."""
    client.force_login(cast.secretary)
    address = reverse("outbox:state", args=[cast.agreement.slug])
    assert "Bewaakte termijnen: 0." in client.get(address).text
    sweep(cast, QUIET_START)
    Deadline.objects.exclude(key=EVALUATION).update(closed_at=QUIET_START)
    text = client.get(address).text
    assert "Bewaakte termijnen: 1." in text and "9 november 2026" in text
    assert "Evaluatie" not in text
