"""The form by which a published result is taken back."""

from django import forms

from twente.core.fields import LineField


class WithdrawalForm(forms.Form):
    """Only the reason; everybody can read it at the address of the result."""

    reason = LineField(
        label="Reden",
        max_length=300,
        help_text="Iedereen kan deze reden lezen. Bijvoorbeeld: er stond een naam te veel in.",
        error_messages={"required": "Vul in waarom de uitslag wordt ingetrokken."},
    )
