"""A rate that is possible and probably a slip (901 for 9,01) is asked about once; a tick says that it is meant."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from finance.money_fields import RateField, unlikely_rate


class AskedRate(forms.Form):
    """A form with `cents`; `per_inhabitant` says that an amount like this is unlikely, which of an fte it is not."""

    def __init__(self, *args: Any, per_inhabitant: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question = self.asked() if per_inhabitant and self.is_bound else ""
        if self.question:
            self.fields["sure"] = forms.BooleanField(
                label="Ja, dit tarief klopt", required=False, help_text=self.question
            )

    def asked(self) -> str:
        """The question about what was filled in; nothing for an ordinary rate, or for what is no rate at all."""
        try:
            return unlikely_rate(RateField().clean(self.data.get("cents", "")))
        except ValidationError:
            return ""

    def clean(self) -> dict[str, Any]:
        """Unlikely is allowed, when somebody says so."""
        data = super().clean() or {}
        if self.question and not data.get("sure"):
            self.add_error("sure", "Kijk het tarief na, of vink aan dat het klopt.")
        return data
