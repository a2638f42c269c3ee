"""Forms for a proposed rate: what is proposed, and on which agenda."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from finance.forms.unlikely import AskedRate
from finance.money_fields import MoneyField, RateField
from finance.services.proposing import Proposed
from meetings.models import Meeting
from twente.core.dates import full_date, in_amsterdam
from twente.core.fields import TextField


class RateProposalForm(AskedRate):
    """A rate, a budget if there is one, and why."""

    cents = RateField(label="Tarief", help_text="Bijvoorbeeld 9,45.", error_messages={"required": "Vul het tarief in."})
    budget_cents = MoneyField(label="Begroting van het jaar", required=False, help_text="Mag leeg blijven.")
    reason = TextField(
        label="Toelichting",
        max_length=4000,
        help_text="Staat bij het agendapunt.",
        error_messages={"required": "Schrijf op waarom dit tarief."},
    )

    def proposed(self) -> Proposed:
        """What was filled in, for the service."""
        data = self.cleaned_data
        return Proposed(data["cents"], data["reason"], data["budget_cents"])


class MeetingField(forms.ModelChoiceField):
    """Meetings by body and day."""

    def label_from_instance(self, obj: Any) -> str:
        """Bestuurlijk overleg, 10 december 2026"""
        return f"{obj.body.name}, {full_date(in_amsterdam(obj.starts_at).date())}"


class PlaceForm(forms.Form):
    """The meeting on whose agenda it comes."""

    meeting = MeetingField(
        Meeting.objects.none(),
        label="Vergadering",
        empty_label="Kies een vergadering",
        error_messages={"required": "Kies een vergadering.", "invalid_choice": "Kies een vergadering uit de lijst."},
    )

    def __init__(self, *args: Any, meetings: QuerySet[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = meetings  # type: ignore[attr-defined]
