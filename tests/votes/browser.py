"""A browser in which somebody of the cast is signed in."""

from django.test import Client

from twente.core.models import User


def signed_in(user: User) -> Client:
    """A browser of this person."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
