"""Accounts are made by the administrator, never by visitors."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAccounts(DefaultAccountAdapter):
    """Switches sign-up off; everything else is allauth's own."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_email_password_mismatch": "Deze naam en dit wachtwoord horen niet bij elkaar. Probeer het opnieuw.",
        "username_password_mismatch": "Deze naam en dit wachtwoord horen niet bij elkaar. Probeer het opnieuw.",
        "email_password_mismatch": "Dit mailadres en dit wachtwoord horen niet bij elkaar. Probeer het opnieuw.",
        "too_many_login_attempts": "U probeerde te vaak in te loggen. Wacht vijf minuten en probeer het opnieuw.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves."""
        return False
