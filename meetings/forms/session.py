"""Forms of a meeting in session."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet

from meetings import wording
from meetings.forms.fields import offer
from meetings.services.decisions import OUTCOMES
from twente.core.fields import FormKeyField, TextField
from twente.core.models import User


class OpenForm(forms.Form):
    """Who presides (BOK-5.3 to 5.5)."""

    presided_by = forms.ModelChoiceField(
        User.objects.none(),
        label="Wie zit voor?",
        empty_label=None,
        error_messages={"required": "Kies wie voorzit.", "invalid_choice": "Deze persoon kan vandaag niet voorzitten."},
    )

    def __init__(self, *args: Any, people: QuerySet[User], votes: Mapping[str, bool | None], **options: Any) -> None:
        super().__init__(*args, **options)
        offer(self, "presided_by", people)
        self.fields["presided_by"].help_text = wording.presiding_help(chair=votes["chair"], deputy=votes["deputy"])


class DecisionForm(forms.Form):
    """What the overleg settled without a vote."""

    text = TextField(
        label="Besluit",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Vul het besluit in."},
    )
    outcome = forms.ChoiceField(label="Uitkomst", choices=[(word, word.capitalize()) for word in OUTCOMES])
    key = FormKeyField()
