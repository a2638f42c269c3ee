"""The form on which is asked that a party takes no part (Awb 2:4)."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from twente.core.fields import LineField
from twente.core.models import Party
from votes.services.recusing import Interest

PARTY, BODY = "partij", "overleg"


class RecusalForm(forms.Form):
    """Which party, on what ground, and who decided so."""

    party = forms.ModelChoiceField(
        Party.objects.none(),
        label="Partij",
        empty_label="Kies een partij",
        error_messages={"required": "Kies een partij.", "invalid_choice": "Kies een partij bij de overeenkomst."},
    )
    ground = LineField(
        label="Welk belang heeft de partij?",
        max_length=200,
        help_text="Eén zin. Deze staat bij de uitslag. Bijvoorbeeld: de gemeente verkoopt de grond waar het over gaat.",
        error_messages={"required": "Vul in welk belang de partij heeft."},
    )
    decided_by = forms.ChoiceField(
        label="Wie besloot dit?",
        choices=[(PARTY, "De partij zelf"), (BODY, "Het overleg")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wie dit besloot.", "invalid_choice": "Kies wie dit besloot."},
    )

    def __init__(self, *args: Any, parties: QuerySet[Party], **options: Any) -> None:
        super().__init__(*args, **options)
        cast("forms.ModelChoiceField", self.fields["party"]).queryset = parties

    @property
    def interest(self) -> Interest:
        """What was filled in, for the service."""
        data = self.cleaned_data
        party = data["party"]
        decider = f"{party.short_name} zelf" if data["decided_by"] == PARTY else "het overleg"
        return Interest(party, data["ground"], decider)
