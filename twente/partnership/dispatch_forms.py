"""The forms of sending to the councils: to whom and what is asked, what a council answered, why a paper goes away."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from twente.core.fields import DayField, LineField, TextField
from twente.outbox.dispatching import rules, wording
from twente.outbox.dispatching.models import Dispatch
from twente.outbox.dispatching.services import question_of


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

    def __init__(
        self,
        *args: Any,
        councils: Sequence[tuple[str, str]],
        asked: Mapping[str, Dispatch],
        on: date,
        **kwargs: Any,
    ) -> None:
        """`asked` are the rows that asked something about this version before, by the code of the council."""
        super().__init__(*args, **kwargs)
        self.on, self.asked = on, asked
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
            if others := self.asked_otherwise(data.get("parties", [])):
                self.add_error("question", wording.asked_before(others))
        return data

    def asked_otherwise(self, codes: Iterable[str]) -> list[str]:
        """Chosen councils that were asked something else about this version, or the same by another last day."""
        rows = [self.asked[code] for code in codes if code in self.asked] if self.question_asked.text else []
        return [row.party.short_name for row in rows if question_of(row) != self.question_asked]


class AgainForm(forms.Form):
    """A new last day, when the question is repeated after the old one; nothing else is asked."""

    answer_by = DayField(label="Antwoord uiterlijk op", error_messages={"required": "Vul een nieuwe laatste dag in."})

    def __init__(self, *args: Any, overdue: bool, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        if not overdue:
            del self.fields["answer_by"]

    def clean_answer_by(self) -> date:
        """A day that is still to come."""
        day: date = self.cleaned_data["answer_by"]
        if day <= self.on:
            raise forms.ValidationError(wording.FLAWS["too_soon"])
        return day


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
