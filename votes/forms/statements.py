"""The form of a stemverklaring."""

from django import forms

from twente.core.fields import FormKeyField, TextField

MOST = 2_000


class StatementForm(forms.Form):
    """What a party says with its vote, at most 2,000 characters."""

    text = TextField(
        label="Stemverklaring",
        max_length=MOST,
        help_text="Hooguit 2.000 tekens. Iedereen leest haar na het sluiten van de stemming, niet eerder.",
        error_messages={"required": "Vul uw stemverklaring in, of ga terug."},
    )
    key = FormKeyField()
