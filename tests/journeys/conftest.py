"""A real browser (Debian's Chromium) under the site's own CSP."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from tests.journeys.browser import WIDTHS

ENDED, ABANDONED = "htmx:afterRequest,", "htmx:sendAbort,"
"""What htmx says of a request without an answer: that it ended, and then either ABANDONED or htmx:sendError."""
REPLACING = frozenset({"votes:proposal_create", "votes:proposal_edit"})
"""Pages with hx-sync: there a newer request takes the place of the one that runs."""
HEIGHTS = {1366: 900, 390: 844, 320: 640}
LAUNCH = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
]


@pytest.fixture(scope="session")
def base_url() -> None:
    """None: addresses come from `live_server`. (pytest 9 warns about the plugin's own.)"""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium; Playwright downloads nothing."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    return {**browser_type_launch_args, "executable_path": chromium, "args": LAUNCH}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A Dutch visitor in Amsterdam who wants no motion."""
    return {
        **browser_context_args,
        "locale": "nl-NL",
        "timezone_id": "Europe/Amsterdam",
        "reduced_motion": "reduce",
    }


class Console:
    """What a page says that it may not: every error, except what is expected.

    A request is abandoned only where the page itself replaces it, or because the page is left: when the page asks
    something else afterwards, it was not.
    """

    def __init__(self, page: Page, expected: tuple[str, ...], faults: list[str]) -> None:
        self.page, self.expected, self.faults, self.leaving = page, expected, faults, False
        self.abandoned: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", self.heard)
        page.on("request", self.asked)
        page.on("domcontentloaded", self.arrived)
        page.on("download", self.arrived)

    def asked(self, request: Request) -> None:
        """Another page is on its way, or this one goes on."""
        self.leaving |= request.is_navigation_request() and request.frame == self.page.main_frame
        if not self.leaving:
            self.faults += self.abandoned
        self.abandoned.clear()

    def arrived(self, _: object) -> None:
        """It is there, or it turned out to be a file."""
        self.leaving = False

    def heard(self, said: ConsoleMessage) -> None:
        """Keep what is wrong."""
        if said.type != "error" or any(words in said.text for words in (ENDED, *self.expected)):
            return
        if ABANDONED not in said.text:
            self.faults.append(said.text)
        elif not self.leaving and not self.replaces():
            self.abandoned.append(said.text)

    def replaces(self) -> bool:
        """Whether the page on screen has a form that asks again before the answer is there."""
        try:
            return resolve(urlsplit(self.page.url).path).view_name in REPLACING
        except Resolver404:
            return False


@pytest.fixture
def page_at(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Callable[..., Page]]:
    """Make a page of a given width, each in a browser session of its own; the console must stay silent.

    `page_at(390, scripts=False)` is a visitor without JavaScript; `expect` is what the console may say.
    """
    contexts, faults = [], []

    def make(width: int = WIDTHS[0], *, scripts: bool = True, expect: str | tuple[str, ...] = "") -> Page:
        expected = tuple(filter(None, (expect,) if isinstance(expect, str) else expect))
        viewport = {"width": width, "height": HEIGHTS.get(width, 900)}
        context = browser.new_context(**{**browser_context_args, "viewport": viewport, "java_script_enabled": scripts})
        contexts.append(context)
        context.set_default_timeout(10_000)
        page = context.new_page()
        Console(page, expected, faults)
        return page

    yield make
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture(params=WIDTHS, ids=lambda width: f"{width}px")
def page_everywhere(request: pytest.FixtureRequest, page_at: Callable[..., Page]) -> Page:
    """The same test on a desk, a phone and the narrowest phone."""
    return page_at(request.param)
