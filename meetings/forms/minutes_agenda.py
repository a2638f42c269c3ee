"""Forms after the review: on which agenda minutes go, and errata to adopted minutes."""

from typing import Any

from django import forms

from meetings.forms.minutes import LaterMeetingField
from meetings.models import Meeting
from meetings.rules.minutes import ItemContent
from meetings.services.errata import Correction
from twente.core.fields import FormKeyField, TextField


class ScheduleForm(forms.Form):
    """The meeting that adopts the minutes."""

    later = LaterMeetingField(
        queryset=Meeting.objects.none(),
        label="Vergadering waarin het verslag wordt vastgesteld",
        empty_label="Kies een vergadering",
        error_messages={
            "required": "Kies de vergadering waarin het verslag wordt vastgesteld.",
            "invalid_choice": "Kies een latere vergadering die nog niet is gehouden.",
        },
    )
    key = FormKeyField()

    def __init__(self, *args: Any, later: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["later"].queryset = later  # type: ignore[attr-defined]
        self.initial.setdefault("later", later.first())


class ErratumForm(forms.Form):
    """What must be read instead, why, and which meeting decided that."""

    item_number = forms.TypedChoiceField(label="Bij welk punt?", required=False, coerce=int, empty_value=None)
    text = TextField(
        label="Verbetering",
        max_length=2_000,
        help_text="Schrijf wat er moet staan.",
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Schrijf wat er moet staan."},
    )
    reason = TextField(
        label="Waarom?",
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Vul in waarom dit een verbetering is."},
    )
    decided_in = LaterMeetingField(
        queryset=Meeting.objects.none(),
        label="Besloten in de vergadering van",
        required=False,
        empty_label="Geen vergadering: verbetering van een schrijffout",
    )
    key = FormKeyField()

    def __init__(self, *args: Any, items: list[ItemContent], later: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        rows = [("", "Het hele verslag"), *((item["number"], f"{item['number']}. {item['title']}") for item in items)]
        self.fields["item_number"].choices = rows  # type: ignore[attr-defined]
        self.fields["decided_in"].queryset = later  # type: ignore[attr-defined]

    def correction(self) -> Correction:
        """What was filled in."""
        filled = self.cleaned_data
        return Correction(filled["text"], filled["reason"], filled["item_number"], filled["decided_in"])
