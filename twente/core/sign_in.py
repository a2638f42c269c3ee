"""allauth's forms in our words; allauth keeps doing the work."""

from typing import Any

from allauth.account import forms as allauth
from django import forms

LABELS = {
    "login": "Gebruikersnaam of mailadres",
    "email": "Mailadres",
    "password": "Wachtwoord",
    "oldpassword": "Huidig wachtwoord",
    "password1": "Nieuw wachtwoord",
    "password2": "Nieuw wachtwoord nog een keer",
}


def in_our_words(fields: dict[str, forms.Field]) -> None:
    """Our labels; no placeholders (they vanish while typing) and no hints that repeat a link on the page."""
    for name, field in fields.items():
        field.label = LABELS.get(name, field.label)
        field.help_text = ""
        field.widget.attrs.pop("placeholder", None)
        if name == "login":
            field.widget.attrs["autocomplete"] = "username"
        field.error_messages["required"] = f"Vul uw {str(field.label).lower()} in."


class OurWords:
    """Mixed in before one of allauth's forms."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_our_words(self.fields)


class LoginForm(OurWords, allauth.LoginForm):
    """Name or address, and password."""


class ChangePasswordForm(OurWords, allauth.ChangePasswordForm):
    """Old password once, new password twice."""


class ResetPasswordForm(OurWords, allauth.ResetPasswordForm):
    """Where the link must go."""


class ResetPasswordKeyForm(OurWords, allauth.ResetPasswordKeyForm):
    """The new password, twice."""


class ReauthenticateForm(OurWords, allauth.ReauthenticateForm):
    """The password once more before an important act."""
