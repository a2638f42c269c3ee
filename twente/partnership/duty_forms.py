"""The form in which somebody notes what became of a duty."""

from datetime import date
from typing import Any

from django import forms

from twente.core.fields import DayField, LineField
from twente.partnership.duty_services import Settled
from twente.partnership.models import DutyNote


class DutyForm(forms.Form):
    """Done on a day, with its proof; or moved to a day, with the reason."""

    kind = forms.ChoiceField(
        label="Wat gebeurde er?",
        choices=((DutyNote.Kind.DONE, "Het is gedaan"), (DutyNote.Kind.MOVED, "Het gaat naar een andere dag")),
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat er gebeurde."},
    )
    on = DayField(label="Op welke dag", error_messages={"required": "Vul de dag in."})
    text = LineField(
        label="Bewijs of reden",
        max_length=300,
        help_text="Bijvoorbeeld: besluit 2027-04, of: het overleg wacht op de cijfers.",
        error_messages={"required": "Noem het bewijs of de reden."},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    @property
    def settled(self) -> Settled:
        """What was filled in, for the service."""
        return Settled(**self.cleaned_data)

    def clean(self) -> dict[str, Any]:
        """Done lies behind us; another day lies ahead."""
        data = super().clean() or {}
        kind, on = data.get("kind"), data.get("on")
        if kind == DutyNote.Kind.DONE and on and on > self.today:
            self.add_error("on", "Deze dag ligt in de toekomst.")
        if kind == DutyNote.Kind.MOVED and on and on <= self.today:
            self.add_error("on", "Kies een dag na vandaag.")
        return data
