"""The facts about one council, and the written request to join (BOK-12.5, 14)."""

from datetime import date
from typing import Any

from django import forms

from twente.core.fields import DayField, LineField, TextField, VersionField
from votes.models import AccessionRequest, CouncilConsultation
from votes.rules.consulting import CouncilFacts, flaws
from votes.wording.consulting import FLAWS

FACTS = ("submitted_on", "submission", "scheduled_on", "reply", "replied_on", "reply_document", "remark")


class CouncilForm(forms.Form):
    """When a council got which proposal, when it meets, what it answered (BOK-12.5, R10)."""

    submitted_on = DayField(label="Voorgelegd op", required=False)
    submission = LineField(label="Raadsvoorstel", required=False, help_text="Bijvoorbeeld: raadsvoorstel 2026-118.")
    scheduled_on = DayField(label="Op de raadsagenda van", required=False)
    reply = forms.ChoiceField(
        label="Antwoord",
        choices=CouncilConsultation.Reply.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies het antwoord.", "invalid_choice": "Kies een antwoord uit de lijst."},
    )
    replied_on = DayField(label="Antwoord van", required=False)
    reply_document = LineField(label="Raadsbesluit", required=False)
    remark = TextField(label="Opmerking", required=False, max_length=2000)
    version = VersionField(required=False)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    @staticmethod
    def initial_of(row: CouncilConsultation | None) -> dict[str, object]:
        """The form as the facts stand."""
        if row is None:
            return {"reply": CouncilConsultation.Reply.OPEN, "version": 0}
        return {name: getattr(row, name) for name in (*FACTS, "version")}

    @property
    def facts(self) -> CouncilFacts:
        """What was filled in, for the service."""
        said: dict[str, Any] = {name: self.cleaned_data.get(name) or _nothing(name) for name in FACTS}
        return CouncilFacts(**said)

    def clean(self) -> dict[str, Any]:
        """Days in order, none in the future but that of the council's meeting, documents named."""
        data = super().clean() or {}
        if not self.errors:
            for name, flaw in flaws(self.facts, self.on):
                self.add_error(name, FLAWS[flaw])
        return data


def _nothing(name: str) -> str | None:
    """An empty day is None, empty text is empty."""
    return None if name.endswith("_on") else ""


class RequestForm(forms.Form):
    """The written request of who wants to join (BOK-14)."""

    applicant = LineField(label="Verzoeker", help_text="Bijvoorbeeld: het college van de gemeente die wil toetreden.")
    document = LineField(
        label="Schriftelijk verzoek", help_text="Bijvoorbeeld: brief van 3 november 2026, kenmerk 118."
    )
    received_on = DayField(label="Ontvangen op", error_messages={"required": "Vul in wanneer het verzoek binnenkwam."})

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    @staticmethod
    def initial_of(known: AccessionRequest | None) -> dict[str, object]:
        """The form as the request stands."""
        names = ("applicant", "document", "received_on")
        return {name: getattr(known, name) for name in names} if known else {}

    def clean_received_on(self) -> date:
        """A day that was."""
        day: date = self.cleaned_data["received_on"]
        if day > self.on:
            raise forms.ValidationError("Deze dag ligt in de toekomst. Vul in wanneer het verzoek binnenkwam.")
        return day
