"""Money: rounding, fair shares, and amounts as people write them."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twente.core.money import (
    AmountRefused,
    NothingToShareOver,
    format_amount,
    format_number,
    half_up,
    parse_amount,
    share_by_weight,
    share_equally,
)


@pytest.mark.parametrize(
    ("exact", "cents"),
    [
        (Fraction(1, 2), 1),
        (Fraction(3, 2), 2),
        (Fraction(5, 2), 3),
        (Fraction(-1, 2), -1),
        (Fraction(-5, 2), -3),
        (Decimal("2.49"), 2),
        (Decimal("2.5"), 3),
        (7, 7),
    ],
    ids=str,
)
def test_half_cents_round_away_from_zero(exact, cents):
    assert half_up(exact) == cents


def test_float_is_never_money():
    with pytest.raises(TypeError):
        half_up(0.5)


def test_rest_cents_go_to_the_first_in_order():
    assert share_equally(8, 3) == (3, 3, 2)
    assert share_equally(-8, 3) == (-3, -3, -2)


def test_rest_cents_go_to_the_largest_remainder():
    assert share_by_weight(10, [1, 1, 5]) == (2, 1, 7)
    assert share_by_weight(10, [10, 12, 11]) == (3, 4, 3)


@pytest.mark.parametrize("weights", [[], [0, 0], [2, -1]], ids=str)
def test_nothing_to_share_over_is_refused(weights):
    with pytest.raises(NothingToShareOver):
        share_by_weight(100, weights)


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("9,01", 901),
        ("1.000,00", 100_000),
        ("1000,00", 100_000),
        ("1000", 100_000),
        ("1.000", 100_000),
        ("€ 1.428.562,50", 142_856_250),
        ("€\u00a01.428.562,50", 142_856_250),
        ("  12,- ", 1200),
        ("12,–", 1200),
        ("0,00", 0),
        ("0,05", 5),
        ("-22,52", -2252),
        ("€\u00a0\u221222,52", -2252),
        ("\u2212€ 22,52", -2252),
        ("999999999999,99", 99_999_999_999_999),
    ],
)
def test_amount_as_people_write_it(text, cents):
    assert parse_amount(text) == cents


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("", "Vul een bedrag in"),
        ("9.01", "Schrijf een komma voor de centen: 9,01."),
        ("€ 9.5", "Schrijf een komma voor de centen: 9,5"),
        ("9,015", "ten hoogste twee cijfers"),
        ("9,1", "twee cijfers na de komma"),
        ("1,000.00", "duizendtallen met een punt"),
        ("1e5", "Vul een bedrag in"),
        ("NaN", "Vul een bedrag in"),
        ("Infinity", "Vul een bedrag in"),
        ("１２,００", "Vul een bedrag in"),
        ("٩,٠١", "Vul een bedrag in"),
        ("10.00.00", "Vul een bedrag in"),
        ("1.00,00", "Vul een bedrag in"),
        ("9,", "Vul een bedrag in"),
        (",50", "Vul een bedrag in"),
        ("--5", "Vul een bedrag in"),
        ("-€-5", "Vul een bedrag in"),
        ("€€5", "Vul een bedrag in"),
        ("5€", "Vul een bedrag in"),
        ("12\n", "Vul een bedrag in"),
        ("0x10", "Vul een bedrag in"),
        ("1_000", "Vul een bedrag in"),
        ("=1+1", "Vul een bedrag in"),
        ("<script>", "Vul een bedrag in"),
        ("1000000000000", "te groot"),
        ("9" * 5000, "te groot"),
    ],
    ids=lambda value: value[:20],
)
def test_anything_else_is_refused_with_advice(text, advice):
    with pytest.raises(AmountRefused) as refused:
        parse_amount(text)
    assert advice in refused.value.sentence


def test_amount_has_a_no_break_space_and_a_true_minus():
    assert format_amount(142_856_250) == "€\u00a01.428.562,50"
    assert format_amount(-32_200) == "\u2212€\u00a0322,00"


def test_number_has_points_between_thousands():
    assert [format_number(number) for number in (0, 999, 631_064, -1000)] == [
        "0",
        "999",
        "631.064",
        "\u22121.000",
    ]


@given(st.integers(-(10**14) + 1, 10**14 - 1))
def test_written_amount_reads_back_as_itself(cents):
    assert parse_amount(format_amount(cents)) == cents


@given(st.text())
def test_any_text_is_an_amount_or_is_refused(text):
    try:
        assert isinstance(parse_amount(text), int)
    except AmountRefused as refused:
        assert refused.sentence.endswith(".")


WEIGHTS = st.lists(st.integers(0, 200_000), min_size=1, max_size=20).filter(any)


@given(st.integers(-(10**12), 10**12), WEIGHTS)
def test_shares_add_up_to_the_total_and_stay_within_a_cent(total, weights):
    shares = share_by_weight(total, weights)
    assert sum(shares) == total
    assert all(
        abs(share - Fraction(total * weight, sum(weights))) < 1 for share, weight in zip(shares, weights, strict=True)
    )


@given(st.fractions())
def test_rounding_moves_at_most_half_a_cent_and_mirrors_a_credit(exact):
    assert abs(half_up(exact) - exact) <= Fraction(1, 2)
    assert half_up(-exact) == -half_up(exact)
