"""The days that hang on a meeting, filled in by the house rule and open to a choice of one's own."""

from datetime import date
from typing import Any

from django import forms

from meetings.rules import due
from meetings.rules.year import DUE
from meetings.wording import year as wording
from twente.core.dates import full_date
from twente.core.fields import DayField


class DueForm(forms.Form):
    """One day of every kind. `shown_for` is the day of the meeting for which the form showed them.

    After `is_valid`, `by_hand` holds what the person chose; None when the form was not on the page at all.
    """

    shown_for = forms.DateField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, meets_on: date | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.meets_on = meets_on
        self.by_hand: dict[str, date] | None = None
        for kind in due.CHOSEN:
            self.fields[kind] = DayField(label=wording.DUE[kind], required=False)

    def clean(self) -> dict[str, Any]:
        """What comes before a meeting falls before it, what comes after it not before it."""
        data = super().clean() or {}
        shown_for = data.get("shown_for")
        if self.meets_on is None or shown_for is None:
            return data
        entered = {kind: data.get(kind) for kind in due.CHOSEN}
        self.by_hand = due.settled(entered, shown_for=shown_for, meets_on=self.meets_on)
        for kind, day in self.by_hand.items():
            if due.misplaced(kind, day, self.meets_on):
                side = "vóór" if DUE[kind] < 0 else "op of na"
                self.add_error(kind, f"Kies een dag {side} de vergadering van {full_date(self.meets_on)}.")
        return data

    @staticmethod
    def initial_of(meets_on: date, by_hand: dict[str, date]) -> dict[str, Any]:
        """The days of a meeting as the form shows them."""
        return {"shown_for": meets_on, **{kind: due.days(meets_on, by_hand)[kind] for kind in due.CHOSEN}}
