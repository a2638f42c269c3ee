"""Forms about who may read an item."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from meetings.forms.fields import offer
from meetings.models import AgendaItem
from meetings.services.openness import Imposed
from meetings.wording.openness import LEVELS
from twente.core.fields import DayField, LineField, VersionField
from twente.core.models import User

SECRET = AgendaItem.Confidentiality.SECRET


class OpennessForm(forms.Form):
    """Besloten or geheimhouding, with its ground and its last day."""

    level = forms.ChoiceField(
        label="Openbaarheid",
        choices=LEVELS.items(),
        widget=forms.RadioSelect,
        error_messages={"required": "Kies besloten of geheimhouding."},
    )
    ground = LineField(
        label="Grond",
        required=False,
        help_text="Verplicht bij geheimhouding, bijvoorbeeld: artikel 2:5 Awb, bedrijfsgegevens.",
    )
    until = DayField(label="Tot en met", required=False, help_text="Leeg: tot u het opheft.")
    version = VersionField(required=True)

    def clean(self) -> dict[str, Any]:
        """Geheimhouding rests on a ground (Awb 2:5)."""
        data = super().clean() or {}
        if data.get("level") == SECRET and not data.get("ground") and "ground" not in self.errors:
            self.add_error("ground", "Vul de grond voor geheimhouding in.")
        return data

    @property
    def imposed(self) -> Imposed:
        """What the service needs."""
        data = self.cleaned_data
        return Imposed(level=data["level"], ground=data["ground"], until=data["until"])

    @staticmethod
    def initial_of(item: AgendaItem) -> dict[str, Any]:
        """The item's openness as the form shows it; a public item has nothing chosen yet."""
        public = item.confidentiality == AgendaItem.Confidentiality.PUBLIC
        return {
            "level": None if public else item.confidentiality,
            "ground": item.confidential_ground,
            "until": item.confidential_until,
            "version": item.version,
        }


class LiftForm(forms.Form):
    """Why it ends."""

    reason = LineField(
        label="Reden",
        help_text="Bijvoorbeeld: de grond is gekocht.",
        error_messages={"required": "Vul in waarom dit punt openbaar wordt."},
    )
    version = VersionField(required=True)


class ConfirmForm(forms.Form):
    """The decision with which the overleg confirmed the geheimhouding."""

    reason = LineField(
        label="Besluit",
        help_text="Bijvoorbeeld: besluit 2026-12 van 2 december 2026.",
        error_messages={"required": "Vul het besluit in waarmee het overleg de geheimhouding bekrachtigde."},
    )
    version = VersionField(required=True)


class GrantForm(forms.Form):
    """Who gets a reading right."""

    person = forms.ModelChoiceField(
        User.objects.none(),
        label="Ambtenaar",
        empty_label="Kies een persoon",
        error_messages={
            "required": "Kies een ambtenaar.",
            "invalid_choice": "Deze persoon kan geen leesrecht krijgen. Kies een ambtenaar uit de lijst.",
        },
    )

    def __init__(self, *args: Any, people: QuerySet[User], **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "person", people)
