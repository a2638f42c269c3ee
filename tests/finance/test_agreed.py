"""What the rulebooks say about money reaches the rules: nothing is written twice."""

from dataclasses import replace

import pytest

from finance.agreed import basis_periods, cents_by_choice, contribution_of
from finance.rules import BasisPeriod, Who
from twente.core.agreement import shipped


def test_years_of_the_bok_come_from_its_rulebook() -> None:
    """BOK-11.1: all parties through 2022, then who has a council budget, later years need a decision (R19)."""
    _, agreed = contribution_of(shipped(), "per_inhabitant")
    assert basis_periods(agreed) == (
        BasisPeriod(2021, 2022, Who.ALL, "11.1"),
        BasisPeriod(2023, 2024, Who.WITH_BUDGET, "11.1"),
    )


def test_fixed_sum_comes_from_the_rulebook() -> None:
    """UHO-7.3."""
    _, agreed = contribution_of(shipped(), "in_kind_or_fixed")
    assert cents_by_choice(agreed) == {"capaciteit": 0, "betaling": 1_000_000}
    assert cents_by_choice(replace(agreed, cents=5))["betaling"] == 5


def test_kind_that_no_agreement_knows_is_named() -> None:
    with pytest.raises(LookupError, match="per_kilometer"):
        contribution_of(shipped(), "per_kilometer")
