"""What the site tells browsers, and what it believes of them (ASVS 3.3, 3.4; internet.nl)."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.accounts.people import DESK, LOGIN
from tests.accounts.people import signed_in as signed_in
from tests.accounts.people import somebody as somebody

pytestmark = pytest.mark.django_db
SignIn = Callable[[], Client]
PAGES = (LOGIN, DESK, "/privacy/", "/bestaat-niet/", "/bok-ses/vergaderingen/", "/account/sessions/")


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_shut_to_frames_and_to_script_from_elsewhere(signed_in: SignIn, address: str) -> None:
    """Input: clickjacking frame. A strict policy: nothing unsafe, nothing from another site."""
    answer = signed_in().get(address)
    rules = dict(rule.strip().partition(" ")[::2] for rule in answer["Content-Security-Policy"].split(";"))
    assert rules["frame-ancestors"] == "'none'"
    assert answer["X-Frame-Options"] == "DENY"
    assert rules["default-src"] == rules["base-uri"] == "'none'"
    assert set(rules.values()) == {"'none'", "'self'"}
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("address", [DESK, "/account/sessions/", "/bestaat-niet/"])
def test_no_page_of_a_signed_in_person_is_kept(signed_in: SignIn, address: str) -> None:
    assert "no-store" in signed_in().get(address)["Cache-Control"]


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "localhost:8000@evil.example", "a b"])
def test_a_forged_host_is_refused(somebody: object, host: str) -> None:
    """Input: Host header forged; else links in mails would lead there."""
    for page in (LOGIN, DESK, "/"):
        answer = Client().get(page, headers={"Host": host})
        assert answer.status_code == 400
        assert "evil" not in answer.text


def test_cookies_stay_with_the_site(signed_in: SignIn) -> None:
    cookies = signed_in().cookies
    assert cookies["sessionid"]["httponly"]
    assert {cookies[name]["samesite"] for name in ("sessionid", "csrftoken") if name in cookies} == {"Lax"}
