"""Forms for interest: up to which day, and a percentage of the law."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from finance.models import InterestRate
from finance.money_fields import MoneyField
from twente.core.fields import DayField, LineField

HIGHEST = 2_500
"""Hundredths of a percent: no statutory percentage was ever near 25."""


class UntilForm(forms.Form):
    """The last day of the calculation."""

    until = DayField(
        label="Rente tot en met",
        help_text="De dag van een betaling telt nog mee.",
        error_messages={"required": "Vul de laatste dag in."},
    )


class InterestRateForm(forms.Form):
    """A percentage from a day, with where it was published."""

    kind = forms.ChoiceField(label="Soort", choices=InterestRate.Kind.choices)
    valid_from = DayField(label="Geldt vanaf", error_messages={"required": "Vul de eerste dag in."})
    hundredths = MoneyField(
        label="Percentage per jaar",
        help_text="Bijvoorbeeld 6,00.",
        error_messages={"required": "Vul het percentage in."},
    )
    source = LineField(
        label="Bron",
        help_text="Het Staatsblad of de pagina van de overheid waarop het percentage staat.",
        error_messages={"required": "Noem de bron."},
    )

    def clean_hundredths(self) -> Any:
        """At most 25 percent."""
        found = self.cleaned_data["hundredths"]
        if found > HIGHEST:
            raise ValidationError("Vul een percentage van ten hoogste 25,00 in.", code="high")
        return found
