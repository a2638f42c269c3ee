"""Amounts, rates and numbers in forms: each bad input with its answer at the field."""

import pytest
from django import forms
from django.core.exceptions import ValidationError

from finance.money_fields import (
    BicField,
    IbanField,
    KvkField,
    MoneyField,
    OinField,
    RateField,
    VatNumberField,
    unlikely_rate,
)

AMOUNTS = [
    ("9,01", 901),
    ("1.000,00", 100_000),
    (" € 1.428,50 ", 142_850),
    ("12", 1200),
    ("0,01", 1),
    ("1.000.000.000,00", 100_000_000_000),
]
REFUSED = [
    ("", "verplicht"),
    ("   ", "verplicht"),
    ("\u200b", "verplicht"),
    ("-1", "zonder minteken"),
    ("0", "meer is dan nul"),
    ("0,00", "meer is dan nul"),
    ("-0", "meer is dan nul"),
    ("9.01", "komma voor de centen: 9,01"),
    ("9,015", "twee cijfers na de komma"),
    ("1,000.00", "duizendtallen met een punt"),
    ("1e5", "Vul een bedrag in"),
    ("NaN", "Vul een bedrag in"),
    ("Infinity", "Vul een bedrag in"),
    ("９,０１", "Vul een bedrag in"),
    ("1.000.000.000,01", "te groot"),
    ("1000000000000", "te groot"),
    ("9" * 41, "40"),
    ("€ 9,01 en $ 8,00", "Vul een bedrag in"),
    ("$ 9,01", "Vul een bedrag in"),
    ("9,01\n10,02", "regeleinden"),
    ("9,\u202e01", "niet zichtbaar"),
    ("9\x0001", "niet zichtbaar"),
    ("=9,01", "Vul een bedrag in"),
    ("'; drop table x; --", "Vul een bedrag in"),
    ("{{ 7*7 }}", "Vul een bedrag in"),
]


@pytest.mark.parametrize("field", [MoneyField(), RateField()], ids=["bedrag", "tarief"])
@pytest.mark.parametrize(("text", "cents"), AMOUNTS[:5])
def test_amount_as_people_write_it(field: MoneyField, text: str, cents: int) -> None:
    assert field.clean(text) == cents


def test_largest_amount_is_a_thousand_million() -> None:
    assert MoneyField().clean(AMOUNTS[-1][0]) == AMOUNTS[-1][1]
    with pytest.raises(ValidationError, match="tarief per inwoner is te groot"):
        RateField().clean(AMOUNTS[-1][0])


@pytest.mark.parametrize("field", [MoneyField(), RateField()], ids=["bedrag", "tarief"])
@pytest.mark.parametrize(("text", "answer"), REFUSED, ids=lambda value: ascii(value)[:24])
def test_bad_amount_is_answered_at_the_field(field: MoneyField, text: str, answer: str) -> None:
    with pytest.raises(ValidationError, match=answer):
        field.clean(text)


def test_zero_and_minus_only_where_they_are_allowed() -> None:
    assert MoneyField(allow_zero=True).clean("0,00") == 0
    assert MoneyField(allow_negative=True).clean("−22,52") == -2252
    assert MoneyField(required=False).clean("") is None


@pytest.mark.parametrize(("cents", "shown"), [(142_850, "1.428,50"), (-2252, "−22,52"), (0, "0,00")])
def test_cents_stand_in_the_field_as_an_amount_and_read_back(cents: int, shown: str) -> None:
    field = MoneyField(allow_zero=True, allow_negative=True)
    assert field.prepare_value(cents) == shown
    assert field.clean(shown) == cents


def test_what_was_typed_stays_and_only_another_amount_is_a_change() -> None:
    class Form(forms.Form):
        amount = MoneyField()

    form = Form({"amount": "9.01"}, initial={"amount": 901})
    assert not form.is_valid()
    assert form["amount"].value() == "9.01"
    assert form.has_changed()
    assert not Form({"amount": "€ 9,01"}, initial={"amount": 901}).has_changed()
    assert Form({"amount": "9,02"}, initial={"amount": 901}).has_changed()


def test_rate_in_cents_is_asked_about() -> None:
    """901 is accepted, with the question whether 9,01 was meant."""
    assert RateField().clean("901") == 90_100
    assert unlikely_rate(90_100) == "Bedoelt u €\u00a0901,00 per inwoner? Dat is veel; 9,01 is gewoner."
    assert unlikely_rate(901) == ""


@pytest.mark.parametrize(
    ("field", "text", "number"),
    [
        (IbanField(), "nl91 abna 0417 1643 00", "NL91ABNA0417164300"),
        (BicField(), "abnanl2a", "ABNANL2A"),
        (OinField(), "00000001 001589623 000", "00000001001589623000"),
        (KvkField(), "12345678", "12345678"),
        (VatNumberField(required=False), "", ""),
    ],
)
def test_number_is_kept_bare(field: forms.Field, text: str, number: str) -> None:
    assert field.clean(text) == number


@pytest.mark.parametrize(
    ("field", "text", "answer"),
    [
        (IbanField(), "NL92ABNA0417164300", "IBAN klopt niet"),
        (IbanField(), "", "verplicht"),
        (BicField(), "ABNANL2", "dit zijn er 7"),
        (OinField(), "0000000100158962300", "dit zijn er 19"),
        (OinField(), "1589623000", "nullen vooraan"),
        (KvkField(), "123456789", "dit zijn er 9"),
        (VatNumberField(), "NL004495446B01", "btw-nummer klopt niet"),
        (IbanField(), "<script>alert(1)</script>", "Vul een IBAN in"),
    ],
)
def test_bad_number_is_answered_at_the_field(field: forms.Field, text: str, answer: str) -> None:
    with pytest.raises(ValidationError, match=answer):
        field.clean(text)
