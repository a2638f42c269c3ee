"""Accounts are made by the administrator, never by visitors."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.mail import EmailMessage
from django.http import HttpRequest

from twente.core.letter.writing import written


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

    def render_mail(
        self, template_prefix: str, email: str, context: dict[str, Any], headers: dict[str, str] | None = None
    ) -> EmailMessage:
        """The mails about an account look like every other mail."""
        plain = super().render_mail(template_prefix, email, context, headers)
        mail = written(plain.subject, f"{plain.body.strip()}\n", plain.to)
        mail.from_email, mail.extra_headers = plain.from_email, plain.extra_headers
        return mail
