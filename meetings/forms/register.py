"""The question to the mandate register: a day, a party, a meeting of that day."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet

from meetings.models import Meeting
from twente.core.fields import DayField
from twente.core.models import Party


class RegisterForm(forms.Form):
    """Who may act on a day, for which party; everything may be left out."""

    dag = DayField(label="Op welke dag?", required=False)
    partij = forms.ChoiceField(label="Welke partij?", required=False)

    def __init__(self, *args: Any, parties: Iterable[Party], **options: Any) -> None:
        super().__init__(*args, **options)
        self.parties = {party.code: party for party in parties}
        named = [(code, str(party)) for code, party in self.parties.items()]
        self.fields["partij"].choices = [("", "Alle partijen"), *named]  # type: ignore[attr-defined]

    @property
    def party(self) -> Party | None:
        """The chosen party; None for all."""
        return self.parties.get(self.cleaned_data.get("partij", ""))


def chosen_meeting(meetings: QuerySet[Meeting], asked: str) -> Meeting | None:
    """The meeting of that day that was asked for, else the first one; None on a day without."""
    listed = list(meetings)
    return next((row for row in listed if str(row.pk) == asked), listed[0] if listed else None)
