"""The forms of what comes after consultation: mediation, its cost, Gedeputeerde Staten, appeal (BOK-13.4 to 13.6)."""

from django import forms

from disputes.forms.events import EventForm, party_field
from disputes.rules.facts import Kind
from disputes.services.recording import Event
from twente.core import money
from twente.core.fields import LineField, TextField


class RegisteredField(forms.BooleanField):
    """Whether a mediator is recognised (BOK-13.4)."""

    def __init__(self) -> None:
        super().__init__(
            required=False,
            label="Staat als erkend mediator in een register",
            help_text="De overeenkomst vraagt een erkend mediator.",
        )


class CostField(LineField):
    """What mediation cost: whole cents, more than nothing (BOK-13.6)."""

    def __init__(self) -> None:
        super().__init__(label="Bedrag in euro", max_length=20, error_messages={"required": "Vul het bedrag in."})

    def clean(self, value: str) -> int:
        """In cents."""
        try:
            cents = money.parse_amount(super().clean(value))
        except money.AmountRefused as error:
            raise forms.ValidationError(str(error)) from error
        if not 0 < cents < 100_000_000:
            raise forms.ValidationError("Vul een bedrag in tussen € 0,01 en € 999.999,99.")
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


class CostForm(EventForm):
    """What mediation cost, for the parties involved together (BOK-13.6, R21)."""

    kind, day_label = Kind.COST, "Datum van de nota"
    amount = CostField()
    text = LineField(label="Waarvoor", error_messages={"required": "Vul in waarvoor dit is."})

    def event(self) -> Event:
        """With the amount."""
        data = self.cleaned_data
        return Event(self.kind, data["on"], data["text"], cents=data["amount"])


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
