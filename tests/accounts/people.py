"""Somebody who can sign in, and browsers that do."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from twente.core.models import User

PASSWORD = "vijf-fietsen-langs-de-Regge"
LOGIN = "/account/login/"
DESK = "/vandaag/"


@pytest.fixture
def somebody(db: None) -> User:
    """An account without any role."""
    return User.objects.create_user("bestuurder.losser", "losser@voorbeeld.example", "Bestuurder Losser", PASSWORD)


@pytest.fixture
def signed_in(somebody: User) -> Callable[[], Client]:
    """Makes browsers in which somebody signed in with the password."""

    def sign_in() -> Client:
        browser = Client()
        assert try_password(browser).status_code == 302
        return browser

    return sign_in


def try_password(
    browser: Client, password: str = PASSWORD, login: str = "bestuurder.losser", **more: str
) -> HttpResponse:
    """Send the login form."""
    headers = {name.removeprefix("header_"): more.pop(name) for name in list(more) if name.startswith("header_")}
    return browser.post(LOGIN, {"login": login, "password": password} | more, headers=headers)


def is_signed_in(browser: Client) -> bool:
    """Whether the desk opens; otherwise the browser is sent to the login page."""
    answer = browser.get(DESK)
    assert answer.status_code == 200 or answer["Location"].startswith(reverse("account_login"))
    return answer.status_code == 200
