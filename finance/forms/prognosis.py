"""The form of the prognosis: another rate, and how the inhabitants grow."""

from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from finance.money_fields import MoneyField, RateField

MOST = 2_000
"""Twenty percent, in hundredths of a percent."""


class PrognosisForm(forms.Form):
    """What to try out."""

    rate = RateField(label="Tarief per inwoner", error_messages={"required": "Vul een tarief in."})
    growth = MoneyField(
        label="Groei van het aantal inwoners (procent)",
        allow_zero=True,
        allow_negative=True,
        help_text="Bijvoorbeeld 0,50 of −0,25.",
        error_messages={"required": "Vul een percentage in; 0,00 is geen groei."},
    )

    def clean_growth(self) -> int:
        """Within twenty percent up or down; hundredths of a percent."""
        growth: int = self.cleaned_data["growth"]
        if abs(growth) > MOST:
            raise ValidationError("Vul een percentage tussen −20,00 en 20,00 in.", code="growth")
        return growth

    @property
    def part(self) -> Fraction:
        """The growth as a part of the whole."""
        data: dict[str, Any] = self.cleaned_data
        return Fraction(data["growth"], 10_000)
