"""Views read the clock; in these tests it stands at the moment the cast was made."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import time_machine
from django.test import Client

from tests.cast import MORNING, Cast
from tests.meetings.minutes_scene import NOW
from twente.core.models import User
from twente.documents.authority import prepare_authority


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A development authority with the keys of both who sign."""
    folder = tmp_path_factory.mktemp("proef") / "ca"
    prepare_authority(folder=folder, passphrase="proef", at=NOW)
    return folder


@pytest.fixture
def morning() -> Iterator[None]:
    """It is Friday 20 November 2026, 9.00 hours in Amsterdam."""
    with time_machine.travel(MORNING, tick=False):
        yield


@pytest.fixture
def signed_in(cast: Cast, morning: None) -> Callable[[User], Client]:
    """A browser in which this person is signed in."""

    def sign_in(person: User) -> Client:
        browser = Client()
        browser.force_login(person)
        return browser

    return sign_in


@pytest.fixture
def secretary(cast: Cast, signed_in: Callable[[User], Client]) -> Client:
    """The browser of the coordinating secretary."""
    return signed_in(cast.secretary)
