"""The form of a whole order: ids of items with commas between them."""

from typing import Any

from django import forms


class OrderField(forms.CharField):
    """Ids with commas between them, as a list of numbers: "12,15,13"."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> list[int]:
        """The ids; refuses what is no list of whole numbers, and lists that no agenda is as long as."""
        text = super().clean(value)
        parts = text.split(",")
        if len(parts) > 1000 or not all(part.isascii() and part.isdigit() and len(part) < 25 for part in parts):
            raise forms.ValidationError("Dit is geen volgorde.")
        return [int(part) for part in parts]


class OrderForm(forms.Form):
    """The order that an agenda gets, and the order that the person saw."""

    order = OrderField()
    seen = OrderField()
