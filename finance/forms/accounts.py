"""Forms of the yearly account: its explanation, and the decision that adopted it."""

from typing import Any

from django import forms

from twente.core.fields import TextField, VersionField


class NotesForm(forms.Form):
    """What the figures mean, in words."""

    notes = TextField(
        label="Toelichting",
        required=False,
        help_text="Bijvoorbeeld: waarom een partij later betaalde. Staat in het stuk.",
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    version = VersionField()


class AdoptForm(forms.Form):
    """The decision by which the overleg adopted the account."""

    decision = forms.TypedChoiceField(
        label="Besluit",
        coerce=int,
        error_messages={"required": "Kies het besluit.", "invalid_choice": "Kies een besluit."},
    )

    def __init__(self, *args: Any, decisions: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = [("", "Kies een besluit"), *decisions]  # type: ignore[attr-defined]
