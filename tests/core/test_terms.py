"""Terms: the worked examples, what they cannot say, and properties (deadlines.md section 1, R11, R12)."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twente.core import holidays, term_cases
from twente.core.cases import UnknownCase
from twente.core.terms import (
    Counting,
    Duration,
    Regime,
    TermOutOfRange,
    TermRule,
    Unit,
    UnreadableDuration,
    compute,
    compute_from_latest,
    compute_from_moment,
    fixed_day,
)

FILE = json.loads((Path(__file__).parents[1] / "cases" / "termijnen.json").read_text(encoding="utf-8"))
FOUR_WEEKS = TermRule(Duration.parse("4 weeks"), event="ontvangst", article="13.3", reading="R12")
APPEAL = TermRule(Duration.parse("6 weeks"), Regime.STATUTORY, event="verzending", article="6:7 Awb")


@pytest.mark.parametrize("case", FILE["gevallen"], ids=lambda case: f"{case['id']} {case['source']}")
def test_worked_example(case):
    outcome = term_cases.run(case, FILE)
    wanted = term_cases.expected(case)
    assert {key: outcome[key] for key in wanted} == wanted


def test_table_of_equated_days_is_that_of_the_worked_examples():
    listed = {date.fromisoformat(day) for days in FILE["meta"]["equated_days"].values() for day in days}
    assert listed == holidays.EQUATED_DAYS
    assert date.fromisoformat(FILE["meta"]["equated_known_through"]) == holidays.KNOWN_THROUGH


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "guess"},
        {"kind": None},
        {"colour": "blue"},
        {"year": 2027},
        {"kind": "fixed"},
        {"kind": "end_instant"},
        {"kind": "count_year"},
    ],
    ids=str,
)
def test_unknown_kind_or_keys_are_refused_never_skipped(change):
    with pytest.raises(UnknownCase):
        term_cases.run(FILE["gevallen"][0] | change, FILE)


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [
        ("4 weeks", 4, Unit.WEEKS),
        ("3 months", 3, Unit.MONTHS),
        ("24 months", 24, Unit.MONTHS),
        ("2 years", 2, Unit.YEARS),
        ("1 day", 1, Unit.DAYS),
    ],
)
def test_duration_reads_back_as_it_was_written(text, number, unit):
    assert Duration.parse(text) == Duration(number, unit)
    assert str(Duration.parse(text)) == text


@pytest.mark.parametrize(
    "text",
    ["", "weeks", "4", "4weeks", "-4 weeks", "4.5 weeks", "4 wks", "４ weeks", "99999 days", "4 weeks\n"],
)
def test_anything_else_is_no_duration(text):
    with pytest.raises(UnreadableDuration):
        Duration.parse(text)


def test_contract_term_explains_itself():
    """BOK-13.3, R12: a contract term stays where it falls, and says so."""
    assert compute(FOUR_WEEKS, date(2026, 10, 28)).sentence() == (
        "Vier weken na ontvangst op 28 oktober 2026: uiterlijk woensdag 25 november 2026 om 24.00 uur. "
        "Dit is een contracttermijn; zij schuift niet op voor weekend of feestdag (art. 13.3, R12)."
    )


def test_contract_term_on_a_holiday_names_the_working_day_before():
    assert (
        compute(FOUR_WEEKS, date(2026, 11, 27))
        .sentence()
        .endswith("De laatste werkdag ervoor is donderdag 24 december 2026.")
    )


def test_extended_term_names_the_day_it_left():
    term = compute(APPEAL, date(2026, 10, 10))
    assert term.extended_from == date(2026, 11, 21)
    assert term.sentence() == (
        "Zes weken na verzending op 10 oktober 2026: uiterlijk maandag 23 november 2026 om 24.00 uur. "
        "De Algemene termijnenwet schuift zaterdag 21 november 2026 op naar deze werkdag (art. 6:7 Awb)."
    )


def test_term_beyond_the_known_decrees_is_provisional_and_says_why():
    term = compute(APPEAL, date(2029, 3, 30))
    assert term.provisional
    assert term.sentence().endswith(
        "Voorlopig: de dagen die met een feestdag gelijkstaan zijn bekend van 2020 tot en met 2028."
    )
    assert not compute(FOUR_WEEKS, date(2029, 3, 30)).provisional


@pytest.mark.parametrize(
    ("rule", "start", "part"),
    [
        (
            TermRule(Duration.parse("18 months"), counting=Counting.PERIOD),
            date(2020, 1, 1),
            "Achttien maanden vanaf 1 januari 2020: tot en met woensdag 30 juni 2021.",
        ),
        (
            TermRule(Duration.parse("14 days"), counting=Counting.BACKWARD, event="de vergadering"),
            date(2027, 5, 20),
            "Veertien dagen vóór de vergadering op 20 mei 2027: uiterlijk donderdag 6 mei 2027 om 24.00 uur. "
            "Er is teruggeteld;",
        ),
        (
            TermRule(Duration.parse("24 months")),
            date(2026, 11, 20),
            "24 maanden na 20 november 2026: uiterlijk maandag 20 november 2028",
        ),
        (
            TermRule(Duration.parse("1 month")),
            date(2021, 2, 1),
            "Eén maand na 1 februari 2021: uiterlijk maandag 1 maart 2021",
        ),
        (
            TermRule(Duration.parse("2 years"), Regime.STATUTORY),
            date(2026, 5, 5),
            "De Algemene termijnenwet verlengt deze termijn niet.",
        ),
        (
            APPEAL,
            date(2027, 1, 4),
            "De Algemene termijnenwet geldt; de laatste dag is een werkdag (art. 6:7 Awb).",
        ),
    ],
    ids=["period", "backward", "many", "one", "statutory, never extended", "statutory, on a working day"],
)
def test_each_way_of_counting_has_its_sentence(rule, start, part):
    assert part in compute(rule, start).sentence()


def test_fixed_day_is_itself_in_time():
    """BOK-12.4: by 1 July includes 1 July."""
    term = fixed_day(date(2022, 7, 1), article="12.4")
    assert term.ends_at == datetime(2022, 7, 1, 22, 0, tzinfo=UTC)
    assert term.sentence().startswith("Uiterlijk vrijdag 1 juli 2022 om 24.00 uur.")


def test_latest_receipt_starts_the_term():
    """BOK-13.2, R11"""
    assert compute_from_latest(FOUR_WEEKS, [date(2026, 12, 3), date(2026, 12, 1)]).start == date(2026, 12, 3)


def test_receipt_after_midnight_counts_from_the_amsterdam_day():
    term = compute_from_moment(FOUR_WEEKS, datetime(2027, 1, 31, 23, 30, tzinfo=UTC))
    assert term.start == date(2027, 2, 1)


def test_days_left_counts_down_to_zero_on_the_last_day():
    term = compute(FOUR_WEEKS, date(2026, 10, 28))
    assert [term.days_left(today=term.last_day + timedelta(days=step)) for step in (-1, 0, 1)] == [1, 0, -1]


def test_term_past_the_calendar_is_refused():
    with pytest.raises(TermOutOfRange):
        compute(TermRule(Duration.parse("9999 years")), date(2026, 1, 1))


def test_two_short_days_may_end_before_the_second_working_day():
    """Atw art. 2 asks two working days only of terms of three days or more."""
    rule = TermRule(Duration.parse("2 days"), Regime.STATUTORY)
    assert compute(rule, date(2027, 3, 25)).last_day == date(2027, 3, 30)


@pytest.mark.parametrize(
    ("length", "extended"),
    [
        ("90 days", True),
        ("91 days", False),
        ("12 weeks", True),
        ("13 weeks", False),
        ("3 months", True),
        ("4 months", False),
        ("1 year", False),
    ],
)
def test_only_short_statutory_terms_are_extended(length, extended):
    """Atw art. 4: no longer than 90 days, twelve weeks or three months, and never in years."""
    sunday = date(2026, 8, 30)
    rule = TermRule(Duration.parse(length), Regime.STATUTORY)
    start = Duration.parse(length).before(sunday)
    assert compute(rule, start).last_day == (date(2026, 8, 31) if extended else sunday)


@pytest.mark.parametrize("counting", [Counting.BACKWARD, Counting.PERIOD, Counting.FIXED])
def test_only_terms_counted_forward_are_extended(counting):
    """Atw art. 1, second paragraph."""
    rule = TermRule(Duration.parse("4 weeks"), Regime.STATUTORY, counting)
    assert compute(rule, date(2026, 8, 30)).extended_from is None


def test_day_before_the_table_of_decrees_is_provisional():
    assert compute(APPEAL, date(2019, 3, 1)).provisional


def test_term_without_length_is_due_at_once():
    """BOK-13.4: the chair is a party, so there is no attempt to wait for."""
    at_once = TermRule(Duration.parse("0 weeks"), event="ontvangst")
    assert (
        compute(at_once, date(2027, 1, 15)).sentence().startswith("Direct na ontvangst op 15 januari 2027: uiterlijk")
    )


DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
RULES = st.builds(
    TermRule,
    st.builds(Duration, st.integers(0, 130), st.sampled_from(Unit)),
    st.sampled_from(Regime),
    st.sampled_from(Counting),
)


@given(RULES, DAYS, st.integers(1, 40))
def test_a_later_start_never_gives_an_earlier_last_day(rule, start, later):
    assert compute(rule, start).last_day <= compute(rule, start + timedelta(days=later)).last_day


@given(RULES, DAYS)
def test_statutory_terms_never_end_on_a_day_off_and_contract_terms_never_move(rule, start):
    term = compute(rule, start)
    if rule.regime is Regime.CONTRACT:
        assert (term.extended_from, term.provisional) == (None, False)
    elif term.extended_from is not None:
        assert holidays.is_working_day(term.last_day)
        assert term.extended_from < term.last_day <= term.extended_from + timedelta(days=6)


@given(DAYS, st.integers(1, 30))
def test_months_keep_the_day_number_or_take_the_last_day_of_the_month(start, months):
    last_day = compute(TermRule(Duration(months, Unit.MONTHS)), start).last_day
    assert last_day.day == start.day or (last_day.day < start.day and (last_day + timedelta(days=1)).day == 1)


@given(RULES, DAYS)
def test_every_term_has_a_sentence_with_its_last_day(rule, start):
    term = compute(rule, start)
    assert str(term.last_day.year) in term.sentence()
    assert "None" not in term.sentence()
