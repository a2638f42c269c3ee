"""Every act that the product offers, over HTTP, for every column of the matrix: allowed, 403, 404 or login."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.core.files import File
from django.http import HttpRequest
from django.template.backends.django import Template
from django.test import Client
from django.urls import reverse
from django.utils.safestring import SafeString

from tests.meetings.minutes_scene import NOW
from tests.permissions.door import Door
from tests.permissions.doors import DOORS, MEMBERS_PAGES, PUBLIC_PAGES, ROOMS, WITHOUT_PAGE
from tests.permissions.matrix import ACTS, expected
from tests.permissions.site import pages_of_agreements
from tests.permissions.world import VISITORS, Visitor, World, taken_back
from votes import services as votes
from votes.services.publishing import publish_result

ROOT = Path(__file__).resolve().parents[2]
LOGIN, MOVED, REFUSED, HIDDEN = "login", 302, 403, 404
MATRIX = expected()


pytestmark = pytest.mark.usefixtures("today")


LISTENING = {"Listening": "1"}
"""Asks for the words of a page; without it a page is its status here."""


@pytest.fixture(autouse=True)
def _bare_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages without words: only the status counts here. Both canaries read every page as every role."""
    shown = Template.render

    def quick(self: Template, context: Any = None, request: HttpRequest | None = None) -> SafeString:
        asked = request is None or "Listening" in request.headers
        return shown(self, context, request) if asked else SafeString()

    monkeypatch.setattr(Template, "render", quick)


def about_own_party(visitor: Visitor, door: Door) -> bool:
    """Whether the request is about no party in particular, or about the visitor's own."""
    return door.party in ("", visitor.party)


CELLS = {
    "yes": lambda visitor, door: True,
    "own": about_own_party,
    "acting": lambda visitor, door: visitor.acting and (not visitor.party or about_own_party(visitor, door)),
    "granted": lambda visitor, door: False,
    "two": lambda visitor, door: True,
    "behalf": lambda visitor, door: True,
}
"""What a cell of the matrix says to this visitor at this door; nobody has a grant in this world."""


def allowed(visitor: Visitor, door: Door) -> bool:
    """What the matrix says."""
    how = MATRIX[door.act].get(visitor.role)
    return how is not None and CELLS[how](visitor, door)


def wanted(visitor: Visitor, door: Door) -> set[object]:
    """The answers that are right; a page that takes a voter to the ballot shows him or her nothing else."""
    if visitor.role == "anonymous":
        return {LOGIN}
    if visitor.role == "outsider":
        return {HIDDEN}
    if allowed(visitor, door):
        return set(door.answers)
    return {REFUSED, HIDDEN} | ({MOVED} if door.word else set())


def knock(browser: Client, door: Door, address: str, data: dict[str, Any] | None) -> object:
    """The answer to one request: a status, or the word for being sent to the login page."""
    asked = LISTENING if door.word else {}
    for file in (value for value in (data or {}).values() if isinstance(value, File)):
        file.seek(0)  # the one before read it to its end
    response = browser.get(address, headers=asked) if data is None else browser.post(address, data)
    if response.status_code == 302 and response["Location"].startswith(reverse("account_login")):
        return LOGIN
    if response.status_code == 200 and door.word and door.word not in response.text:
        return REFUSED
    return response.status_code


def answers_at(world: World, door: Door, browsers: Mapping[Visitor, Client]) -> Iterator[tuple[Visitor, object]]:
    """What each visitor is answered at this door, which is set up once."""
    with taken_back():
        address = reverse(door.page, args=["bok-ses", *door.args(world)])
        data = door.data and door.data(world)
        for visitor, browser in browsers.items():
            with taken_back():
                visitor.prepare(world)
                found = knock(browser, door, address, data)
            yield visitor, found


@pytest.mark.parametrize("room", ROOMS)
def test_the_doors_open_as_the_matrix_says(world: World, room: str) -> None:
    browsers = {visitor: visitor.browser(world) for visitor in VISITORS}
    wrong = []
    for door in ROOMS[room]:
        for visitor, found in answers_at(world, door, browsers):
            if found not in wanted(visitor, door):
                method = "GET" if door.data is None else "POST"
                wrong.append(f"{method} {door.page} ({door.act} {door.party}) by {visitor.name}: {found}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("door", DOORS, ids=lambda door: f"{door.page}-{door.act}")
def test_at_every_door_somebody_is_let_in_and_somebody_is_not(door: Door) -> None:
    verdicts = {allowed(visitor, door) for visitor in VISITORS}
    assert verdicts == {True, False}


def test_every_page_is_a_door_here() -> None:
    """A new page must be added to `doors.py`, with the act that opens it."""
    assert {door.page for door in DOORS} | MEMBERS_PAGES == {page.name for page in pages_of_agreements()}


def test_every_act_has_a_door_or_is_named_as_missing() -> None:
    offered = {door.act for door in DOORS} | set(PUBLIC_PAGES)
    assert offered | WITHOUT_PAGE == set(ACTS.values())
    assert not offered & WITHOUT_PAGE


@pytest.mark.parametrize("visitor", VISITORS, ids=lambda visitor: visitor.name)
def test_what_is_public_opens_for_everybody(world: World, visitor: Visitor) -> None:
    """With or without an account; and what was not published does not exist there."""
    votes.establish_result(proposal=world.closed, by=world.cast.chair, now=NOW)
    publish_result(proposal=world.closed, by=world.cast.secretary, now=NOW)
    browser, (listed, *pages) = visitor.browser(world), PUBLIC_PAGES["public_document"]
    assert browser.get(reverse(listed, args=["bok-ses"])).status_code == 200
    for page in pages:
        assert browser.get(reverse(page, args=["bok-ses", world.closed.pk])).status_code == 200
        assert browser.get(reverse(page, args=["bok-ses", world.open.pk])).status_code == HIDDEN


def test_every_act_that_the_code_asks_for_has_a_door() -> None:
    """An act without a page is not asked for anywhere; so a page cannot hide behind another act's door."""
    asked = re.compile(r"(?:member_page|\bmay)\(\"([a-z_]+)\"")
    files = [
        path
        for room in ("twente", "meetings", "votes", "finance", "disputes")
        for path in (ROOT / room).glob("**/*.py")
    ]
    found = {act for path in files for act in asked.findall(path.read_text(encoding="utf-8"))}
    assert found - {door.act for door in DOORS} == set()
