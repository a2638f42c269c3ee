"""Reminders of actions: on the desk of who does them, and by mail a week before and the day after, once each."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from meetings import tasks
from meetings.attention import rows
from meetings.models import Action, AgendaItem, Meeting
from meetings.rules.actions import reminder
from meetings.services import following
from meetings.services.actions import ActionDetails, record_action
from meetings.services.reminding import remind_owner
from tests.cast import Cast
from tests.factories import MEETING_AT, an_open_meeting
from twente.core.models import User
from twente.core.permissions import actor_for
from twente.outbox.models import Heartbeat, Message

DUE = date(2027, 2, 1)


def noon(day: date) -> datetime:
    """Noon in London on a day."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=MEETING_AT.tzinfo)


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """A meeting in which something is agreed."""
    return an_open_meeting(cast, present=("Almelo",))


def agreed(cast: Cast, meeting: Meeting, **fields: Any) -> Action:
    """An action of Almelo for 1 February 2027."""
    known = {"kind": "promise", "text": "Kanarie", "owner": cast.representatives["Almelo"], "party": None}
    details = ActionDetails(**(known | {"due_on": DUE} | fields))
    item = meeting.items.get(position=2)
    return record_action(item=item, details=details, key=uuid.uuid4(), by=cast.secretary, now=MEETING_AT)


def mailed(action: Action, day: date) -> list[str]:
    """Whom the mails of a day go to."""
    return [message.recipient for message in remind_owner(action_id=action.pk, now=noon(day))]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2027, 1, 24), ""),
        (date(2027, 1, 25), "soon"),
        (date(2027, 1, 31), "soon"),
        (date(2027, 2, 1), ""),
        (date(2027, 2, 2), "late"),
        (date(2027, 2, 8), "late"),
        (date(2027, 2, 9), ""),
    ],
)
def test_when_somebody_is_told(day: date, said: str) -> None:
    assert reminder(DUE, recorded_on=date(2026, 12, 2), on=day) == said


def test_who_just_got_it_needs_no_reminder() -> None:
    assert reminder(DUE, recorded_on=date(2027, 1, 28), on=date(2027, 1, 29)) == ""
    assert reminder(None, recorded_on=date(2026, 12, 2), on=DUE) == ""


@pytest.mark.django_db(transaction=True)
def test_each_mail_goes_once_however_often_the_tick_comes(cast: Cast, meeting: Meeting, time_machine) -> None:
    action = agreed(cast, meeting)
    for day in (date(2027, 1, 25), date(2027, 1, 26), date(2027, 2, 2), date(2027, 2, 3)):
        time_machine.move_to(noon(day), tick=False)
        tasks.remind_owners()
        tasks.remind_owners()
    mails = Message.objects.filter(kind="action_reminder").order_by("queued_at")
    assert [mail.subject for mail in mails] == [
        "Uiterlijk 1 februari 2027: uw toezegging",
        "Sinds 1 februari 2027 te laat: uw toezegging",
    ]
    assert {mail.recipient for mail in mails} == {action.owner.email}
    assert f"/bok-ses/acties/{action.pk}/" in mails[0].body
    assert Heartbeat.objects.filter(task="actions").exists()


def test_what_was_settled_is_told_to_nobody(cast: Cast, meeting: Meeting) -> None:
    action = agreed(cast, meeting)
    assert mailed(action, date(2027, 1, 25))
    following.settle_action(
        action=action, state="done", settled_on=date(2027, 1, 25), note="", seen=1, by=cast.secretary, now=noon(DUE)
    )
    assert Message.objects.get(kind="action_reminder").state == Message.State.CANCELLED
    assert mailed(action, date(2027, 2, 2)) == []
    following.reopen_action(action=action, seen=2, by=cast.secretary, now=noon(DUE))
    assert mailed(action, date(2027, 1, 27)) == [action.owner.email]


def test_a_later_day_is_told_about_again(cast: Cast, meeting: Meeting) -> None:
    action = agreed(cast, meeting)
    assert mailed(action, date(2027, 1, 25))
    later = ActionDetails("promise", "Kanarie", action.owner, None, date(2027, 3, 1))
    following.edit_action(action=action, details=later, seen=1, by=cast.secretary, now=noon(date(2027, 1, 26)))
    assert mailed(action, date(2027, 1, 27)) == []
    assert mailed(action, date(2027, 2, 22)) == [action.owner.email]


def test_a_party_hears_through_who_acts_for_it(cast: Cast, meeting: Meeting) -> None:
    action = agreed(cast, meeting, owner=None, party=cast.parties["Almelo"])
    assert mailed(action, date(2027, 1, 25)) == [cast.officer.email, cast.representatives["Almelo"].email]


def test_a_mail_says_nothing_of_what_few_may_read(cast: Cast, meeting: Meeting) -> None:
    """HER-5: an officer without a grant gets no mail; who may read it gets one without the text."""
    action = agreed(cast, meeting, owner=None, party=cast.parties["Almelo"])
    AgendaItem.objects.filter(pk=action.item_id).update(confidentiality="closed")
    mails = remind_owner(action_id=action.pk, now=noon(date(2027, 1, 25)))
    assert [mail.recipient for mail in mails] == [cast.representatives["Almelo"].email]
    assert "Kanarie" not in mails[0].body + mails[0].subject


def desk(cast: Cast, person: User, day: date) -> list[str]:
    """Titles on somebody's desk."""
    return [row.title for row in rows(actor_for(person, cast.agreement, day), noon(day))]


def test_the_desk_of_who_does_it_and_of_the_secretary(cast: Cast, meeting: Meeting) -> None:
    action = agreed(cast, meeting)
    day = DUE - timedelta(days=30)
    assert desk(cast, cast.representatives["Almelo"], day) == ["Toezegging: Kanarie"]
    assert desk(cast, cast.representatives["Borne"], day) == []
    assert "Te late acties navragen" not in desk(cast, cast.secretary, day)
    assert "Te late acties navragen" in desk(cast, cast.secretary, DUE + timedelta(days=1))
    following.settle_action(
        action=action, state="done", settled_on=DUE, note="", seen=1, by=cast.secretary, now=noon(DUE)
    )
    assert desk(cast, cast.representatives["Almelo"], day) == []


def test_who_may_not_read_the_item_has_no_row(cast: Cast, meeting: Meeting) -> None:
    action = agreed(cast, meeting, owner=cast.officer)
    AgendaItem.objects.filter(pk=action.item_id).update(confidentiality="closed")
    assert desk(cast, cast.officer, DUE) == []
