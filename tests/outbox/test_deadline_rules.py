"""Milestones and quiet hours as pure rules: nothing skipped, only the latest after an outage, no mail at night."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twente.core.dates import day_of, in_amsterdam, moment_of
from twente.core.holidays import is_working_day
from twente.outbox.deadlines.rules import LAST, LATE, MILESTONES, due, look_again, reached_on
from twente.outbox.deadlines.wording import Line, body, subject
from twente.outbox.quiet import EVENING, MORNING, send_at

DUE = date(2027, 2, 1)
ADDRESSES = {"everything": "https://overleg.example/termijnen/", "settings": "https://overleg.example/mails/"}
KINDS = st.sampled_from(sorted(MILESTONES))
DAYS = st.dates(date(2026, 1, 1), date(2030, 12, 31))
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(0, 5 * 365 * 24 * 60).map(lambda minutes: NEW_YEAR + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("on", "told"),
    [
        (date(2026, 11, 8), None),
        (date(2026, 11, 9), "12weken"),
        (date(2027, 1, 3), "12weken"),
        (date(2027, 1, 4), "4weken"),
        (date(2027, 1, 25), "week"),
        (date(2027, 1, 31), "week"),
        (date(2027, 2, 1), "laatste"),
        (date(2027, 2, 2), "telaat"),
        (date(2027, 2, 15), "telaat"),
        (date(2027, 2, 16), None),
    ],
)
def test_latest_milestone_of_a_duty(on: date, told: str | None) -> None:
    """BOK-16.3: a worker that was away tells the latest, and nothing of what is long past."""
    found = due("duty", DUE, on)
    assert (found.key if found else None) == told


def test_last_day_off_is_told_on_the_last_working_day() -> None:
    """31 January 2027 is a Sunday."""
    assert reached_on(LAST, date(2027, 1, 31)) == date(2027, 1, 29)


def test_what_renews_itself_is_never_late() -> None:
    """BOK-7.2: silence renews."""
    assert due("renewal", DUE, DUE + timedelta(days=1)) is None


@pytest.mark.parametrize(("known_on", "told"), [(None, "week"), (date(2027, 1, 24), "week"), (date(2027, 1, 27), None)])
def test_who_enters_a_near_day_is_not_reminded_of_it_at_once(known_on: date | None, told: str | None) -> None:
    found = due("duty", DUE, date(2027, 1, 28), known_on)
    assert (found.key if found else None) == told
    last = due("duty", DUE, DUE, DUE)
    assert last == LAST


def test_unknown_kind_is_an_error_never_silence() -> None:
    with pytest.raises(KeyError):
        due("anders", DUE, DUE)


@given(KINDS, DAYS)
def test_a_sweep_every_day_tells_every_milestone_in_order(kind: str, due_on: date) -> None:
    """No milestone is skipped, none comes back. Two may share a day when the last day is a holiday: then the later."""
    start = due_on - timedelta(days=100)
    told = [due(kind, due_on, start + timedelta(days=step)) for step in range(120)]
    order = [one for place, one in enumerate(told) if one and one not in told[:place]]
    days = {reached_on(milestone, due_on): milestone for milestone in MILESTONES[kind]}
    assert order == list(days.values())


@given(KINDS, DAYS, st.integers(-30, 120))
def test_days_of_looking_never_miss_a_change(kind: str, due_on: date, before: int) -> None:
    """What is told on a day was already told on the day of the last look, or the day itself is one."""
    on = due_on - timedelta(days=before)
    look = look_again(kind, due_on, on)
    day = on + timedelta(days=1)
    while look is None or day < look:
        if day > due_on + timedelta(days=20):
            break
        assert due(kind, due_on, day) in (due(kind, due_on, on), None)
        day += timedelta(days=1)


@given(MOMENTS)
def test_mail_waits_for_a_working_day_between_seven_and_eight(now: datetime) -> None:
    at = in_amsterdam(send_at(now))
    assert at >= now
    assert MORNING <= at.time() < EVENING
    assert is_working_day(at.date())
    assert at == now or at.time() == MORNING


@given(MOMENTS, st.integers(0, 6))
def test_last_day_never_passes_while_its_mail_waits(now: datetime, days: int) -> None:
    last_day = day_of(now) + timedelta(days=days)
    at = in_amsterdam(send_at(now, last_day))
    assert now <= at
    assert at.date() <= last_day


@pytest.mark.parametrize(
    ("now", "last_day", "at"),
    [
        (datetime(2026, 11, 20, 8, tzinfo=UTC), None, datetime(2026, 11, 20, 8, tzinfo=UTC)),
        (datetime(2026, 11, 20, 19, tzinfo=UTC), None, datetime(2026, 11, 23, 6, tzinfo=UTC)),
        (datetime(2026, 11, 21, 9, tzinfo=UTC), None, datetime(2026, 11, 23, 6, tzinfo=UTC)),
        (datetime(2026, 11, 21, 9, tzinfo=UTC), date(2026, 11, 22), datetime(2026, 11, 21, 9, tzinfo=UTC)),
        (datetime(2026, 11, 21, 22, tzinfo=UTC), date(2026, 11, 22), datetime(2026, 11, 22, 6, tzinfo=UTC)),
        (datetime(2026, 11, 22, 22, 30, tzinfo=UTC), date(2026, 11, 22), datetime(2026, 11, 22, 22, 30, tzinfo=UTC)),
        (datetime(2026, 11, 22, 23, 30, tzinfo=UTC), None, datetime(2026, 11, 23, 6, tzinfo=UTC)),
        (datetime(2027, 3, 28, 0, 30, tzinfo=UTC), date(2027, 3, 28), datetime(2027, 3, 28, 5, tzinfo=UTC)),
        (datetime(2027, 10, 31, 0, 30, tzinfo=UTC), date(2027, 10, 31), datetime(2027, 10, 31, 6, tzinfo=UTC)),
        (datetime(2026, 12, 25, 9, tzinfo=UTC), None, datetime(2026, 12, 28, 6, tzinfo=UTC)),
    ],
    ids=["by day", "Friday night", "Saturday", "last day in the weekend", "night before a last day", "last hours",
         "after midnight", "clock forward", "clock back", "Christmas"],
)  # fmt: skip
def test_quiet_hours(now: datetime, last_day: date | None, at: datetime) -> None:
    assert send_at(now, last_day) == at


@pytest.mark.parametrize("day", [date(2027, 3, 28), date(2027, 10, 31)])
def test_seven_hours_is_seven_hours_on_days_of_23_and_25_hours(day: date) -> None:
    assert in_amsterdam(send_at(moment_of(day, time(1)), day)).time() == MORNING


def line(milestone: str = "week", due_on: date = DUE, title: str = "Evaluatie") -> Line:
    return Line(title, due_on, milestone, "16.3", "https://overleg.example/termijnen/")


@pytest.mark.parametrize(
    ("one", "sentence"),
    [
        (line(), "Uiterlijk maandag 1 februari 2027."),
        (line(LAST.key), "De laatste dag is maandag 1 februari 2027."),
        (line(LATE.key), "De laatste dag was maandag 1 februari 2027."),
        (
            line(due_on=date(2027, 1, 31)),
            "zondag 31 januari 2027. De laatste werkdag ervoor is vrijdag 29 januari 2027.",
        ),
    ],
)
def test_mail_writes_its_days_out(one: Line, sentence: str) -> None:
    """It may wait for the morning, so it never says tomorrow."""
    text = body("Karin", [one], **ADDRESSES)
    assert sentence in text and "artikel 16, lid 3" in text


def test_long_mail_names_twenty_and_counts_the_rest() -> None:
    lines = [line(title=f"Term {number}") for number in range(25)]
    text = body("Karin", lines, **ADDRESSES)
    assert text.count("Uiterlijk") == 20 and "En nog 5 andere." in text
    assert subject(lines) == "Herinnering: 25 termijnen"
    assert (
        subject([line(title="x" * 400)]).startswith("Herinnering: xxx") and len(subject([line(title="x" * 400)])) == 200
    )
