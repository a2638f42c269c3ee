"""Forms with which an answer is recorded, one per way of deciding, and the show of hands of a conference."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from twente.core.fields import FormKeyField, LineField, TextField
from votes.rules.naming import bare, spelled
from votes.services.answering import KINDS, Given, Hands
from votes.wording.answers import ANSWER_WORDS

DAYS = ["%Y-%m-%d", "%d-%m-%Y"]
CHOOSE = "Kies een van de antwoorden."


class DayField(forms.DateField):
    """The day of a decision at home, not in the future."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def __init__(self, **options: Any) -> None:
        messages = {
            "invalid": "Vul een bestaande dag in, bijvoorbeeld 2-12-2026.",
            "required": "Vul de datum van het besluit in.",
        }
        super().__init__(input_formats=DAYS, required=False, error_messages=messages, **options)


class AnswerForm(forms.Form):
    """What every answer has: the decision behind it and its day. `known` are the persons named before."""

    use_required_attribute = False
    procedure = ""
    document = LineField(
        label="Besluit of brief",
        required=False,
        error_messages={"required": "Vul in uit welk besluit of welke brief dit blijkt."},
        help_text="Bijvoorbeeld: collegebesluit 2026-114.",
    )
    decided_on = DayField(label="Datum van het besluit")
    key = FormKeyField()

    def __init__(self, *args: Any, today: date, known: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.known = today, known
        self.need()

    def clean_decided_on(self) -> date | None:
        """Not in the future."""
        day: date | None = self.cleaned_data["decided_on"]
        if day and day > self.today:
            raise forms.ValidationError("Deze dag ligt in de toekomst. Vul de dag van het besluit in.")
        return day

    def need(self) -> None:
        """A decision has a document and a day; who does not agree says why. Nothing chosen yet: all asked."""
        kind = KINDS[self.procedure]
        value = self.data.get("value") if self.is_bound else kind.values[0]
        documented = bool(kind.documented) and value not in set(kind.values) - set(kind.documented)
        self.fields["document"].required = self.fields["decided_on"].required = documented
        if "reason" in self.fields:
            self.fields["reason"].required = value in kind.reasoned

    def given(self) -> Given:
        """For the service."""
        names = ("value", "nominee", "reason", "document", "decided_on")
        filled = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        return Given(**{"value": KINDS[self.procedure].values[0], **filled})


def answers(procedure: str) -> forms.ChoiceField:
    """The answers of a way of deciding as large choices; nothing is chosen beforehand."""
    return forms.ChoiceField(
        label="Antwoord",
        choices=[(value, ANSWER_WORDS[value]) for value in KINDS[procedure].values],
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )


class ConsentForm(AnswerForm):
    """What a party decided at home (BOK-16.3, UHO-5)."""

    procedure = "consent"
    value = answers("consent")
    decided_on = DayField(
        label="Datum van het besluit", help_text="Datum en besluit zijn niet nodig bij ‘geen besluit’."
    )
    reason = TextField(label="Toelichting", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    field_order = ["value", "decided_on", "document", "reason"]


class PositionForm(AnswerForm):
    """What a member of a consensus body says (BWT-3)."""

    procedure = "consensus"
    value = answers("consensus")
    reason = TextField(
        label="Reden",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Vul de reden in. Zij staat bij het besluit."},
        help_text="Nodig bij een voorbehoud of bezwaar. De reden staat bij het besluit.",
    )
    field_order = ["value", "reason", "decided_on", "document"]


class NomineeForm(AnswerForm):
    """Whom a college of a cluster names (BOK-6.3). Another name than before is another person, and is asked twice."""

    procedure = "cluster"
    nominee = LineField(label="Naam van de persoon", max_length=120, error_messages={"required": "Vul een naam in."})
    different = forms.BooleanField(required=False, label="Ja, dit is een andere persoon.")
    field_order = ["nominee", "different", "decided_on", "document"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.known:
            self.fields["nominee"].help_text = f"Al genoemd: {', '.join(self.known)}. Hoofdletters maken geen verschil."
        if not (self.known and self.is_bound and self.is_different(str(self.data.get("nominee", "")))):
            self.fields["different"].widget = forms.HiddenInput()

    def is_different(self, name: str) -> bool:
        """Whether this name differs from every name given before."""
        return bool(bare(name)) and all(bare(name) != bare(other) for other in self.known)

    def clean_nominee(self) -> str:
        """Spelled as whoever named this person first spelled it."""
        return spelled(self.cleaned_data["nominee"], self.known)

    def clean(self) -> dict[str, Any]:
        """Another name counts as another person only when that was meant."""
        data = super().clean() or self.cleaned_data
        if self.known and self.is_different(data.get("nominee", "")) and not data.get("different"):
            message = f"Eerder is genoemd: {', '.join(self.known)}. Is dit een andere persoon? Zet dan een vinkje."
            self.add_error("different", message)
        return data


FORMS: Mapping[str, type[AnswerForm]] = {
    "cluster": NomineeForm,
    "consent": ConsentForm,
    "consensus": PositionForm,
}
"""Procedure → the form of its answers."""


def headcount(label: str, **options: Any) -> forms.IntegerField:
    """A number of people."""
    messages = {
        "required": "Vul een getal in; niemand is 0.",
        "invalid": "Vul een heel getal in, zonder punten.",
        "min_value": "Vul 0 of meer in.",
        "max_value": "Dit getal is te groot.",
    }
    least = options.pop("min_value", 0)
    return forms.IntegerField(label=label, min_value=least, max_value=9999, error_messages=messages, **options)


class HandsForm(forms.Form):
    """The show of hands of a conference (HER-4b)."""

    in_favour = headcount("Voor")
    against = headcount("Tegen")
    abstaining = headcount("Onthouding", initial=0)
    people = headcount("Hoeveel mensen waren erbij?", min_value=1)
    counted_by = LineField(label="Geteld door", help_text="Bijvoorbeeld: de griffier en twee raadsleden.")

    def clean(self) -> dict[str, Any]:
        """No more hands than people."""
        data = super().clean() or self.cleaned_data
        hands = [data.get(name) or 0 for name in ("in_favour", "against", "abstaining")]
        if "people" in data and sum(hands) > data["people"]:
            self.add_error("people", f"Er zijn {sum(hands)} handen geteld: meer dan er mensen waren.")
        return data

    def hands(self) -> Hands:
        """For the service."""
        return Hands(**self.cleaned_data)
