"""Forms with which a vote is cast, by the voter or by the secretary for a party."""

from django import forms

from twente.core.fields import FormKeyField, LineField
from votes.models import Ballot
from votes.services.casting import Entry

CHOICES = ((Ballot.Choice.FOR, "Voor"), (Ballot.Choice.AGAINST, "Tegen"), (Ballot.Choice.BLANK, "Onthouding"))


class BallotForm(forms.Form):
    """One choice with the key of this form; nothing is chosen beforehand."""

    choice = forms.ChoiceField(
        label="Uw stem",
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Kies voor, tegen of onthouding.",
            "invalid_choice": "Kies voor, tegen of onthouding.",
        },
    )
    key = FormKeyField()


class EntryForm(BallotForm):
    """A vote that the secretary enters for a party, on its written notice."""

    choice = forms.ChoiceField(
        label="Stem van de partij",
        choices=CHOICES,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Kies voor, tegen of onthouding."),
    )
    reason = LineField(
        label="Waarom voert u deze stem in?", help_text="Bijvoorbeeld: de telefoon van de bestuurder is leeg."
    )
    notice = LineField(
        label="Schriftelijk bericht van de partij", help_text="Bijvoorbeeld: e-mail van 2 december, 10.44 uur."
    )

    def entry(self) -> Entry:
        """Reason and notice, for the service."""
        return Entry(reason=self.cleaned_data["reason"], notice=self.cleaned_data["notice"])
