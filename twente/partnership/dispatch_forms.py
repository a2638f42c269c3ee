"""The forms of sending to the councils: to whom and what is asked, what a council answered, why a paper goes away."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from twente.core.fields import DayField, LineField, TextField
from twente.outbox.dispatching import rules, wording


class SendingForm(forms.Form):
    """Which councils get the document, and what they are asked, if anything."""

    parties = forms.MultipleChoiceField(
        label="Raden",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies minstens één raad.", "invalid_choice": "Kies raden uit de lijst."},
    )
    question = TextField(
        label="Vraag aan de raad",
        required=False,
        max_length=2000,
        help_text="Alleen als de raad iets moet antwoorden.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    answer_by = DayField(label="Antwoord uiterlijk op", required=False)

    def __init__(self, *args: Any, councils: Sequence[tuple[str, str]], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["parties"].choices = list(councils)  # type: ignore[attr-defined]

    @property
    def question_asked(self) -> rules.Question:
        """What was filled in, for the service."""
        return rules.Question(self.cleaned_data.get("question") or "", self.cleaned_data.get("answer_by"))

    def clean(self) -> dict[str, Any]:
        """A question has a day, and the day is still to come."""
        data = super().clean() or {}
        if not self.errors:
            for name, flaw in rules.question_flaws(self.question_asked, self.on):
                self.add_error(name, wording.FLAWS[flaw])
        return data


class AnswerForm(forms.Form):
    """What a council answered."""

    answered_on = DayField(label="Antwoord van", error_messages={"required": "Vul in wanneer de raad antwoordde."})
    document = LineField(
        label="Stuk van de raad",
        help_text="Bijvoorbeeld: raadsbesluit 2027-14.",
        error_messages={"required": "Vul in met welk stuk de raad antwoordde."},
    )

    def __init__(self, *args: Any, sent_on: date, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sent_on, self.on = sent_on, on

    def clean_answered_on(self) -> date:
        """After the question, not in the future."""
        day: date = self.cleaned_data["answered_on"]
        for flaw in rules.answer_flaws(day, self.sent_on, self.on):
            raise forms.ValidationError(wording.FLAWS[flaw])
        return day


class WithdrawForm(forms.Form):
    """Why a published document is taken back; everybody can read it."""

    reason = LineField(
        label="Reden",
        max_length=300,
        help_text="Iedereen kan deze reden lezen. Bijvoorbeeld: er stond een naam te veel in.",
        error_messages={"required": "Vul in waarom het stuk wordt ingetrokken."},
    )
