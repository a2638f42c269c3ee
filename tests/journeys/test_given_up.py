"""Postvak uit in a browser: what was given up is readable at every width, tried again and settled without a script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast, gather
from tests.journeys.browser import accessible, sign_in, starts_with_skip_link
from tests.outbox.test_settling import failed_job
from tests.outbox.test_views import dead_letter

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast() -> Cast:
    """With a mail and a job that were given up."""
    cast = gather()
    dead_letter(cast)
    failed_job(cast)
    return cast


def test_what_was_given_up_is_accessible_at_every_width(
    page_everywhere: Page, cast: Cast, live_server: LiveServer
) -> None:
    sign_in(page_everywhere, live_server.url, cast.secretary)
    page_everywhere.goto(f"{live_server.url}/bok-ses/postvak-uit/")
    accessible(page_everywhere)
    starts_with_skip_link(page_everywhere)
    page_everywhere.get_by_role("link", name="mail aan weg@voorbeeld.example").click()
    accessible(page_everywhere)


def test_a_job_is_tried_again_and_a_mail_settled_without_a_script(
    page_at: Callable[..., Page], cast: Cast, live_server: LiveServer
) -> None:
    page = page_at(390, scripts=False)
    sign_in(page, live_server.url, cast.secretary)
    page.goto(f"{live_server.url}/bok-ses/postvak-uit/")
    page.get_by_role("button", name="Opnieuw proberen").click()
    expect(page.get_by_text("De taak wordt opnieuw uitgevoerd.")).to_be_visible()
    page.get_by_role("link", name="mail aan weg@voorbeeld.example").click()
    page.get_by_label("Wat is er gedaan?").fill("Gebeld met de griffie.")
    page.get_by_role("button", name="Afgehandeld").click()
    expect(page.get_by_text("Dit is afgehandeld.")).to_be_visible()
    expect(page.get_by_role("heading", name="Niet verzonden")).to_have_count(0)
