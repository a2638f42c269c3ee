"""Forms of a meeting that pauses, and of who speaks."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from meetings.forms.fields import offer
from twente.core.fields import LineField
from twente.core.models import Party


class SuspendForm(forms.Form):
    """Why the meeting stands still."""

    reason = LineField(
        label="Waarom schorst u?",
        help_text="Bijvoorbeeld: overleg van de colleges.",
        error_messages={"required": "Vul in waarom u schorst."},
    )


class SpeakerForm(forms.Form):
    """Which party is put on the list of speakers, or taken off it."""

    party = forms.ModelChoiceField(
        Party.objects.none(),
        error_messages={
            "required": "Kies een partij.",
            "invalid_choice": "Dit is geen partij bij de overeenkomst.",
        },
    )

    def __init__(self, *args: Any, parties: QuerySet[Party], **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "party", parties)


class FloorForm(forms.Form):
    """Which turn had the floor on screen; nothing when nobody had."""

    seen = forms.IntegerField(required=False)
