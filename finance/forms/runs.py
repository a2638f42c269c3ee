"""Forms about a run: what is chosen for a party, the difference from the budget, costs, who checks, why back."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from finance.forms.past import PastDays
from finance.money_fields import MoneyField
from finance.services.runs import CHOICES
from twente.core.fields import DayField, LineField, TextField, VersionField
from twente.core.models import User

KINDS = (
    ("", "Nog niet bekend"),
    *((value, label) for value, label in zip(CHOICES, ("Levert menskracht", "Betaalt het vaste bedrag"), strict=True)),
)


class PartyForm(forms.Form):
    """What is chosen for one party in a concept; fields that do not matter for this kind are left out."""

    left_out = LineField(
        label="Niet in deze ronde, omdat",
        required=False,
        help_text="Bijvoorbeeld: de raad beslist in januari. Laat leeg om de partij mee te nemen.",
    )
    figure_seen = forms.BooleanField(label="Dit inwonertal klopt", required=False)
    choice = forms.ChoiceField(label="Menskracht of betalen", choices=KINDS, required=False)
    version = VersionField()

    def __init__(self, *args: Any, leave_out: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in leave_out:
            del self.fields[name]


class DifferenceForm(forms.Form):
    """Why the total differs from the budget (BOK-8f)."""

    reason = LineField(
        label="Waar komt het verschil vandaan?",
        max_length=300,
        error_messages={"required": "Schrijf op waar het verschil vandaan komt."},
    )
    version = VersionField()


class CostForm(PastDays):
    """A cost that the parties share (UHO-7.4)."""

    past = ("incurred_on",)

    category = forms.ChoiceField(label="Soort kosten")
    description = LineField(label="Omschrijving", error_messages={"required": "Vul een omschrijving in."})
    cents = MoneyField(label="Bedrag", error_messages={"required": "Vul het bedrag in."})
    incurred_on = DayField(label="Gemaakt op", error_messages={"required": "Vul de dag in."})
    version = VersionField()

    def __init__(self, *args: Any, categories: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [(name, name) for name in categories]  # type: ignore[attr-defined]


class PersonChoice(forms.ModelChoiceField):
    """A person by name and address."""

    def label_from_instance(self, obj: Any) -> str:
        """Name and e-mail address."""
        return f"{obj.name} ({obj.email})"


class SubmitForm(forms.Form):
    """Who checks the run."""

    checker = PersonChoice(
        label="Tweede persoon",
        queryset=None,
        empty_label="Kies iemand",
        error_messages={"required": "Kies wie de ronde controleert."},
    )
    version = VersionField()

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["checker"].queryset = people  # type: ignore[attr-defined]


class SeenForm(forms.Form):
    """Which version of a run the page showed."""

    version = VersionField()


class ReasonForm(forms.Form):
    """Why something goes back."""

    reason = TextField(
        label="Wat moet er anders?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Schrijf op wat er anders moet."},
    )
