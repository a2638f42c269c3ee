"""The forms of what comes after consultation: mediation, its cost, Gedeputeerde Staten, appeal (BOK-13.4 to 13.6)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from disputes.forms.events import EventForm, party_field
from disputes.rules.costs import SHARES, by_agreement
from disputes.rules.facts import Kind
from disputes.selectors.state import Standing
from disputes.services.recording import Event
from twente.core import money
from twente.core.fields import LineField, TextField
from twente.core.models import Party
from twente.core.money import format_amount


class RegisteredField(forms.BooleanField):
    """Whether a mediator is recognised (BOK-13.4)."""

    def __init__(self) -> None:
        super().__init__(
            required=False,
            label="Staat als erkend mediator in een register",
            help_text="De overeenkomst vraagt een erkend mediator.",
        )


class CostField(LineField):
    """What mediation cost, or a part of it: whole cents, from `least` on (BOK-13.6)."""

    def __init__(self, label: str = "Bedrag in euro", *, least: int = 1) -> None:
        self.least = least
        super().__init__(label=label, max_length=20, error_messages={"required": "Vul het bedrag in."})

    def clean(self, value: str) -> int:
        """In cents."""
        try:
            cents = money.parse_amount(super().clean(value))
        except money.AmountRefused as error:
            raise forms.ValidationError(str(error)) from error
        if not self.least <= cents < 100_000_000:
            raise forms.ValidationError(f"Vul een bedrag in tussen {format_amount(self.least)} en € 999.999,99.")
        return cents


class MediatorForm(EventForm):
    """A recognised mediator is asked (BOK-13.4)."""

    kind, day_label = Kind.MEDIATOR, "Gevraagd op"
    text = LineField(label="Naam van de mediator", error_messages={"required": "Vul de naam van de mediator in."})
    registered = RegisteredField()
    field_order = ("text", "registered", "on")

    def event(self) -> Event:
        """With whether the mediator is in a register."""
        data = self.cleaned_data
        return Event(self.kind, data["on"], data["text"], detail={"registered": data["registered"]})


class MediationStartForm(EventForm):
    """The signed agreement starts the clock (BOK-13.5)."""

    kind, day_label = Kind.MEDIATION_START, "Mediationovereenkomst getekend op"


class MediationEndForm(EventForm):
    """Somebody ended it in writing."""

    kind, day_label = Kind.MEDIATION_END, "Schriftelijk beëindigd op"
    text = LineField(
        label="Wie beëindigde de mediation, met welke verklaring?",
        error_messages={"required": "Vul in wie de mediation beëindigde."},
    )


class Parts:
    """Who pays what of a cost, where the parties agree that: a field for each of them (R21)."""

    def __init__(self, form: forms.Form, parties: Sequence[Party], known: Mapping[str, int]) -> None:
        self.form, self.names = form, {f"deel_{party.code}": str(party.pk) for party in parties}
        for name, party in zip(self.names, parties, strict=True):
            form.fields[name] = CostField(f"Deel van {party}", least=0)
            if str(party.pk) in known:
                form.fields[name].initial = format_amount(known[str(party.pk)])

    @property
    def detail(self) -> dict[str, dict[str, int]]:
        """For the fact: party id → whole cents; empty where everybody pays the same."""
        data = self.form.cleaned_data
        return {SHARES: {party: data[name] for name, party in self.names.items()}} if self.names else {}

    def check(self) -> None:
        """The parts are the whole."""
        data = self.form.cleaned_data
        if not self.names or not {"amount", *self.names} <= set(data):
            return
        total = sum(data[name] for name in self.names)
        if total != data["amount"]:
            said = f"De delen zijn samen {format_amount(total)}, niet {format_amount(data['amount'])}."
            self.form.add_error(next(iter(self.names)), said)


def sharing(found: Standing) -> list[Party]:
    """The parties that agree who pays what; nobody where everybody pays the same."""
    return [row.party for row in found.parties] if by_agreement(found.choices) else []


class CostForm(EventForm):
    """What mediation cost, for the parties involved together (BOK-13.6, R21)."""

    kind, day_label = Kind.COST, "Datum van de nota"
    amount = CostField()
    text = LineField(label="Waarvoor", error_messages={"required": "Vul in waarvoor dit is."})

    def prepare(self) -> None:
        """The part of each party, where they agree that."""
        self.parts = Parts(self, sharing(self.found), {})

    def clean(self) -> dict[str, Any]:
        """The parts are the whole."""
        self.parts.check()
        return self.cleaned_data

    def event(self) -> Event:
        """With the amount and the parts."""
        data = self.cleaned_data
        return Event(self.kind, data["on"], data["text"], cents=data["amount"], detail=self.parts.detail)


class PartyForm(EventForm):
    """An act of one of the parties."""

    party = party_field("Welke partij?")
    field_order = ("party", "on")

    def prepare(self) -> None:
        """Each party involved."""
        self.offer([row.party for row in self.found.parties])


class SubmissionForm(PartyForm):
    """A party put it to Gedeputeerde Staten (BOK-13.5)."""

    kind, day_label = Kind.SUBMISSION, "Voorgelegd op"


class AppealForm(PartyForm):
    """A party appealed; late is recorded all the same."""

    kind, day_label = Kind.APPEAL, "Beroep ingesteld op"


class DecisionForm(EventForm):
    """The decision was sent; the day of sending starts the term of appeal (Awb 6:8)."""

    kind, day_label = Kind.DECISION, "Verzonden op"
    text = TextField(label="Wat is beslist?", required=False)
