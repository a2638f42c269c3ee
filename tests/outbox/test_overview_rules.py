"""The overview of the week as pure rules: when it goes out, what stands in it, and that a slower pace loses nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twente.outbox.choosing.rules import due_week, first_on, in_overview, monday_of
from twente.outbox.choosing.wording import MOST, Overview, body, subject
from twente.outbox.deadlines.rules import LATE, MILESTONES, pressing, reached_on
from twente.outbox.deadlines.wording import Line

MONDAY = date(2027, 1, 25)
ADDRESSES = {"everything": "https://overleg.example/termijnen/", "settings": "https://overleg.example/mails/"}


@pytest.mark.parametrize(
    ("now", "week"),
    [
        (datetime(2027, 1, 25, 5, 59, tzinfo=UTC), None),
        (datetime(2027, 1, 25, 6, 0, tzinfo=UTC), MONDAY),
        (datetime(2027, 1, 25, 19, 0, tzinfo=UTC), None),
        (datetime(2027, 1, 28, 10, 0, tzinfo=UTC), MONDAY),
        (datetime(2027, 1, 30, 10, 0, tzinfo=UTC), None),
        (datetime(2027, 3, 29, 10, 0, tzinfo=UTC), None),
        (datetime(2027, 3, 30, 4, 59, tzinfo=UTC), None),
        (datetime(2027, 3, 30, 5, 0, tzinfo=UTC), date(2027, 3, 29)),
        (datetime(2027, 11, 1, 5, 59, tzinfo=UTC), None),
        (datetime(2027, 11, 1, 6, 0, tzinfo=UTC), date(2027, 11, 1)),
    ],
    ids=[
        *("before seven", "seven", "evening", "after an outage", "Saturday", "Easter Monday"),
        *("Tuesday after Easter, before seven in summer time", "and seven", "clock back: before seven", "and seven"),
    ],
)
def test_overview_goes_out_in_the_first_hour_that_people_work(now: datetime, week: date | None) -> None:
    assert due_week(now) == week


@pytest.mark.parametrize(
    ("chosen_on", "first"),
    [
        (date(2027, 1, 24), MONDAY),
        (MONDAY, date(2027, 2, 1)),
        (date(2027, 1, 29), date(2027, 2, 1)),
        (date(2027, 3, 25), date(2027, 3, 30)),
    ],
    ids=["Sunday", "Monday itself", "Friday", "before Easter"],
)
def test_first_overview_comes_with_the_next_week(chosen_on: date, first: date) -> None:
    assert first_on(chosen_on) == first


@pytest.mark.parametrize(
    ("milestones", "last_day", "shown"),
    [
        ("papers", MONDAY + timedelta(28), True),
        ("papers", MONDAY + timedelta(29), False),
        ("duty", MONDAY + timedelta(84), True),
        ("duty", MONDAY + timedelta(90), True),
        ("duty", MONDAY + timedelta(91), False),
        ("duty", MONDAY - timedelta(400), True),
        ("renewal", MONDAY - timedelta(1), False),
        ("papers", MONDAY - timedelta(1), False),
        ("", MONDAY + timedelta(28), True),
        ("", MONDAY + timedelta(29), False),
        ("", MONDAY - timedelta(1), True),
    ],
)
def test_terms_of_an_overview(milestones: str, last_day: date, shown: bool) -> None:
    """What comes within four weeks or reaches its first milestone this week; late only what can be late."""
    assert in_overview(milestones, last_day, MONDAY) is shown


@given(st.sampled_from(sorted(MILESTONES)), st.dates(date(2026, 1, 1), date(2030, 12, 31)))
def test_whatever_is_not_told_at_once_stands_in_the_overview_of_its_week(kind: str, last_day: date) -> None:
    """So choosing the overview loses no milestone of any term."""
    for milestone in MILESTONES[kind]:
        if not pressing(kind, milestone.key):
            assert in_overview(kind, last_day, monday_of(reached_on(milestone, last_day)))


@pytest.mark.parametrize("kind", sorted(MILESTONES))
def test_last_milestone_and_a_day_that_passed_always_press(kind: str) -> None:
    """Nobody can choose to miss a term in silence."""
    told = [milestone.key for milestone in MILESTONES[kind] if pressing(kind, milestone.key)]
    ahead = [milestone.key for milestone in MILESTONES[kind] if milestone.days >= 0]
    assert told == ahead[-1:] + ([LATE.key] if LATE in MILESTONES[kind] else [])


def line(title: str, due_on: date, *, discreet: bool = False) -> Line:
    milestone = LATE.key if due_on < MONDAY else ""
    return Line(title, due_on, milestone, "" if discreet else "16.3", "https://overleg.example/x/", discreet=discreet)


def test_mail_groups_by_nearness_and_says_the_days() -> None:
    days = (MONDAY - timedelta(3), MONDAY, MONDAY + timedelta(6), MONDAY + timedelta(7))
    overview = Overview("Karin", MONDAY, [line(f"Term {number}", day) for number, day in enumerate(days)])
    text = body(overview, **ADDRESSES)
    parts = [text.index(word) for word in ("Te laat", "Term 0", "Deze week", "Term 1", "Term 2", "Daarna", "Term 3")]
    assert parts == sorted(parts)
    assert "De laatste dag was vrijdag 22 januari 2027." in text and "Uiterlijk maandag 1 februari 2027." in text
    assert subject(overview) == "Weekoverzicht: 4 termijnen, waarvan 1 te laat"
    assert "https://overleg.example/mails/" in text and "geschillen" not in text


@pytest.mark.parametrize("days", [-3, 0, 10])
def test_of_what_few_may_know_no_day_and_no_article_is_named(days: int) -> None:
    """BOK-13.3."""
    overview = Overview("Karin", MONDAY, [line("Geschil 2026-01", MONDAY + timedelta(days), discreet=True)])
    told = body(overview, **ADDRESSES).replace("maandag 25 januari 2027", "", 1)
    assert "Geschil 2026-01" in told and "Deel dit bericht" in told
    assert "2027" not in told and "artikel" not in told


def test_long_overview_counts_the_rest() -> None:
    lines = [line(f"Term {number}", MONDAY) for number in range(MOST + 3)]
    text = body(Overview("Karin", MONDAY, lines), **ADDRESSES)
    assert text.count("Uiterlijk") == MOST and "En nog 3 andere." in text
