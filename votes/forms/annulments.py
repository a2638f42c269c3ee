"""The form on which is asked to annul a vote."""

from django import forms

from twente.core.fields import TextField


class AnnulmentForm(forms.Form):
    """Only the reason; it is shown to everybody."""

    reason = TextField(
        label="Waarom moet dit worden vernietigd?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Alle leden lezen dit. Bijvoorbeeld: de stukken waren niet op tijd verstuurd.",
        error_messages={"required": "Vul de reden in."},
    )
