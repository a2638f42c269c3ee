"""What every journey asks of a page: axe, no overflow, targets large enough, nothing in the console, skip link first.

Under our CSP `page.wait_for_function` throws as soon as it must poll; use `expect(locator)` instead.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

WIDTHS = (1366, 390, 320)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SMALL = """() => [...document.querySelectorAll('a, button, input:not([type=hidden]), select, textarea, summary')]
  .filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest('.vh, .skip'))
  .filter((e) => !(getComputedStyle(e).display === 'inline' && e.closest('p, li, dd, td, th, span')))
  .map((e) => [e, e.getBoundingClientRect()])
  .filter(([e, r]) => r.width > 0 && (r.width < 23.9 || r.height < 23.9))
  .map(([e, r]) => `${e.outerHTML.slice(0, 120)} ${Math.round(r.width)}×${Math.round(r.height)}`)"""
LOST = ("ERR_INTERNET_DISCONNECTED", "htmx:sendError,")
"""What the console says without a connection, also of a poll that was due just then."""
WIDE = """() => document.documentElement.scrollWidth <= document.documentElement.clientWidth ? [] :
  [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1
    && !e.closest('.tabelvak')).map((e) => e.outerHTML.slice(0, 120)).slice(0, 8)"""


@cache
def axe_source() -> str:
    """axe-core as text; injected by evaluation, because a script tag would be stopped by the CSP."""
    return (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """What axe finds wrong on the page as it is now, one line for each element."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(axe_source())
    found = page.evaluate("(tags) => axe.run(document, { runOnly: tags })", RULES)["violations"]
    return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


def accessible(page: Page) -> None:
    """Assert everything that a screen must hold to, at the width it has now."""
    assert violations(page) == []
    fits(page)


def fits(page: Page) -> None:
    """Assert that nothing is wider than the screen or too small for a finger."""
    assert page.evaluate(WIDE) == [], "wider than the screen"
    assert page.evaluate(SMALL) == [], "targets smaller than 24 pixels"


def starts_with_skip_link(page: Page) -> None:
    """Assert that the first stop of the Tab key leads to the content."""
    page.evaluate("() => { document.activeElement?.blur(); window.scrollTo(0, 0); }")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "skip"


def sign_in(page: Page, address: str, user: object) -> None:
    """Give the browser a session of this person; journeys that test logging in use the form instead."""
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies(
        [{"name": name, "value": client.cookies[name].value, "domain": urlsplit(address).hostname or "", "path": "/"}]
    )


@contextmanager
def offline(page: Page) -> Iterator[None]:
    """No connection inside the block."""
    page.context.set_offline(True)
    try:
        yield
    finally:
        page.context.set_offline(False)
