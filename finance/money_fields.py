"""Form fields for money and for the numbers of the finance room; each refusal is a Dutch sentence at the field."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from finance.einvoice import references
from twente.core.fields import LineField
from twente.core.money import NO_BREAK_SPACE, AmountRefused, format_amount, parse_amount

LARGEST_CENTS = 100_000_000_000
"""A thousand million euros: more is a slip of the keyboard."""
UNLIKELY_RATE = 10_000
"""Cents per inhabitant above which a rate is probably meant as cents (901 for 9,01)."""


class MoneyField(LineField):
    """An amount in euros as people write it ("9,01", "1.000,00", "€ 12,-"); the value is whole cents.

    Positive unless `allow_zero` or `allow_negative` says otherwise.
    """

    def __init__(self, *, allow_zero: bool = False, allow_negative: bool = False, **options: Any) -> None:
        self.allow_zero, self.allow_negative = allow_zero, allow_negative
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(max_length=40, **options)

    def prepare_value(self, value: Any) -> Any:
        """Cents as an amount to edit; what somebody typed stays as it was."""
        return editable(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        """Whole cents, or nothing for an optional field that was left empty."""
        text = super().clean(value)
        if not text:
            return None
        try:
            cents = parse_amount(text)
        except AmountRefused as error:
            raise ValidationError(error.sentence, code="amount") from error
        self.check(cents)
        return cents

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the amount is another one, however it is written."""
        try:
            return bool(self.clean(data) != initial)
        except ValidationError:
            return True

    def check(self, cents: int) -> None:
        """Refuse what no amount of money here can be."""
        if cents < 0 and not self.allow_negative:
            raise ValidationError("Vul een bedrag in zonder minteken.", code="negative")
        if cents == 0 and not self.allow_zero:
            raise ValidationError("Vul een bedrag in dat meer is dan nul.", code="zero")
        if abs(cents) > LARGEST_CENTS:
            raise ValidationError(f"Dit bedrag is te groot: ten hoogste {format_amount(LARGEST_CENTS)}.", code="large")


class RateField(MoneyField):
    """A rate per inhabitant in euros, at most two decimals; the value is whole cents.

    901 is a possible rate and a likely slip: `unlikely_rate` has the sentence to ask about it.
    """

    def check(self, cents: int) -> None:
        """As an amount, and below what the arithmetic of a year can hold."""
        super().check(cents)
        if cents > LARGEST_CENTS // 10_000:
            raise ValidationError("Dit tarief per inwoner is te groot.", code="large")


def unlikely_rate(cents: int) -> str:
    """The question about a rate that is probably cents where euros were meant; nothing for an ordinary rate."""
    if cents < UNLIKELY_RATE:
        return ""
    return f"Bedoelt u {format_amount(cents)} per inwoner? Dat is veel; {editable(cents // 100)} is gewoner."


def editable(cents: int) -> str:
    """1.428,50: an amount without the euro sign, as it stands in a field"""
    return format_amount(cents).replace(f"€{NO_BREAK_SPACE}", "")


class ReferenceField(LineField):
    """A number that people copy; the value is the bare number that `read` gives."""

    def __init__(self, *, read: Callable[[str], str], **options: Any) -> None:
        self.read = read
        options.setdefault("max_length", 60)
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        """The bare number; an empty text for an optional field that was left empty."""
        text = super().clean(value)
        try:
            return self.read(text) if text else ""
        except references.ReferenceRefused as error:
            raise ValidationError(error.sentence, code="reference") from error


class IbanField(ReferenceField):
    """NL91 ABNA 0417 1643 00, with or without spaces."""

    def __init__(self, **options: Any) -> None:
        super().__init__(read=references.read_iban, **options)


class BicField(ReferenceField):
    """ABNANL2A."""

    def __init__(self, **options: Any) -> None:
        super().__init__(read=references.read_bic, **options)


class OinField(ReferenceField):
    """Twenty digits, kept as text."""

    def __init__(self, **options: Any) -> None:
        super().__init__(read=references.read_oin, **options)


class KvkField(ReferenceField):
    """Eight digits, kept as text."""

    def __init__(self, **options: Any) -> None:
        super().__init__(read=references.read_kvk, **options)


class VatNumberField(ReferenceField):
    """NL004495445B01."""

    def __init__(self, **options: Any) -> None:
        super().__init__(read=references.read_vat_id, **options)
