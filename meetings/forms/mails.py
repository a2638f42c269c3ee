"""The form on which a person chooses mails."""

from typing import Any

from django import forms

from meetings.models import MailStop


class MailForm(forms.Form):
    """A tick for every kind of news in the mail of the day."""

    def __init__(self, data: Any = None, *, wanted: set[str]) -> None:
        super().__init__(data)
        for kind in MailStop.Kind:
            label = str(kind.label).capitalize()
            self.fields[kind.value] = forms.BooleanField(label=label, required=False, initial=kind.value in wanted)

    @property
    def wanted(self) -> set[str]:
        """The kinds that were ticked."""
        return {kind for kind, ticked in self.cleaned_data.items() if ticked}
