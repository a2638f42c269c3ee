"""Days on which something happened lie behind us."""

from datetime import date
from typing import Any, ClassVar

from django import forms


class PastDays(forms.Form):
    """A form made `on` a day; its fields that `past` names are no later day than that."""

    past: ClassVar[tuple[str, ...]]

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.made_on = on

    def clean(self) -> dict[str, Any]:
        """What happened, happened already."""
        data = super().clean() or {}
        for name in self.past:
            if (day := data.get(name)) and day > self.made_on:
                self.add_error(name, forms.ValidationError("Deze dag ligt in de toekomst.", code="future"))
        return data
