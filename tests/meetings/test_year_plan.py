"""The year plan (BOK-5.7, 8; BWT-2): gauge, a day that fits, subjects by meeting, who may see and plan."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.rules import year as year_rules
from meetings.wording.year import gauge_advice, gauge_sentence
from tests.cast import Cast
from tests.factories import COURSE, MEETING_AT, a_meeting
from twente.core.agreement import Rhythm
from twente.core.models import User
from twente.core.school_holidays import published_for, school_holiday_on, school_holidays

FOUR_A_YEAR = Rhythm(4, 1, "years")
EACH_QUARTER = Rhythm(1, 1, "quarters")
MONTHLY = Rhythm(1, 1, "months")
EIGHT_WEEKS = Rhythm(1, 8, "weeks")
DRAWN = (date(2027, 2, 10), date(2027, 5, 19), date(2027, 9, 22))
"""The meetings of the drawn screen."""


def test_a_month_starts_in_the_last_week_of_the_year_before() -> None:
    first = next(year_rules.weeks(2027, 1))

    assert first.number == 53
    assert first.days == (None, None, None, None, date(2027, 1, 1), date(2027, 1, 2), date(2027, 1, 3))


@pytest.mark.parametrize("month", range(1, 13))
def test_every_day_of_a_month_stands_there_once(month: int) -> None:
    days = [day for week in year_rules.weeks(2028, month) for day in week.days if day]

    assert days == sorted(set(days))
    assert (days[0].day, (days[-1] + timedelta(days=1)).day) == (1, 1)


@pytest.mark.parametrize(
    ("rhythm", "days", "missing", "periods"),
    [
        (FOUR_A_YEAR, DRAWN, 1, ()),
        (FOUR_A_YEAR, (*DRAWN, date(2027, 12, 8)), 0, ()),
        (FOUR_A_YEAR, (date(2026, 12, 31), date(2028, 1, 1)), 4, ()),
        (EACH_QUARTER, DRAWN, 1, (4,)),
        (EACH_QUARTER, (date(2027, 1, 5), date(2027, 3, 31), date(2027, 4, 1)), 2, (3, 4)),
        (MONTHLY, DRAWN, 9, (1, 3, 4, 6, 7, 8, 10, 11, 12)),
        (EIGHT_WEEKS, DRAWN, 3, ()),
    ],
)
def test_the_rhythm_says_what_a_year_lacks(
    rhythm: Rhythm, days: tuple[date, ...], missing: int, periods: tuple[int, ...]
) -> None:
    found = year_rules.lack(rhythm, days, 2027)

    assert (found.missing, found.periods) == (missing, periods)


def test_every_rhythm_of_the_loader_has_a_gauge() -> None:
    assert year_rules.RHYTHMS.keys() == {"years", "quarters", "months", "weeks"}


def test_the_proposed_day_is_a_working_wednesday_in_the_widest_gap() -> None:
    day = year_rules.proposed_day(DRAWN, year=2027, today=date(2027, 9, 23))

    assert day == date(2027, 11, 10)
    assert gauge_advice(year_rules.lack(FOUR_A_YEAR, DRAWN, 2027), day) == (
        "Woensdag 10 november past: geen vakantie of feestdag."
    )


def test_no_day_is_proposed_in_a_holiday_or_too_soon() -> None:
    taken = tuple(date(2027, month, 3) for month in range(1, 13))
    late = year_rules.proposed_day(taken, year=2027, today=date(2027, 12, 8))

    assert late is None
    assert year_rules.proposed_day((), year=2027, today=date(2027, 12, 1)) == date(2027, 12, 22)


def test_the_sentence_names_the_quarters_without_a_meeting() -> None:
    found = year_rules.lack(EACH_QUARTER, DRAWN[:2], 2027)

    assert gauge_sentence(found, EACH_QUARTER, 2027) == "Er is nog geen vergadering in kwartalen 3 en 4 van 2027."


def test_dates_before_a_meeting_fall_on_working_days() -> None:
    due = year_rules.due_dates(date(2027, 5, 19))

    assert due["meeting"] == date(2027, 5, 19)
    assert due["agenda"] == date(2027, 5, 4)  # 5 May is a holiday
    assert due["sent"] == date(2027, 5, 12)


def test_school_holidays_do_not_overlap_and_are_known_for_some_years() -> None:
    known = school_holidays()

    assert all(before.last < after.first for before, after in pairwise(known))
    assert (published_for(2027), published_for(2040)) == (True, False)
    summer = school_holiday_on(date(2027, 7, 10))
    assert summer is not None
    assert summer.name == "zomervakantie"
    assert school_holiday_on(date(2027, 8, 23)) is None


def page(year: int = 2026) -> str:
    return reverse("meetings:year_of", args=["bok-ses", year])


def test_the_page_counts_meetings_and_shows_what_was_not_planned(cast: Cast, secretary: Client) -> None:
    meeting = a_meeting(cast, items=(COURSE,))

    text = secretary.get(page()).content.decode()

    assert "1 van minimaal 4" in text
    assert f'href="{reverse("meetings:meeting_detail", args=["bok-ses", meeting.pk])}"' in text
    assert "punt 1" in text
    assert text.count("Niet ingepland") == 7


def test_a_day_leads_to_planning_on_that_day(cast: Cast, secretary: Client) -> None:
    a_meeting(cast)
    form = secretary.get(f"{reverse('meetings:meeting_create', args=['bok-ses'])}?dag=2026-12-16").content.decode()

    assert 'value="2026-12-16"' in form
    assert "stadhuis Enschede" in form


@pytest.mark.parametrize("day", ["gisteren", "2026-02-30", "<script>", "9" * 5000])
def test_a_day_that_is_none_leaves_the_form_usable(cast: Cast, secretary: Client, day: str) -> None:
    assert secretary.get(reverse("meetings:meeting_create", args=["bok-ses"]), {"dag": day}).status_code == 200


def test_a_member_sees_the_plan_and_no_way_to_plan(cast: Cast, signed_in: Callable[[User], Client]) -> None:
    text = signed_in(cast.representatives["Borne"]).get(page()).content.decode()

    assert "0 van minimaal 4" in text
    assert "?dag=" not in text


def test_a_year_outside_the_agreement_is_not_there(cast: Cast, secretary: Client) -> None:
    assert [secretary.get(page(year)).status_code for year in (2020, 2021, 2029, 9999)] == [404, 200, 200, 404]


def test_the_page_asks_as_many_queries_for_many_meetings(cast: Cast, secretary: Client) -> None:
    a_meeting(cast, items=(COURSE,))
    secretary.get(page())
    with CaptureQueriesContext(connection) as one:
        secretary.get(page())
    for week in range(1, 4):
        a_meeting(cast, starts_at=MEETING_AT - timedelta(weeks=week), items=(COURSE, COURSE))

    with CaptureQueriesContext(connection) as many:
        secretary.get(page())

    assert len(many) == len(one)
