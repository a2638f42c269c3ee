"""People of the overleg at their browsers, on the Friday of the drawn screen."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.test import Client

from tests.cast import MORNING, Cast
from twente.core.models import User

SignIn = Callable[[User], Client]


@pytest.fixture
def morning() -> Iterator[None]:
    """It is Friday 20 November 2026, 9.00 hours in Amsterdam."""
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def signed_in(cast: Cast, morning: None) -> SignIn:
    """A browser in which this person is signed in."""

    def sign_in(person: User) -> Client:
        browser = Client()
        browser.force_login(person)
        return browser

    return sign_in
