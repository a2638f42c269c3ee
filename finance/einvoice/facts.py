"""What one invoice or credit note says, as frozen facts: PDF, UBL and checks read these and nothing else.

Amounts are whole cents and never negative: a credit note says by its kind that it takes away. Quantities and prices are
exact decimals (prices in euros). Lines are without VAT.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from twente.core.money import half_up

UNITS = {
    "C62": ("", ""),
    "IE": ("inwoner", "inwoners"),
    "MON": ("maand", "maanden"),
    "DAY": ("dag", "dagen"),
    "HUR": ("uur", "uur"),
    "ANN": ("jaar", "jaar"),
}
"""Codes of UN/ECE recommendation 20 that we use → Dutch for one and for more; pieces are just a number."""


class VatCategory(StrEnum):
    """How the invoice stands to VAT; one per invoice."""

    OUTSIDE = "O"
    EXEMPT = "E"
    STANDARD = "S"


VAT_PERCENT: Mapping[str, int] = {VatCategory.OUTSIDE: 0, VatCategory.EXEMPT: 0, VatCategory.STANDARD: 21}
"""Percentage by category; a plain letter is a key too."""


@dataclass(frozen=True)
class Endpoint:
    """Electronic address on Peppol, apart from the legal number: scheme (0106 KvK, 0190 OIN …) and value."""

    scheme: str
    value: str


@dataclass(frozen=True)
class Supplier:
    """Who sends the invoice. Text that is not known is empty."""

    name: str
    street: str
    postcode: str
    city: str
    iban: str
    kvk: str = ""
    oin: str = ""
    vat_id: str = ""
    bic: str = ""
    contact: str = ""
    email: str = ""
    endpoint: Endpoint | None = None


@dataclass(frozen=True)
class Buyer:
    """Who owes it, and what that organisation wants to read on it to be able to pay."""

    name: str
    street: str
    postcode: str
    city: str
    attention: str = ""
    kvk: str = ""
    oin: str = ""
    vat_id: str = ""
    buyer_reference: str = ""
    order_reference: str = ""
    endpoint: Endpoint | None = None


@dataclass(frozen=True)
class Line:
    """One line: quantity × price ÷ base quantity, rounded once to `cents`.

    A part of a year is a quantity of months or days with the price of a whole year and 12 or 365 as base quantity: a
    rounded price per month would not add up. `parts` (label, cents) are printed below the line and add up to it.
    """

    position: int
    description: str
    quantity: Decimal
    unit: str
    price: Decimal
    cents: int
    base_quantity: Decimal = Decimal(1)
    parts: tuple[tuple[str, int], ...] = ()
    starts_on: date | None = None
    ends_on: date | None = None

    @property
    def exact_cents(self) -> int:
        """What quantity, price and base quantity come to, half a cent up (BR 120 of Peppol)."""
        return half_up(self.quantity * self.price * 100 / self.base_quantity) if self.base_quantity else 0


@dataclass(frozen=True)
class Vat:
    """Category, percentage (0 unless the category is S) and, without VAT, the reason in words."""

    category: VatCategory = VatCategory.OUTSIDE
    percent: Decimal = Decimal(0)
    reason: str = ""


@dataclass(frozen=True)
class RefersTo:
    """The invoice that a credit note takes back."""

    code: str
    issued_on: date


@dataclass(frozen=True)
class InvoiceFacts:
    """One invoice or credit note. `code` and `payment_reference` are empty as long as it is a draft.

    `agreement` and `subject` are the words above it ("Bestuurlijk overleg SES Twente", "Bijdrage 2027"). `notes` are
    label and text: legal basis, decision, source and status of the population figure. `vat_rest`: cents of VAT that
    earlier credit notes of the same invoice rounded away, and the last one gives back.
    """

    code: str
    is_credit: bool
    issued_on: date
    due_on: date
    agreement: str
    subject: str
    supplier: Supplier
    buyer: Buyer
    lines: tuple[Line, ...]
    total_cents: int
    vat: Vat
    payment_reference: str = ""
    refers_to: RefersTo | None = None
    notes: tuple[tuple[str, str], ...] = ()
    vat_rest: int = 0

    @property
    def net_cents(self) -> int:
        """The lines together, without VAT."""
        return sum(line.cents for line in self.lines)

    @property
    def vat_cents(self) -> int:
        """VAT over the whole invoice, rounded once (BR-CO-17, which allows for a rest)."""
        return half_up(self.net_cents * self.vat.percent / 100) + self.vat_rest

    @property
    def period(self) -> tuple[date, date] | None:
        """From the first day to the last that any line is about."""
        starts = [line.starts_on for line in self.lines if line.starts_on]
        ends = [line.ends_on for line in self.lines if line.ends_on]
        return (min(starts), max(ends)) if starts and ends else None
