"""The page of all components in a real browser: accessible at every width, and what the scripts promise."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browser import accessible, offline, sign_in, starts_with_skip_link
from twente.core.models import User

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def components(live_server: object, settings: object) -> str:
    """Address of the page, as in the demonstration."""
    settings.DEMO = True
    return f"{live_server.url}/onderdelen/"


@pytest.fixture
def secretary() -> User:
    """Somebody who is signed in; rights play no part here."""
    return User.objects.create_user(
        "secretaris", "secretaris@voorbeeld.example", "Coördinerend secretaris", "proefwoord-2026"
    )


def test_every_component_is_accessible(page_everywhere: Page, components: str, secretary: User) -> None:
    sign_in(page_everywhere, components, secretary)
    page_everywhere.goto(components)
    accessible(page_everywhere)


@pytest.mark.parametrize("path", ["/toegankelijkheid/", "/privacy/", "/account/login/", "/account/password/reset/"])
def test_pages_for_visitors_are_accessible(page_everywhere: Page, live_server: object, path: str) -> None:
    page_everywhere.goto(f"{live_server.url}{path}")
    accessible(page_everywhere)
    starts_with_skip_link(page_everywhere)


def test_missing_page_is_accessible_in_our_own_style(page_at: Callable[..., Page], live_server: object) -> None:
    page = page_at(390, expect="404")
    page.goto(f"{live_server.url}/bestaat/niet/")
    expect(page.get_by_role("heading", name="Deze pagina is er niet")).to_be_visible()
    accessible(page)


def test_open_menu_on_a_phone_is_accessible_and_needs_no_script(
    page_at: Callable[..., Page], components: str, secretary: User
) -> None:
    page = page_at(320, scripts=False)
    sign_in(page, components, secretary)
    page.goto(components)
    expect(page.get_by_role("button", name="Uitloggen")).to_be_hidden()
    page.locator("summary", has_text="Menu").click()
    page.locator("summary", has_text="Coördinerend secretaris").click()
    expect(page.get_by_role("button", name="Uitloggen")).to_be_visible()


def test_menu_shows_on_a_desk_without_a_switch(page_at: Callable[..., Page], components: str, secretary: User) -> None:
    page = page_at(1366)
    sign_in(page, components, secretary)
    page.goto(components)
    expect(page.locator(".wie > summary")).to_be_visible()
    expect(page.locator(".paneel > summary")).to_be_hidden()


def test_confirm_button_repeats_the_choice(page_at: Callable[..., Page], components: str) -> None:
    page = page_at(390)
    page.goto(components)
    button = page.locator("form[data-bevestig] button")
    expect(button).to_have_text("Stem bevestigen")
    page.get_by_role("radio", name="Tegen").check()
    expect(button).to_have_text("Stem bevestigen: tegen")


def test_unsaved_text_is_offered_back_and_votes_never_are(page_at: Callable[..., Page], components: str) -> None:
    page = page_at(1366)
    page.goto(components)
    page.locator("#id_title").fill("Koers van het jaar")
    page.get_by_role("radio", name="Voor").check()
    page.reload()
    page.get_by_role("button", name="Tekst terugzetten").click()
    expect(page.locator("#id_title")).to_have_value("Koers van het jaar")
    expect(page.get_by_role("radio", name="Voor")).not_to_be_checked()


def test_offline_post_is_held_back_with_a_sentence(page_at: Callable[..., Page], components: str) -> None:
    page = page_at(390)
    page.goto(components)
    page.locator("#id_title").fill("Rondvraag")
    page.get_by_role("radio", name="Tegen").check()
    with offline(page):
        page.get_by_role("button", name="Stem bevestigen: tegen").click()
        expect(page.locator("#status")).to_contain_text("Niet verzonden")
    expect(page.locator("#id_title")).to_have_value("Rondvraag")


def test_shortcuts_move_through_rows_and_stay_silent_in_fields(
    page_at: Callable[..., Page], components: str, secretary: User
) -> None:
    page = page_at(1366)
    sign_in(page, components, secretary)
    page.goto(components)
    page.locator("#titel").focus()
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Stukken versturen")).to_be_focused()
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Twee raden ontbreken")).to_be_focused()
    page.locator("#id_title").focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator("#id_title")).to_have_value("?")


def test_shortcuts_can_be_switched_off(page_at: Callable[..., Page], components: str, secretary: User) -> None:
    page = page_at(1366)
    sign_in(page, components, secretary)
    page.goto(components)
    page.get_by_role("button", name="Sneltoetsen").click()
    page.get_by_role("checkbox", name="Sneltoetsen gebruiken").uncheck()
    page.get_by_role("button", name="Lijst sluiten").click()
    page.reload()
    page.locator("#titel").focus()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_hidden()
