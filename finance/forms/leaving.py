"""Forms about a departure: which party by which decision, a cost, the consultation."""

from collections.abc import Sequence
from typing import Any

from django import forms

from finance.forms.past import PastDays
from finance.money_fields import MoneyField
from twente.core.fields import DayField, FormKeyField, LineField
from twente.core.models import Party


class LeavingForm(forms.Form):
    """Which party leaves, by which decision on the consequences."""

    party = forms.ChoiceField(label="Partij", error_messages={"required": "Kies de partij."})
    consent = forms.TypedChoiceField(
        label="Besluit over de gevolgen", coerce=int, error_messages={"required": "Kies het besluit."}
    )

    def __init__(
        self, *args: Any, parties: Sequence[Party], decisions: Sequence[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        named = [(party.code, party.short_name) for party in parties]
        self.fields["party"].choices = [("", "Kies een partij"), *named]  # type: ignore[attr-defined]
        self.fields["consent"].choices = [("", "Kies een besluit"), *decisions]  # type: ignore[attr-defined]


class ExitCostForm(PastDays):
    """A real cost of leaving."""

    past = ("incurred_on",)

    description = LineField(label="Omschrijving", error_messages={"required": "Schrijf op welke kosten dit zijn."})
    cents = MoneyField(label="Bedrag zonder btw", error_messages={"required": "Vul het bedrag in."})
    incurred_on = DayField(label="Gemaakt op", error_messages={"required": "Vul de dag in."})
    form_key = FormKeyField()


class ConsultedForm(PastDays):
    """When the party was consulted, and what it thought of the costs."""

    past = ("consulted_on",)

    consulted_on = DayField(label="Overleg met de partij op", error_messages={"required": "Vul de dag in."})
    consulted = LineField(
        label="Wat vond de partij?",
        max_length=300,
        help_text="Eén zin, met het stuk waarin het staat.",
        error_messages={"required": "Schrijf op wat de partij vond."},
    )
