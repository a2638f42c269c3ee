"""Mails instellen in a browser: readable at every width, chosen by keyboard without a script, stopped from a mail."""

from collections.abc import Callable

import pytest
from django.core import signing
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast, gather
from tests.journeys.browser import accessible, sign_in, starts_with_skip_link
from twente.outbox.choosing.links import SALT, TERMS
from twente.outbox.choosing.models import TermPace

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
WEEKLY = "Eén keer per week: een overzicht op maandagochtend"


@pytest.fixture
def cast() -> Cast:
    return gather()


def test_page_of_choices_is_accessible_at_every_width(
    page_everywhere: Page, cast: Cast, live_server: LiveServer
) -> None:
    TermPace.objects.create(user=cast.secretary, pace=TermPace.Pace.WEEK, chosen_at="2026-11-20T08:00:00Z")
    sign_in(page_everywhere, live_server.url, cast.secretary)
    page_everywhere.goto(f"{live_server.url}/mails/")
    expect(page_everywhere.get_by_role("radio", name=WEEKLY)).to_be_checked()
    accessible(page_everywhere)
    starts_with_skip_link(page_everywhere)


def test_week_is_chosen_by_keyboard_and_stopped_from_a_mail_without_a_script(
    page_at: Callable[..., Page], cast: Cast, live_server: LiveServer
) -> None:
    page = page_at(390, scripts=False)
    sign_in(page, live_server.url, cast.secretary)
    page.goto(f"{live_server.url}/mails/")
    page.get_by_role("radio", name="Meteen").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Uw keuze is opgeslagen.")).to_be_visible()
    expect(page.get_by_role("radio", name=WEEKLY)).to_be_checked()
    expect(page.get_by_text("Uw eerste weekoverzicht komt op")).to_be_visible()

    visitor = page_at(390, scripts=False)
    visitor.goto(f"{live_server.url}/mails-stoppen/{signing.dumps([cast.secretary.pk, TERMS], salt=SALT)}/")
    expect(visitor.get_by_text("krijgt u nog wel mail")).to_be_visible()
    visitor.get_by_role("button", name="Deze mails stoppen").click()
    expect(visitor.get_by_role("heading", name="Gestopt")).to_be_visible()
    page.reload()
    expect(page.get_by_role("radio", name="Niet:")).to_be_checked()
