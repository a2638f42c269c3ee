"""Lines of which quantity and price make the amount, however the year is divided (BOK-11.1, UHO-7.1; Peppol R120)."""

from dataclasses import asdict
from decimal import Decimal
from fractions import Fraction

import pytest

from finance.einvoice import facts
from finance.einvoice.checks import Channel, problems
from finance.rules import contribution, share_of_fte
from finance.rules.lines import PIECE, Line, Owed, line
from tests.finance.invoices import invoice

PARTS = (Fraction(1), Fraction(11, 12), Fraction(1, 12), Fraction(334, 365), Fraction(1, 365), Fraction(1, 2))


def refused(made: Line) -> set[str]:
    """The rules that an invoice with this line breaks, as the network would see it."""
    one = facts.Line(**asdict(made) | {"position": 1, "base_quantity": Decimal(made.base_quantity)})
    return {found.rule for found in problems(invoice(line=one), channel=Channel.UBL)}


def of_fte(share: Fraction, part: Fraction, rate: int = 9_875_055) -> Line:
    """0,1 fte at 98.750,55, unless said otherwise."""
    cents = share_of_fte(share, rate, part)
    return line("share_of_fte", Owed("Jaarbijdrage", 2027, cents, rate=rate, share=share, part=part))


def test_part_of_a_year_of_fte_is_counted_in_the_price_of_one_fte() -> None:
    """Eleven months of a tenth: 1,1 months of 98.750,55 a year, and not eleven of a rounded 9.875,06."""
    made = of_fte(Fraction(1, 10), Fraction(11, 12))
    assert (made.quantity, made.price, made.base_quantity) == (Decimal("1.1"), Decimal("98750.55"), 12)
    assert made.cents == 905_213


@pytest.mark.parametrize("part", PARTS, ids=str)
@pytest.mark.parametrize("share", [Fraction(1, 10), Fraction(1, 4), Fraction(1, 3), Fraction(1)], ids=str)
def test_every_part_of_fte_adds_up(share: Fraction, part: Fraction) -> None:
    assert refused(of_fte(share, part)) == set()


@pytest.mark.parametrize("part", PARTS, ids=str)
def test_every_part_of_inhabitants_adds_up(part: Fraction) -> None:
    owed = Owed("Bijdrage", 2027, contribution(24_741, 925, part), inhabitants=24_741, rate=925, part=part)
    assert refused(line("per_inhabitant", owed)) == set()


def test_share_without_an_end_is_one_piece() -> None:
    """A third of an fte has no quantity that can be written."""
    made = of_fte(Fraction(1, 3), Fraction(1))
    assert (made.quantity, made.unit, made.price) == (1, PIECE, Decimal("32916.85"))
