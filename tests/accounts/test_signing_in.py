"""Signing in with bad input: nothing is learned, nobody is led away, guessing is slowed (lists/bad_inputs.json)."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.test import Client
from pytest_django.fixtures import Settings

from tests.accounts.people import DESK, LOGIN, PASSWORD, try_password
from tests.accounts.people import signed_in as signed_in
from tests.accounts.people import somebody as somebody
from tests.cast import MORNING
from twente.core.models import User

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


def without_keys(text: str) -> str:
    """A page without what differs in every answer: the form key and what was typed."""
    return re.sub(r'(?:value|name="csrf" content)="[^"]*"', "", text)


PAIRS = (("bestuurder.losser", "niemand"), ("losser@voorbeeld.example", "niemand@voorbeeld.example"))


@pytest.mark.parametrize(("known", "unknown"), PAIRS)
def test_an_unknown_account_gets_the_text_of_a_wrong_password(somebody: User, known: str, unknown: str) -> None:
    """Input: unknown e-mail at login."""
    answers = [try_password(Client(), "een-heel-ander-wachtwoord", login) for login in (known, unknown)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert without_keys(answers[0].text) == without_keys(answers[1].text)


def test_an_unknown_name_costs_the_work_of_a_wrong_password(somebody: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both take one hash, so that the time tells nothing either."""
    hashes, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: hashes.append(1) or encode(*args))
    for name in PAIRS[0]:
        hashes.clear()
        try_password(Client(), "een-heel-ander-wachtwoord", name)
        assert len(hashes) == 1


@pytest.mark.parametrize("away", ["//evil.example", "https://evil.example/", "javascript:alert(1)", "/\\evil.example"])
def test_nobody_is_led_away_after_signing_in(somebody: User, away: str) -> None:
    """Inputs: open redirect ?next=//evil, ?next=javascript:."""
    browser = Client()
    page = browser.get(LOGIN, {"next": away}).text
    assert not re.search(r'(?:href|action)="[^"]*evil', page)
    assert try_password(browser, next=away)["Location"] == DESK
    assert try_password(Client(), next="/privacy/")["Location"] == "/privacy/"


def test_twenty_wrong_logins_are_slowed_and_nobody_is_locked_out(somebody: User, time_machine: Any) -> None:
    """Input: 20 wrong logins one account. The right password has to wait too; another account has not."""
    User.objects.create_user("ander", "ander@voorbeeld.example", "Ander", "een-ander-wachtwoord")
    time_machine.move_to(MORNING, tick=False)
    for _ in range(20):
        assert "horen niet bij elkaar" in try_password(Client(), "mis").text
    slowed = try_password(Client())
    assert slowed.status_code == 200
    assert "Wacht vijf minuten" in slowed.text
    assert try_password(Client(), "een-ander-wachtwoord", "ander").status_code == 302
    time_machine.move_to(MORNING + timedelta(minutes=5, seconds=1), tick=False)
    assert try_password(Client()).status_code == 302


def test_many_logins_from_one_address_are_refused_whatever_it_calls_itself(somebody: User, settings: Settings) -> None:
    """Inputs: 1,000 wrong logins many accounts one address; X-Forwarded-For forged. Tried with three for a thousand."""
    assert settings.ACCOUNT_RATE_LIMITS["login_failed"].endswith("1000/5m/ip")
    assert settings.ACCOUNT_RATE_LIMITS["login"] == "1000/m/ip"
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login": "3/m/ip"}
    answers = [
        try_password(Client(), "mis", f"naam{number}", **{"header_X-Forwarded-For": f"10.0.0.{number}"}).status_code
        for number in range(5)
    ]
    assert answers == [200, 200, 200, 429, 429]


BROKEN = {"login=%ff%fe&password=x": 400, f"login={'x' * 1_000_000}": 413, "login=a&login=b&password=x": 400}


@pytest.mark.parametrize("body", BROKEN, ids=["invalid UTF-8", "1 MB", "same field twice"])
def test_unreadable_forms_are_refused(somebody: User, body: str) -> None:
    assert Client().generic("POST", LOGIN, body, FORM).status_code == BROKEN[body]


@pytest.mark.parametrize(
    "name", ["", "   ", "a\x00b", "<script>alert(1)</script>", "'; drop table x; --", "x" * 10_001]
)
def test_strange_names_come_back_escaped_and_unknown(somebody: User, name: str) -> None:
    answer = try_password(Client(), login=name)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert "<script>alert" not in answer.text


def test_form_without_its_key_is_refused(somebody: User) -> None:
    assert try_password(Client(enforce_csrf_checks=True)).status_code == 403


def test_there_is_no_account_to_be_had_without_the_secretariat(somebody: User) -> None:
    data = {"username": "nieuw", "email": "nieuw@voorbeeld.example"} | dict.fromkeys(
        ("password1", "password2"), PASSWORD
    )
    answer = Client().post("/account/signup/", data)
    assert User.objects.count() == 1
    assert "secretariaat" in answer.text


def test_asking_a_new_password_tells_nothing_about_an_address(somebody: User) -> None:
    """Input: reset for unknown e-mail."""
    answers = []
    for address in (somebody.email, "niemand@voorbeeld.example"):
        answer = Client().post("/account/password/reset/", {"email": address}, follow=True)
        answers.append((answer.redirect_chain, without_keys(answer.text)))
    assert answers[0] == answers[1]
    assert [each.to for each in mail.outbox] == [[somebody.email], ["niemand@voorbeeld.example"]]
    assert "/reset/key/" in mail.outbox[0].body
    assert "/reset/key/" not in mail.outbox[1].body


def new_password(browser: Client, link: str) -> bool:
    """Whether a link from a mail lets somebody choose a new password."""
    form = browser.get(link, follow=True)
    if not form.redirect_chain:
        return False
    data = dict.fromkeys(("password1", "password2"), "zes-fietsen-langs-de-Berkel")
    return browser.post(form.redirect_chain[-1][0], data).status_code == 302


def reset_link(address: str) -> str:
    """The link in the mail that somebody asked for."""
    Client().post("/account/password/reset/", {"email": address})
    found = re.search(r"/account/password/reset/key/\S+", mail.outbox[-1].body)
    assert found
    return found.group()


def test_a_reset_link_works_once(somebody: User) -> None:
    """Input: reset link used twice."""
    link = reset_link(somebody.email)
    assert new_password(Client(), link)
    assert not new_password(Client(), link)


@pytest.mark.parametrize(("minutes", "works"), [(59, True), (61, False)])
def test_a_reset_link_works_for_an_hour(somebody: User, time_machine: Any, minutes: int, works: bool) -> None:
    """Input: reset link after 1 h."""
    time_machine.move_to(MORNING, tick=False)
    link = reset_link(somebody.email)
    time_machine.move_to(MORNING + timedelta(minutes=minutes), tick=False)
    assert new_password(Client(), link) == works


WEAK = {
    "seven characters": "kort-7!",
    "context word": "Twente2026!",
    "breached": "password1234",
    "own name": "bestuurder.losser",
    "only figures": "123456789012",
}


@pytest.mark.parametrize("password", WEAK.values(), ids=WEAK)
def test_weak_passwords_are_refused(signed_in: Callable[[], Client], password: str) -> None:
    assert not changed_to(signed_in(), password)


def test_a_long_sentence_with_spaces_is_a_fine_password(signed_in: Callable[[], Client]) -> None:
    """Input: password of 64+ with spaces."""
    assert changed_to(signed_in(), "vijf fietsen langs de Regge en nog eens zeven langs de Dinkel in mei")


def changed_to(browser: Client, password: str) -> bool:
    """Whether the password form took this new password."""
    data = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    browser.post("/account/password/change/", data)
    return User.objects.get(username="bestuurder.losser").check_password(password)
