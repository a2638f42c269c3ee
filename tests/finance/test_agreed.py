"""What the rulebooks say about money reaches the rules: nothing is written twice."""

from dataclasses import replace

import pytest

from finance.agreed import (
    basis_periods,
    cents_by_choice,
    contribution_of,
    first_part_year,
    needs_rate,
    reference_year,
)
from finance.rules import BasisPeriod, Who
from finance.rules.years import PartYear
from twente.core.agreement import shipped


def test_years_of_the_bok_come_from_its_rulebook() -> None:
    """BOK-11.1: all parties through 2022, then who has a council budget, later years need a decision (R19)."""
    _, agreed = contribution_of(shipped(), "per_inhabitant")
    assert basis_periods(agreed) == (
        BasisPeriod(2021, 2022, Who.ALL, "11.1"),
        BasisPeriod(2023, 2024, Who.WITH_BUDGET, "11.1"),
    )


def test_year_after_2024_has_a_basis_once_its_rate_is_decided() -> None:
    """R19: and then only for who has a council budget."""
    _, agreed = contribution_of(shipped(), "per_inhabitant")
    assert BasisPeriod(2027, 2027, Who.WITH_BUDGET, "8d") in basis_periods(agreed, [2027])
    assert needs_rate(agreed, 2027) and not needs_rate(agreed, 2022)


def test_inhabitants_are_of_the_year_that_the_reading_says() -> None:
    """R17."""
    book, agreed = contribution_of(shipped(), "per_inhabitant")
    assert reference_year(book, agreed, {}, 2027) == 2027
    assert reference_year(book, agreed, {"R17": "jaar_ervoor"}, 2027) == 2026


def test_first_year_counts_as_the_reading_says() -> None:
    """R16; an agreement without such a reading has none."""
    book, agreed = contribution_of(shipped(), "per_inhabitant")
    assert first_part_year(book, agreed, {}) is PartYear.WHOLE
    assert first_part_year(book, agreed, {"R16": "elf_twaalfde"}) is PartYear.MONTHS
    assert first_part_year(*contribution_of(shipped(), "share_of_fte"), {}) is None


def test_fixed_sum_comes_from_the_rulebook() -> None:
    """UHO-7.3."""
    _, agreed = contribution_of(shipped(), "in_kind_or_fixed")
    assert cents_by_choice(agreed) == {"capaciteit": 0, "betaling": 1_000_000}
    assert cents_by_choice(replace(agreed, cents=5))["betaling"] == 5


def test_kind_that_no_agreement_knows_is_named() -> None:
    with pytest.raises(LookupError, match="per_kilometer"):
        contribution_of(shipped(), "per_kilometer")
