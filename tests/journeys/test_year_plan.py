"""The year plan in a browser: one tab stop, arrows, and a day that leads to planning on it (screens.md, jaarplan)."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from tests.cast import MORNING, Cast
from tests.factories import a_convened_meeting
from tests.journeys.browser import accessible, sign_in
from twente.core import clock

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def year(cast: Cast, live_server: LiveServer, settings: Settings) -> str:
    """The address of the plan of 2026, with one meeting on 2 December; it is Friday 20 November."""
    a_convened_meeting(cast)
    settings.CLOCK_OFFSET += MORNING - clock.now()
    return f"{live_server.url}/bok-ses/jaarplan/2026/"


@pytest.mark.parametrize("view", ["", "?weergave=kalender", "?weergave=lijst"])
def test_the_plan_is_accessible_at_every_width(cast: Cast, year: str, page_everywhere: Page, view: str) -> None:
    sign_in(page_everywhere, year, cast.secretary)
    page_everywhere.goto(year + view)

    accessible(page_everywhere)


def test_a_meeting_is_planned_with_the_keyboard_alone(cast: Cast, year: str, page_at: Callable[..., Page]) -> None:
    page = page_at(1366)
    sign_in(page, year, cast.secretary)
    page.goto(year)
    days = page.locator("[data-raster] [data-dag]")
    assert days.evaluate_all("all => all.filter((day) => day.tabIndex === 0).length") == 1
    days.and_(page.locator("[tabindex='0']")).focus()

    for key in ("PageDown", "ArrowUp", "ArrowLeft", "ArrowLeft"):
        page.keyboard.press(key)

    expect(page.locator("[data-dag='2026-12-11']")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Dag", exact=True)).to_have_value("2026-12-11")
    expect(page.get_by_label("Plaats")).to_have_value("stadhuis Enschede")
    expect(page.get_by_label("Stukken aanleveren")).to_have_value("2026-11-20")
    expect(page.get_by_role("heading", name="Vergadering plannen")).to_be_focused()
    accessible(page)

    page.get_by_label("Plaats").press("Enter")

    expect(page.get_by_text("2 van minimaal 4")).to_be_visible()
    expect(page.get_by_role("link", name="11 december: Bestuurlijk overleg, concept")).to_be_visible()
    expect(page.get_by_role("heading", name="Vergadering plannen")).to_have_count(0)
