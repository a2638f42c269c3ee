"""Everybody of a journey, each in a browser session of its own; what they see is looked at in three widths."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AnonymousUser
from django.urls import resolve
from playwright.sync_api import Frame, Locator, Page, expect
from pytest_django.fixtures import Settings

from tests.cast import Cast
from tests.journeys.browser import WIDTHS, accessible, fits, sign_in
from tests.journeys.conftest import HEIGHTS
from twente.core import clock
from twente.core.models import User

PASSWORD = "een-lang-wachtwoord-2027"
DESK, PHONE = 1366, 390
Said = tuple[str, ...]
PICTURES = os.environ.get("JOURNEY_PICTURES", "")
"""A folder for pictures of what was looked at; none are made when it is empty."""


@dataclass
class Company:
    """The stage of a journey: its address, its clock, and which pages every part has visited and looked at."""

    cast: Cast
    address: str
    page_at: Callable[..., Page]
    settings: Settings
    visited: set[tuple[str, str]] = field(default_factory=set)
    looked_at: set[tuple[str, str]] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        User.objects.update(password=make_password(PASSWORD))
        self.settings.SITE_URL = self.address

    def at(self, moment: datetime) -> None:
        """Move the clock of the installation; real time goes on from there."""
        self.settings.CLOCK_OFFSET += moment - clock.now()

    def enter(self, part: str, user: User, width: int = DESK, *, scripts: bool = True, refused: str = "") -> "Person":
        """Somebody opens a browser and signs in on the real page; `refused` is a status that the console may name."""
        person = self.browser(part, user, width, scripts=scripts, refused=refused)
        person.sign_in()
        return person

    def browser(
        self, part: str, user: User | AnonymousUser, width: int, *, scripts: bool = True, refused: str | Said = ""
    ) -> "Person":
        """A browser of its own that shows nothing yet."""
        page = self.page_at(width, scripts=scripts, expect=refused)
        page.set_default_timeout(20_000)
        person = Person(self, part, user, page, width, scripts)
        page.on("framenavigated", person.noted)
        return person

    def phone(self, party: str, *, refused: str | Said = "") -> "Person":
        """The phone of a representative who signed in before."""
        user = User.objects.get(pk=self.cast.representatives[party].pk)
        person = self.browser("bestuurder", user, PHONE, refused=refused)
        sign_in(person.page, self.address, user)
        return person

    def visitor(self) -> "Person":
        """Somebody without an account, on a phone."""
        return self.browser("bezoeker", AnonymousUser(), PHONE)

    def representative(self, party: str, width: int = PHONE, **how: object) -> "Person":
        """The representative of a party, on a phone."""
        return self.enter("bestuurder", self.cast.representatives[party], width, **how)


@dataclass
class Person:
    """One person in front of a screen. Every act that leads to a page looks at that page once."""

    company: Company
    part: str
    user: User | AnonymousUser
    page: Page
    width: int
    scripts: bool

    @property
    def main(self) -> Locator:
        """The page without its header and footer."""
        return self.page.locator("main")

    def place(self, address: str = "") -> tuple[str, str]:
        """Part and view of an address, or of the page on screen; who signs in has no part yet."""
        view = resolve(urlsplit(address or self.page.url).path).view_name
        return "bezoeker" if view == "account_login" else self.part, view

    def noted(self, frame: Frame) -> None:
        """Remember where this person has been."""
        if frame.parent_frame is None and frame.url.startswith("http"):
            self.company.visited.add(self.place(frame.url))

    def sign_in(self) -> None:
        """Name and password in the form of the login page."""
        self.go("/account/login/")
        self.page.get_by_label("Gebruikersnaam of mailadres").fill(self.user.username)
        self.page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
        self.press("Inloggen")
        expect(self.page.get_by_role("heading", level=1)).not_to_have_text("Inloggen")

    def go(self, address: str) -> None:
        """Type an address, or follow a link from a mail."""
        self.page.goto(address if address.startswith("http") else self.company.address + address)
        self.look_once()

    def follow(self, name: str, *, within: Locator | None = None) -> None:
        """Follow a link of the page."""
        self.turn(lambda: (within or self.main).get_by_role("link", name=name, exact=True).click())

    def press(self, name: str) -> None:
        """Press a button that leads to another page."""
        self.turn(lambda: self.main.get_by_role("button", name=name, exact=True).click())

    def turn(self, act: Callable[[], object]) -> None:
        """Do something that leads to another page, and look at it."""
        with self.page.expect_navigation():
            act()
        self.look_once()

    def look_once(self) -> None:
        """Look at this page unless somebody in the same part did."""
        if self.scripts and self.place() not in self.company.looked_at:
            self.look()

    def look(self, name: str = "") -> None:
        """Judge the page on a desk, on a phone and on the narrowest phone; make pictures if asked."""
        self.company.looked_at.add(self.place())
        part, view = self.place()
        picture = f"{part}-{name or view.replace(':', '-')}"
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
            if PICTURES:
                path = Path(PICTURES) / f"{picture}-{width}.png"
                self.page.screenshot(path=path, full_page=True, caret="initial")
            self.judge(f"{picture} at {width} px", like_another=width == PHONE)
        self.page.set_viewport_size({"width": self.width, "height": HEIGHTS[self.width]})

    def judge(self, where: str, *, like_another: bool = False) -> None:
        """Keep what is wrong with the page, so that one run names everything.

        `like_another`: the page has the parts of the next width, so that axe, half the time of a journey, looks there.
        """
        try:
            fits(self.page) if like_another else accessible(self.page)
        except AssertionError as error:
            self.company.faults.append(f"{where}: {error}")

    def says(self, text: str) -> None:
        """Wait until the page says this."""
        expect(self.main).to_contain_text(text)

    def with_password(self, link: str) -> None:
        """The first important act asks for the password again; then it goes on where it stopped."""
        self.follow(link)
        self.page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
        self.press("Doorgaan")

    def saved(self, link: str, folder: Path, *, within: Locator | None = None) -> Path:
        """Follow a link that downloads a file, and keep it."""
        with self.page.expect_download() as found:
            (within or self.main).get_by_role("link", name=link, exact=True).click()
        file = folder / found.value.suggested_filename
        found.value.save_as(file)
        return file

    def leave(self) -> None:
        """Close the browser."""
        self.page.context.close()
