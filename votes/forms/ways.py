"""Forms about the way a vote is taken: which one, who is noted as against, and what was said in a roll call."""

from collections.abc import Iterable
from typing import Any

from django import forms

from twente.core.fields import FormKeyField
from votes.models import Proposal
from votes.wording.ways import SPOKEN

WAYS = (
    (Proposal.Way.BALLOT, "Online: iedere partij stemt op de eigen telefoon."),
    (Proposal.Way.ROLL_CALL, "Hoofdelijk: de secretaris noemt de partijen, zij stemmen mondeling."),
)


class WayForm(forms.Form):
    """Online or by roll call (Gemeentewet 32)."""

    way = forms.ChoiceField(
        label="Hoe wordt gestemd?",
        choices=WAYS,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies online of hoofdelijk.", "invalid_choice": "Kies online of hoofdelijk."},
    )


class WithoutVoteForm(forms.Form):
    """Which of the parties present want to be noted as against; usually none."""

    against = forms.MultipleChoiceField(
        label="Wie laat aantekenen tegen te zijn?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Vink niemand aan als alle aanwezige partijen instemmen.",
        error_messages={"invalid_choice": "Kies een partij die aanwezig is en een stem heeft."},
    )
    earlier_figures = forms.BooleanField(
        label="Ja, wij gebruiken dit eerdere inwonertal (lezing R5).",
        error_messages={"required": "Bevestig dat u het eerdere inwonertal gebruikt, of wacht op het nieuwe cijfer."},
    )

    def __init__(
        self, *args: Any, present: Iterable[tuple[str, str]], confirmation_needed: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["against"].choices = list(present)  # type: ignore[attr-defined]
        if not confirmation_needed:
            del self.fields["earlier_figures"]

    @property
    def noted(self) -> frozenset[str]:
        """The parties that were ticked, by code."""
        return frozenset(self.cleaned_data["against"])

    @property
    def earlier(self) -> bool:
        """Whether the use of earlier figures was confirmed."""
        return bool(self.cleaned_data.get("earlier_figures"))


class SpokenForm(forms.Form):
    """What a party answered when it was called; nobody abstains in a roll call."""

    choice = forms.ChoiceField(choices=SPOKEN)
    key = FormKeyField()
