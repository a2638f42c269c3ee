"""How long a session lasts, and that nobody can take one over (ASVS 7.3.1, 7.3.2, 7.4.2; lists/bad_inputs.json)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from tests.accounts.people import DESK, PASSWORD, is_signed_in, try_password
from tests.accounts.people import signed_in as signed_in
from tests.accounts.people import somebody as somebody
from tests.cast import MORNING
from twente.core.models import User

pytestmark = pytest.mark.django_db
SignIn = Callable[[], Client]
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture(autouse=True)
def clock(time_machine: Any) -> Any:
    """It is morning, and the clock moves only when a test moves it."""
    time_machine.move_to(MORNING, tick=False)
    return time_machine


def test_half_an_hour_away_is_too_long(signed_in: SignIn, clock: Any) -> None:
    browser = signed_in()
    assert is_signed_in(browser)
    clock.move_to(MORNING + 29 * MINUTE, tick=False)
    assert is_signed_in(browser)
    clock.move_to(MORNING + 60 * MINUTE, tick=False)
    assert not is_signed_in(browser)


def test_a_page_that_refreshes_itself_is_nobody_being_there(signed_in: SignIn, clock: Any) -> None:
    browser = signed_in()
    assert is_signed_in(browser)
    for minutes in (10, 20, 30):
        clock.move_to(MORNING + minutes * MINUTE, tick=False)
        assert browser.get(DESK, {"versie": "1"}).status_code == 200
    clock.move_to(MORNING + 31 * MINUTE, tick=False)
    assert not is_signed_in(browser)


def test_after_twelve_hours_everybody_signs_in_again(signed_in: SignIn, clock: Any) -> None:
    """Input: session from 13 h ago; also for who never rested."""
    browser = signed_in()
    for quarter in range(12 * 4):
        clock.move_to(MORNING + quarter * 15 * MINUTE, tick=False)
        assert is_signed_in(browser)
    clock.move_to(MORNING + 12 * HOUR + MINUTE, tick=False)
    assert not is_signed_in(browser)


def test_the_cookie_of_a_session_that_ended_opens_nothing(signed_in: SignIn) -> None:
    """Input: session cookie after logout."""
    browser = signed_in()
    kept = browser.cookies["sessionid"].value
    browser.post("/account/logout/")
    browser.cookies["sessionid"] = kept
    assert not is_signed_in(browser)
    assert not Session.objects.filter(session_key=kept).exists()


def test_looking_at_the_logout_page_logs_nobody_out(signed_in: SignIn) -> None:
    browser = signed_in()
    answer = browser.get("/account/logout/")
    assert answer.status_code == 200
    assert "<form" in answer.text
    assert is_signed_in(browser)


def test_signing_in_gives_a_new_session(somebody: User) -> None:
    """Input: session fixed before login."""
    browser = Client()
    session = browser.session
    session["planted"] = "by somebody else"
    session.save()
    planted = session.session_key
    browser.cookies["sessionid"] = planted
    assert try_password(browser).status_code == 302
    assert browser.cookies["sessionid"].value != planted
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert not is_signed_in(thief)


def test_a_disabled_account_is_out_at_the_next_request(signed_in: SignIn, somebody: User) -> None:
    """Input: user disabled at the municipality."""
    browser = signed_in()
    User.objects.filter(pk=somebody.pk).update(is_active=False)
    assert not is_signed_in(browser)
    assert not is_signed_in_again(browser)


def is_signed_in_again(browser: Client) -> bool:
    """Whether the password still opens the desk."""
    try_password(browser)
    return is_signed_in(browser)


def test_a_new_password_ends_the_other_sessions(signed_in: SignIn) -> None:
    here, elsewhere = signed_in(), signed_in()
    data = {
        "oldpassword": PASSWORD,
        "password1": "zes-fietsen-langs-de-Berkel",
        "password2": "zes-fietsen-langs-de-Berkel",
    }
    here.post("/account/password/change/", data)
    assert not is_signed_in(elsewhere)


def test_two_sessions_are_both_listed_and_can_be_ended(signed_in: SignIn) -> None:
    """Input: two sessions."""
    here, elsewhere = signed_in(), signed_in()
    assert is_signed_in(here) and is_signed_in(elsewhere)
    assert len(here.get("/account/sessions/").context["sessions"]) == 2
    here.post("/account/sessions/")
    assert is_signed_in(here)
    assert not is_signed_in(elsewhere)
