"""Forms of the review of minutes: the round, a comment, why a comment is not taken over."""

from datetime import date
from typing import Any

from django import forms

from meetings.rules import review as rules
from meetings.services.review import LastDayPast, Remark
from twente.core.fields import DayField, FormKeyField, LineField, TextField


class ReviewRoundForm(forms.Form):
    """Until when members comment, and whether they see each other's comments.

    `chosen` is the day that somebody chose for it when the meeting was planned; it is proposed while it is to come.
    """

    last_day = DayField(
        label="Laatste dag om te reageren",
        error_messages={"required": "Vul de laatste dag in."},
    )
    shared = forms.BooleanField(label="Leden zien elkaars opmerkingen", required=False)

    def __init__(self, *args: Any, today: date, chosen: date | None = None, **more: Any) -> None:
        day, why = rules.default_last_day(today), f"Huisregel: {rules.REVIEW_DAYS} dagen."
        if chosen and chosen >= today:
            day, why = chosen, "Deze dag is bij de vergadering gekozen."
        more.setdefault("initial", {"last_day": day, "shared": True})
        super().__init__(*args, **more)
        self.today = today
        self.fields["last_day"].help_text = f"{why} Iedereen krijgt een mail."

    def clean_last_day(self) -> date:
        """Today or later."""
        day: date = self.cleaned_data["last_day"]
        if day < self.today:
            raise forms.ValidationError(LastDayPast.sentence)
        return day


class CommentForm(forms.Form):
    """A comment on one item: what, about which words, and what should stand there."""

    text = TextField(
        label="Uw opmerking",
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Schrijf uw opmerking."},
    )
    quote = LineField(
        label="Over deze woorden", max_length=300, required=False, help_text="Neem ze over uit het verslag. Mag leeg."
    )
    proposal = TextField(
        label="Voorgestelde tekst",
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Komt bij overnemen in het verslag. Mag leeg.",
    )
    key = FormKeyField()

    def remark(self) -> Remark:
        """What was filled in."""
        filled = self.cleaned_data
        return Remark(text=filled["text"], quote=filled["quote"], proposal=filled["proposal"])


class DeclineForm(forms.Form):
    """Why a comment is not taken over; its author reads it."""

    reason = TextField(
        label="Waarom neemt u deze opmerking niet over?",
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Vul in waarom u de opmerking niet overneemt."},
    )
