"""Contributions: the worked examples, what they cannot say, and properties (BOK-11, UHO-7 to UHO-10)."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance import cases, rules
from twente.core.cases import UnknownCase

FILE = json.loads((Path(__file__).parents[1] / "cases" / "bijdragen.json").read_text(encoding="utf-8"))
RATE = 901
PARTIES = ("Almelo", "Borne", "Dinkelland")
PERIODS = (
    rules.BasisPeriod(2021, 2022, rules.Who.ALL, "11.1"),
    rules.BasisPeriod(2023, 2024, rules.Who.WITH_BUDGET, "11.1"),
)


@pytest.mark.parametrize("case", FILE["gevallen"], ids=lambda case: f"{case['id']} {case['title']}")
def test_worked_example(case):
    outcome = cases.run(case, FILE)
    wanted = cases.expected(case)
    assert {key: outcome[key] for key in wanted} == wanted


@pytest.mark.parametrize("change", [{"op": "guess"}, {"op": None}, {"colour": "blue"}], ids=str)
def test_unknown_op_or_key_is_refused_never_skipped(change):
    case = FILE["gevallen"][0]
    with pytest.raises(UnknownCase):
        cases.run(case | {"input": case["input"] | change}, FILE)


def test_missing_key_is_refused():
    with pytest.raises(UnknownCase):
        cases.run({"input": {"op": "percap", "population": 1}}, FILE)


def test_budget_of_a_stranger_is_refused():
    with pytest.raises(UnknownCase):
        cases.run({"input": {"op": "basis", "year": 2023, "decisions": ["GM9999"]}}, FILE)


@pytest.mark.parametrize(
    ("inhabitants", "rate", "part"),
    [(0, RATE, 1), (-1, RATE, 1), (1, -1, 1), (1, RATE, Fraction(13, 12)), (1, RATE, Fraction(-1, 12))],
)
def test_impossible_figures_are_refused(inhabitants, rate, part):
    with pytest.raises(rules.ImpossibleInput):
        rules.contribution(inhabitants, rate, Fraction(part))


@pytest.mark.parametrize(
    ("fte", "cost", "part"), [(-1, 1, 1), (1, -1, 1), (1, 1, 2)], ids=["fte", "cost", "part of the year"]
)
def test_impossible_staff_cost_is_refused(fte, cost, part):
    with pytest.raises(rules.ImpossibleInput):
        rules.share_of_fte(Fraction(fte), cost, Fraction(part))


def test_higher_revised_figure_gives_a_supplementary_invoice():
    """R17"""
    revision = rules.revise(old_cents=100, new_cents=325)
    assert (revision.document, revision.document_cents) == (rules.Document.SUPPLEMENTARY_INVOICE, 225)


@pytest.mark.parametrize(("run", "allowed"), [(899, False), (900, True), (1100, True), (1101, False)])
def test_budget_tolerance_holds_above_and_below(run, allowed):
    assert rules.check_budget(run, budget_cents=1000, tolerance_cents=100).allowed is allowed


@pytest.mark.parametrize(
    ("year", "charged", "without"),
    [
        (2020, (), ()),
        (2021, PARTIES, ()),
        (2022, PARTIES, ()),
        (2023, ("Borne",), ("Almelo", "Dinkelland")),
        (2024, ("Borne",), ("Almelo", "Dinkelland")),
        (2025, (), ()),
    ],
)
def test_each_year_has_its_own_basis(year, charged, without):
    """BOK-11.1: firm through 2022, with a council budget in 2023 and 2024, then only by decision."""
    basis = rules.basis_for(year, parties=PARTIES, budgets={"Borne"}, periods=PERIODS)
    assert (basis.parties, basis.without_budget) == (charged, without)
    assert basis.allowed is bool(charged)


def test_later_rate_decision_opens_its_years_to_parties_with_a_budget():
    """R19"""
    decided = (*PERIODS, rules.BasisPeriod(2025, 2028, rules.Who.WITH_BUDGET, "8d"))
    basis = rules.basis_for(2026, parties=PARTIES, budgets={"Almelo"}, periods=decided)
    assert (basis.article, basis.parties) == ("8d", ("Almelo",))


def test_exit_cost_is_refused_until_it_is_established():
    """UHO-10"""
    outcome = rules.exit_costs([100], leaver="Borne", established=False)
    assert (outcome.reason, outcome.cents_by_party) == (rules.Refusal.NOT_ESTABLISHED, {})


def test_rest_cents_go_to_the_first_parties_in_order():
    """UHO-7.4"""
    assert rules.equal_shares(8, PARTIES) == {"Almelo": 3, "Borne": 3, "Dinkelland": 2}


MONTHS = st.integers(0, 12).map(lambda months: Fraction(months, 12))
INHABITANTS = st.integers(1, 1_500_000)


@given(INHABITANTS, st.lists(st.integers(1, 5000), min_size=1, max_size=4), MONTHS)
def test_printed_parts_add_up_to_the_invoice_line(inhabitants, components, part):
    parts = rules.contribution_in_parts(inhabitants, components, part)
    assert sum(parts.lines) == parts.cents == rules.contribution(inhabitants, sum(components), part)


@given(st.lists(INHABITANTS, min_size=1, max_size=15), st.integers(0, 5000))
def test_whole_year_run_equals_the_contribution_of_all_inhabitants(numbers, rate):
    populations = {str(index): number for index, number in enumerate(numbers)}
    assert rules.contribution_run(populations, rate).difference == 0


@given(st.lists(INHABITANTS, min_size=1, max_size=15), st.integers(0, 5000), MONTHS)
def test_rounding_per_invoice_stays_within_half_a_cent_per_party(numbers, rate, part):
    populations = {str(index): number for index, number in enumerate(numbers)}
    assert 2 * abs(rules.contribution_run(populations, rate, part).difference) <= len(numbers) + 1
