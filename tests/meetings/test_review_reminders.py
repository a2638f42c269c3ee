"""Who did not comment on draft minutes is reminded once, shortly before the last day (BOK-5.6, 8h)."""

import uuid
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from meetings import review_tasks
from meetings.models import ReviewRound
from meetings.rules.review import REMINDER_RULE, reminds
from meetings.selectors.review import remind_ahead
from meetings.services import minutes as minutes_services
from meetings.services import review as services
from meetings.services.review_reminding import KIND, remind_reviewers
from tests.meetings.minutes_scene import NOW, Scene, make_scene, write_all
from twente.core import clock
from twente.core.agreement import shipped
from twente.core.terms import Duration
from twente.outbox.models import Heartbeat, Message

LAST = date(2027, 2, 25)
THREE_DAYS = Duration.parse("3 days")
DUE = NOW + timedelta(days=11)
"""22 February 2027: three days before the last day."""


@pytest.fixture
def scene(db: None, settings: Any) -> Scene:
    settings.CLOCK_OFFSET = NOW - clock.now()
    scene = make_scene()
    write_all(scene)
    return scene


def opened(scene: Scene, last_day: date = LAST, now: datetime = NOW) -> ReviewRound:
    return services.open_round(meeting=scene.meeting, last_day=last_day, shared=True, by=scene.cast.secretary, now=now)


def comment(scene: Scene, party: str, now: datetime = NOW) -> None:
    services.write_comment(
        item=scene.items[0],
        remark=services.Remark("Graag aanvullen."),
        party=scene.cast.parties[party],
        key=uuid.uuid4(),
        by=scene.cast.representatives[party],
        now=now,
    )


def reminded(running: ReviewRound, now: datetime = DUE) -> set[str]:
    return {message.recipient for message in remind_reviewers(round_id=running.pk, now=now)}


@pytest.mark.parametrize(
    ("opened_on", "on", "told"),
    [
        (date(2027, 2, 11), date(2027, 2, 21), False),
        (date(2027, 2, 11), date(2027, 2, 22), True),
        (date(2027, 2, 11), date(2027, 2, 25), True),
        (date(2027, 2, 11), date(2027, 2, 26), False),
        (date(2027, 2, 21), date(2027, 2, 22), True),
        (date(2027, 2, 22), date(2027, 2, 23), False),
    ],
    ids=["too early", "first day", "last day", "over", "asked the day before", "just asked"],
)
def test_when_a_silent_party_is_told(opened_on: date, on: date, told: bool) -> None:
    assert reminds(LAST, opened_on=opened_on, ahead=THREE_DAYS, on=on) is told


def test_only_parties_that_said_nothing_are_reminded(scene: Scene) -> None:
    running = opened(scene)
    comment(scene, "Hengelo")
    told, people = reminded(running), scene.cast.representatives
    assert people["Hengelo"].email not in told
    assert {people[name].email for name in people.keys() - {"Hengelo"}} <= told
    assert not told & {scene.cast.secretary.email, scene.cast.chair.email, scene.cast.clerk.email}


def test_the_officer_hears_nothing_more_once_the_party_commented(scene: Scene) -> None:
    """The officer of the cast works for Almelo."""
    running = opened(scene)
    assert scene.cast.officer.email in reminded(running)
    Message.objects.filter(kind=KIND).delete()
    comment(scene, "Almelo")
    assert scene.cast.officer.email not in reminded(running)


def test_mail_says_until_when_and_nothing_of_the_minutes(scene: Scene) -> None:
    mail = remind_reviewers(round_id=opened(scene).pk, now=DUE)[0]
    assert mail.subject == "Herinnering: reageren op het verslag van 2 december 2026 kan tot en met 25 februari 2027"
    assert scene.address() in mail.body
    assert "Dan hoeft u niets te doen." in mail.body
    assert "ongewijzigd gevolgd" not in mail.body


def test_a_round_that_was_prolonged_reminds_before_its_own_last_day(scene: Scene) -> None:
    first = opened(scene)
    assert reminded(first)
    second = opened(scene, date(2027, 3, 20), now=DUE)
    assert reminded(first) == set()
    assert reminded(second) == set()
    assert reminded(second, NOW + timedelta(days=34))


def test_adopted_minutes_remind_nobody(scene: Scene) -> None:
    running = opened(scene, NOW.date())
    minutes_services.adopt_in_meeting(
        meeting=scene.meeting,
        later=scene.later,
        version=scene.minutes.version,
        by=scene.cast.secretary,
        now=NOW + timedelta(days=1),
    )
    assert reminded(running) == set()


def test_how_long_before_is_a_house_rule_of_the_agreement(scene: Scene) -> None:
    assert remind_ahead(scene.meeting) == THREE_DAYS
    said = [rule.value for book in shipped() for rule in book.house_rules if rule.key == REMINDER_RULE]
    assert [Duration.parse(value) for value in said] == [THREE_DAYS]


@pytest.mark.django_db(transaction=True)
def test_each_mail_goes_once_however_often_the_tick_comes(scene: Scene, settings: Any, time_machine: Any) -> None:
    settings.CLOCK_OFFSET = timedelta()
    opened(scene)
    for day in (9, 11, 12, 14, 15):
        time_machine.move_to(NOW + timedelta(days=day), tick=False)
        review_tasks.remind_silent_parties()
        review_tasks.remind_silent_parties()
    mails = Message.objects.filter(kind=KIND)
    assert mails.count() == len({mail.recipient for mail in mails}) >= 14
    assert {mail.queued_at for mail in mails} == {DUE}
    assert Heartbeat.objects.filter(task="reviews").exists()
