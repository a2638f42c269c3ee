"""How often a body meets in a calendar year (BOK-5.7, BWT-2)."""

from datetime import date

from twente.core.rhythm import last_day_of, missing_in_year, quarters_without

MEETINGS = [date(2026, 12, 10), date(2027, 2, 4), date(2027, 5, 20), date(2027, 9, 16), date(2028, 1, 13)]


def test_meetings_of_other_years_do_not_count():
    """BOK-5.7: four in each calendar year."""
    assert missing_in_year(MEETINGS, year=2027, required=4) == 1


def test_more_meetings_than_required_leave_nothing_missing():
    assert missing_in_year(MEETINGS, year=2027, required=2) == 0


def test_quarters_without_a_meeting_are_named():
    """BWT-2: one in each quarter."""
    assert quarters_without(MEETINGS, year=2027) == (4,)
    assert quarters_without([], year=2027) == (1, 2, 3, 4)


def test_the_year_closes_on_its_last_day():
    assert last_day_of(2027) == date(2027, 12, 31)
