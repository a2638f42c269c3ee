"""The line of an invoice: quantity × price ÷ base quantity, and the parts printed under it (BOK-11.1, UHO-7.1).

A part of a year is a number of months or days of a year price, so that the price keeps two decimals.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from finance.rules.amounts import contribution_in_parts
from twente.core.money import format_amount, format_number, half_up

PIECE, MONTH, DAY = "C62", "MON", "DAY"
"""Units by their code of UN/ECE recommendation 20."""
ONE = Decimal(1)
FINEST = Decimal("0.0001")
"""The decimals of a quantity."""


@dataclass(frozen=True)
class Line:
    """One line; `price` in euros, `cents` the rounded amount, `parts` label and cents."""

    description: str
    quantity: Decimal
    unit: str
    price: Decimal
    cents: int
    base_quantity: int = 1
    parts: tuple[tuple[str, int], ...] = ()

    @property
    def adds_up(self) -> bool:
        """Quantity × price ÷ base quantity is the amount, with a quantity that can be written (Peppol R120)."""
        exact = self.quantity * self.price * 100 / self.base_quantity
        return self.quantity == self.quantity.quantize(FINEST) and half_up(exact) == self.cents


@dataclass(frozen=True)
class Owed:
    """What a party owes in a run: `rate` in cents per inhabitant or fte, `part` of the year."""

    label: str
    year: int
    cents: int
    inhabitants: int = 0
    rate: int = 0
    share: Fraction = Fraction(1)
    part: Fraction = Fraction(1)
    components: Sequence[tuple[str, int]] = ()
    choice: str = ""
    costs: int = 0
    parties: int = 1


def euros(cents: int) -> Decimal:
    """Whole cents as euros with two decimals."""
    return Decimal(cents).scaleb(-2)


def line(kind: str, owed: Owed) -> Line:
    """The line of a regular invoice for a kind of contribution; one piece where its quantity cannot be written."""
    found = LINES[kind](owed)
    if found.adds_up:
        return found
    return replace(found, quantity=ONE, unit=PIECE, price=euros(owed.cents), base_quantity=1)


def revision_line(owed: Owed, *, before: int, cents: int, source: str) -> Line:
    """What one document settles of a revision; never below zero, the document says which way (R17)."""
    text = f"Herziening {owed.label.lower()} {owed.year}"
    changed = f"{format_amount(owed.cents)} in plaats van {format_amount(before)}"
    part = "" if cents == abs(owed.cents - before) else ", gedeeltelijk"
    return Line(f"{text}: {changed} ({source}){part}", ONE, PIECE, euros(cents), cents)


def _per_inhabitant(owed: Owed) -> Line:
    parts = _parts(owed)
    counted = f"{format_number(owed.inhabitants)} inwoners × {format_amount(owed.rate)}"
    if owed.part == 1:
        return Line(
            f"{owed.label} {owed.year}: {counted}",
            Decimal(owed.inhabitants),
            PIECE,
            euros(owed.rate),
            owed.cents,
            parts=parts,
        )
    return _part_of_year(owed, f"{owed.label} {owed.year}: {counted}", owed.inhabitants * owed.rate, parts=parts)


def _parts(owed: Owed) -> tuple[tuple[str, int], ...]:
    """The components of the rate in cents of this line, which they add up to."""
    if not owed.components:
        return ()
    found = contribution_in_parts(owed.inhabitants, [cents for _, cents in owed.components], owed.part)
    return tuple((label, cents) for (label, _), cents in zip(owed.components, found.lines, strict=True))


def _part_of_year(
    owed: Owed, text: str, year_cents: int, *, times: Decimal = ONE, parts: tuple[tuple[str, int], ...] = ()
) -> Line:
    """Months where twelfths tell it, else days of this year; so many times the price of a year."""
    months = owed.part * 12
    if months.denominator == 1:
        quantity, unit, whole, word = int(months), MONTH, 12, "maanden"
    else:
        whole = (date(owed.year, 12, 31) - date(owed.year, 1, 1)).days + 1
        quantity, unit, word = int(owed.part * whole), DAY, "dagen"
    described = f"{text}, {quantity} van {whole} {word}"
    return Line(described, times * quantity, unit, euros(year_cents), owed.cents, whole, parts)


def _share_of_fte(owed: Owed) -> Line:
    share = Decimal(owed.share.numerator) / Decimal(owed.share.denominator)
    said = f"{owed.label} {owed.year}: {str(share).replace('.', ',')} fte × {format_amount(owed.rate)}"
    if owed.part == 1:
        return Line(said, share, PIECE, euros(owed.rate), owed.cents)
    return _part_of_year(owed, said, owed.rate, times=share)


def _equal_share(owed: Owed) -> Line:
    over = "één partij" if owed.parties == 1 else f"{owed.parties} partijen"
    said = f"{owed.label} {owed.year}: een gelijk deel van {format_amount(owed.costs)} over {over}"
    return Line(said, ONE, PIECE, euros(owed.cents), owed.cents)


def _fixed(owed: Owed) -> Line:
    return Line(f"{owed.label}: vast bedrag in plaats van menskracht", ONE, PIECE, euros(owed.cents), owed.cents)


LINES: Mapping[str, Callable[[Owed], Line]] = {
    "per_inhabitant": _per_inhabitant,
    "share_of_fte": _share_of_fte,
    "equal_share": _equal_share,
    "in_kind_or_fixed": _fixed,
}
"""The kinds of contribution that are invoiced, and how each is written on a line."""


def vat_on(cents: int, percent: int) -> int:
    """VAT in whole cents, a half up."""
    return half_up(Fraction(cents * percent, 100))


def credited_vat(cents: int, percent: int, *, net_left: int, vat_left: int) -> int:
    """VAT that a credit gives back: never more than is left, and what is left with the last cent.

    Nothing where earlier credits gave back more than was charged.
    """
    if not percent:
        return 0
    return max(vat_left if cents == net_left else min(vat_on(cents, percent), vat_left), 0)


def capped(cents: int, *, invoiced: int, credited: int) -> bool:
    """Whether this much can still be credited."""
    return 0 < cents <= invoiced - credited
