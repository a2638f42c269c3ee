"""A day around a meeting that somebody chose by hand counts wherever the house rule would."""

import uuid
from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from meetings import attention, services
from meetings.forms.review import ReviewRoundForm
from meetings.models import AgendaItem, DueDay, ItemProposal, Meeting
from meetings.presenting.readiness import readiness
from meetings.presenting.readying import readying
from meetings.rules import Pace, pace
from tests.cast import MORNING, Cast
from tests.factories import COURSE, MEETING_AT, a_meeting, an_open_meeting
from twente.core.attention import Attention
from twente.core.permissions import actor_for

CHOSEN = date(2026, 11, 20)
HOUSE = {"papers": date(2026, 11, 11), "sent": date(2026, 11, 25), "minutes": date(2026, 12, 16)}
"""What the house rule gives for the meeting of 2 December 2026."""


def choose(meeting: Meeting, kind: str, day: date) -> Meeting:
    DueDay.objects.create(meeting=meeting, kind=kind, day=day)
    return Meeting.objects.get(pk=meeting.pk)


def asked(cast: Cast, label: str, now: datetime = MORNING) -> Attention:
    rows = attention.rows(actor_for(cast.secretary, cast.agreement, now.date()), now)
    return next(row for row in rows if row.action_label == label)


def test_minutes_are_asked_on_the_chosen_day(cast: Cast) -> None:
    held = an_open_meeting(cast)
    services.close_meeting(meeting=held, by=cast.chair, now=MEETING_AT)
    assert asked(cast, "Verslag openen", MEETING_AT).due_on == HOUSE["minutes"]
    choose(held, "minutes", date(2026, 12, 9))
    row = asked(cast, "Verslag openen", MEETING_AT)
    assert row.due_on == date(2026, 12, 9)
    assert "op de dag die daarvoor is gekozen" in row.sentence


def test_an_offered_item_is_to_be_judged_before_the_chosen_day_of_sending(cast: Cast) -> None:
    meeting = a_meeting(cast)
    ItemProposal.objects.create(
        body=meeting.body,
        meeting=meeting,
        title="Koers",
        kind=COURSE.kind,
        subject=COURSE.subject,
        why="Er is haast bij.",
        proposed_by=cast.chair,
        proposed_at=MORNING,
        form_key=uuid.uuid4(),
    )
    assert asked(cast, "Punt beoordelen").due_on == HOUSE["sent"]
    choose(meeting, "sent", CHOSEN)
    assert asked(cast, "Punt beoordelen").due_on == CHOSEN


@pytest.mark.parametrize(
    ("chosen", "today", "expected"),
    [
        (None, date(2026, 11, 21), Pace.ON_TIME),
        (CHOSEN, date(2026, 11, 16), Pace.ON_TIME),
        (CHOSEN, date(2026, 11, 17), Pace.CAREFUL),
        (CHOSEN, date(2026, 11, 20), Pace.CAREFUL),
        (CHOSEN, date(2026, 11, 21), Pace.LATE),
        (date(2026, 11, 30), date(2026, 11, 26), Pace.ON_TIME),
    ],
)
def test_the_pace_of_the_checklist_follows_the_chosen_day(
    cast: Cast, chosen: date | None, today: date, expected: Pace
) -> None:
    meeting = a_meeting(cast)
    if chosen:
        meeting = choose(meeting, "sent", chosen)
    assert pace(readiness(meeting, meeting.items.all()), today) == expected


def test_the_page_of_the_meeting_says_which_days_were_chosen(secretary: Client, cast: Cast) -> None:
    meeting = a_meeting(cast)
    address = reverse("meetings:meeting_detail", args=["bok-ses", meeting.pk])
    before = secretary.get(address).text
    assert "woensdag 25 november 2026 (huisregel: zeven dagen vooraf)" in before
    assert "woensdag 11 november 2026 (huisregel: drie weken vooraf)" in before
    choose(meeting, "sent", CHOSEN)
    choose(meeting, "papers", date(2026, 11, 18))
    after = secretary.get(address).text
    assert "vrijdag 20 november 2026 (gekozen dag)" in after
    assert "woensdag 18 november 2026 (gekozen dag)" in after


def test_an_item_is_late_after_the_chosen_day_for_papers(cast: Cast) -> None:
    meeting = a_meeting(cast)
    course = meeting.items.exclude(kind=AgendaItem.Kind.ORDER).first()
    AgendaItem.objects.filter(meeting=meeting).update(added_at=datetime(2026, 11, 16, 9, tzinfo=UTC))
    assert course.pk in readying(meeting, meeting.items.all(), CHOSEN)["after_deadline"]
    meeting = choose(meeting, "papers", date(2026, 11, 18))
    assert readying(meeting, meeting.items.all(), CHOSEN)["after_deadline"] == []


@pytest.mark.parametrize(
    ("chosen", "proposed", "why"),
    [
        (None, "2026-12-16", "Huisregel: 14 dagen."),
        (date(2026, 12, 11), "2026-12-11", "Deze dag is bij de vergadering gekozen."),
        (date(2026, 12, 1), "2026-12-16", "Huisregel: 14 dagen."),
    ],
    ids=["house rule", "chosen", "chosen but over"],
)
def test_a_review_proposes_the_chosen_day_while_it_is_to_come(chosen: date | None, proposed: str, why: str) -> None:
    form = ReviewRoundForm(today=date(2026, 12, 2), chosen=chosen)
    assert f'value="{proposed}"' in str(form["last_day"])
    assert form.fields["last_day"].help_text.startswith(why)
