"""Mails instellen: every kind that a person can get stands there, with a choice or the reason why there is none."""

import pytest
import time_machine
from django.core import signing
from django.test import Client
from django.urls import reverse

from tests.cast import MORNING, Cast
from tests.home.test_mail_samples import NO_MAIL, sent_kinds
from twente.core.models import User
from twente.home.mails import CHOSEN, FIXED, STOPS
from twente.outbox.choosing.links import SALT
from twente.outbox.choosing.models import TermPace

pytestmark = pytest.mark.django_db
PAGE = "/mails/"
NO_PERSON = {"dispatch", "dispatch_question", "dispatch_reminder", "invoice", "reminder", "request_reminder"}
"""Kinds that go to the address of a council or a payer, not to somebody with an account."""


@pytest.fixture(autouse=True)
def _morning():
    with time_machine.travel(MORNING, tick=False):
        yield


def signed_in(person: User) -> Client:
    browser = Client()
    browser.force_login(person)
    return browser


def test_every_kind_that_a_person_can_get_stands_on_the_page() -> None:
    """One truth: what the code sends, and what the page says about it."""
    named = CHOSEN | {kind for mail in FIXED for kind in mail.kinds}
    assert sent_kinds() - NO_MAIL - NO_PERSON <= named
    assert not named & NO_PERSON


def test_pace_is_chosen_kept_and_said(cast: Cast) -> None:
    browser = signed_in(cast.secretary)
    page = browser.get(PAGE).text
    assert '<input type="radio" name="pace" value="every"' in page and "krijgt u altijd meteen een mail" in page
    assert browser.post(PAGE, {"pace": "week", "agenda": "on"}).status_code == 302
    assert TermPace.objects.get(user=cast.secretary).pace == "week"
    assert "maandag 23 november 2026" in browser.get(PAGE).text
    browser.post(PAGE, {"pace": "every"})
    assert not TermPace.objects.exists()


def test_who_never_gets_a_term_is_not_asked_about_terms(cast: Cast) -> None:
    """A clerk reads no drafts; nor does the page name mails that only others get."""
    browser = signed_in(cast.clerk)
    page = browser.get(PAGE).text
    assert 'name="pace"' not in page and "Facturen controleren" not in page
    assert "Hiermee wordt u bijeengeroepen" in page
    assert browser.post(PAGE, {"agenda": "on"}).status_code == 302
    assert "Facturen controleren" in signed_in(cast.secretary).get(PAGE).text


@pytest.mark.parametrize("fields", [{}, {"pace": "nooit"}, {"pace": ["x" * 5000]}])
def test_bad_input_is_answered_at_the_field_and_keeps_what_was_chosen(cast: Cast, fields: dict[str, object]) -> None:
    TermPace.objects.create(user=cast.secretary, pace="week", chosen_at=MORNING)
    answer = signed_in(cast.secretary).post(PAGE, fields)
    assert answer.status_code == 422 and 'class="foutmelding"' in answer.text
    assert TermPace.objects.get().pace == "week"


def test_link_with_an_unknown_kind_or_person_is_404_and_changes_nothing(cast: Cast) -> None:
    tokens = [
        signing.dumps([cast.secretary.pk, "uitnodigingen"], salt=SALT),
        signing.dumps([0, "terms"], salt=SALT),
        signing.dumps([cast.secretary.pk, "terms"], salt="anders"),
        signing.dumps([cast.secretary.pk, "terms"], salt=SALT)[:-1] + "x",
    ]
    for token in tokens:
        address = reverse("home:mail_stop", args=[token])
        assert [Client().get(address).status_code, Client().post(address).status_code] == [404, 404]
    assert not TermPace.objects.exists()


@pytest.mark.parametrize("kind", sorted(STOPS))
def test_every_link_says_what_it_stops_and_what_still_comes(cast: Cast, kind: str) -> None:
    page = Client().get(reverse("home:mail_stop", args=[signing.dumps([cast.secretary.pk, kind], salt=SALT)]))
    assert page.status_code == 200
    assert all(label in page.text for label in STOPS[kind].labels) and STOPS[kind].still in page.text
