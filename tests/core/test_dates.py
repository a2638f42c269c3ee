"""Days and moments: Amsterdam time, its two odd nights, and Dutch words."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twente.core import dates

SECOND_OF_DECEMBER = date(2026, 12, 2)


def test_days_in_words():
    assert dates.full_date(SECOND_OF_DECEMBER) == "2 december 2026"
    assert dates.long_date(SECOND_OF_DECEMBER) == "woensdag 2 december 2026"
    assert dates.short_date(date(2026, 11, 25)) == "wo 25 nov"
    assert dates.short_date(date(2027, 3, 1)) == "ma 1 mrt"
    assert dates.week(date(2026, 11, 20)) == "week 47"
    assert dates.week(date(2027, 1, 1)) == "week 53"


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 11, 20, 9, 42, tzinfo=UTC), "10.42 uur"),
        (datetime(2026, 7, 1, 7, 5, tzinfo=UTC), "9.05 uur"),
        (datetime(2026, 12, 1, 23, 0, tzinfo=UTC), "0.00 uur"),
    ],
)
def test_clock_time_is_that_of_amsterdam(moment, words):
    assert dates.clock_time(moment) == words


def test_moment_in_words_names_the_amsterdam_day():
    late = datetime(2026, 12, 1, 23, 30, tzinfo=UTC)
    assert dates.long_moment(late) == "woensdag 2 december 2026 om 0.30 uur"


@pytest.mark.parametrize(
    ("away", "words"),
    [
        (5, "over 5 dagen"),
        (2, "overmorgen"),
        (1, "morgen"),
        (0, "vandaag"),
        (-1, "gisteren"),
        (-2, "eergisteren"),
        (-5, "5 dagen geleden"),
    ],
)
def test_days_away_in_words(away, words):
    assert dates.days_away(SECOND_OF_DECEMBER + timedelta(days=away), today=SECOND_OF_DECEMBER) == words


def test_near_date_says_how_far_and_which_day():
    assert dates.near_date(date(2026, 12, 7), today=SECOND_OF_DECEMBER) == "over 5 dagen (maandag 7 december)"


def test_dates_in_a_text_are_found_whole():
    assert dates.around_dates("Verslag van woensdag 2 december 2026") == [
        "Verslag van woensdag ",
        "2 december 2026",
        "",
    ]
    assert dates.around_dates("Besluit 2026-5, 12 partijen") == ["Besluit 2026-5, 12 partijen"]


def test_day_of_a_moment_is_the_day_in_amsterdam():
    assert dates.day_of(datetime(2027, 1, 31, 23, 30, tzinfo=UTC)) == date(2027, 2, 1)
    assert dates.day_of(datetime(2027, 6, 30, 21, 59, tzinfo=UTC)) == date(2027, 6, 30)


def test_moment_without_a_time_zone_is_refused():
    with pytest.raises(dates.NaiveMoment):
        dates.day_of(datetime(2027, 1, 31))  # noqa: DTZ001 - the very thing that is refused


@pytest.mark.parametrize(("day", "hours"), [(date(2027, 3, 28), 23), (date(2027, 10, 31), 25), (date(2027, 6, 1), 24)])
def test_the_night_of_the_clock_makes_a_day_shorter_or_longer(day, hours):
    assert dates.end_of_day(day) - dates.start_of_day(day) == timedelta(hours=hours)


def test_ordinary_clock_time_becomes_a_moment():
    assert dates.moment_of(date(2026, 7, 1), time(9, 5)) == datetime(2026, 7, 1, 7, 5, tzinfo=UTC)


def test_time_that_the_clock_jumps_over_is_refused():
    with pytest.raises(dates.NonExistentTime) as refused:
        dates.moment_of(date(2027, 3, 28), time(2, 30))
    assert refused.value.sentence.startswith("2.30 uur bestaat niet op 28 maart 2027")


def test_time_that_comes_twice_is_refused_with_both_moments():
    with pytest.raises(dates.AmbiguousTime) as refused:
        dates.moment_of(date(2027, 10, 31), time(2, 30))
    assert refused.value.sentence.startswith("2.30 uur komt twee keer voor op 31 oktober 2027")
    assert refused.value.first == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert refused.value.second == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize("at", [time(1, 59), time(3, 0)])
def test_times_beside_the_jump_exist(at):
    assert dates.in_amsterdam(dates.moment_of(date(2027, 3, 28), at)).time() == at


MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@given(MOMENTS)
def test_every_moment_lies_within_its_own_day(moment):
    day = dates.day_of(moment)
    assert dates.start_of_day(day) <= moment < dates.end_of_day(day)


@given(MOMENTS)
def test_clock_time_of_a_moment_leads_back_to_it(moment):
    local = dates.in_amsterdam(moment)
    try:
        assert dates.moment_of(local.date(), local.time()) == moment
    except dates.AmbiguousTime as twice:
        assert moment in (twice.first, twice.second)
