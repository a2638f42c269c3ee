"""What every page needs: menu, person, agreement in use, banners, and what higher rooms add to the frame.

Everything is computed when a template asks for it, so a fragment or an error page pays for nothing.
"""

from collections.abc import Callable
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from twente.core import clock, navigation, selectors
from twente.core.agreement import Rulebook
from twente.core.models import Agreement, Party, Role
from twente.core.permissions import REPRESENTATIVE, Actor, actor_for

Slot = Callable[[HttpRequest], Any]
SLOTS: dict[str, Slot] = {}
"""Name → function of a higher room (`heartbeat`, `desk_count`, `demo_accounts`); core may not import those rooms."""
OFFICES = dict(Role.Kind.choices) | {REPRESENTATIVE: "bestuurder"}


def fill(name: str, slot: Slot) -> None:
    """Give the frame of every page a value from a higher room; called once, in that room's `AppConfig.ready`."""
    SLOTS[name] = slot


class House:
    """The frame around a page, as `house` in every template (`site` is taken by allauth)."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def today(self) -> date:
        """This day in Amsterdam, for `|ago:house.today`."""
        return clock.today()

    @cached_property
    def agreement(self) -> Agreement | None:
        """The agreement of the address; elsewhere the only one this person takes part in, if it is only one."""
        user = getattr(self.request, "user", None)
        here: Agreement | None = getattr(self.request, "agreement", None)
        if here or user is None or not user.is_authenticated:
            return here
        several = list(selectors.agreements_of(user, self.today)[:2])
        return several[0] if len(several) == 1 else None

    @cached_property
    def actor(self) -> Actor | None:
        """The person as the policy sees it; None when nobody is signed in."""
        user = getattr(self.request, "user", None)
        if user is None or not user.is_authenticated:
            return None
        here: Actor | None = getattr(self.request, "actor", None)
        if here or self.agreement is None:
            return here or Actor(user, None, self.today)
        return actor_for(user, self.agreement, self.today)

    @cached_property
    def office(self) -> str:
        """What the person is here: "coördinerend secretaris", "bestuurder Hengelo"; empty without a role."""
        holding = next((h for h in self.actor.holdings if h.role in OFFICES), None) if self.actor else None
        if holding is None:
            return ""
        party = Party.objects.filter(pk=holding.party_id).first() if holding.party_id else None
        return f"{OFFICES[holding.role]} {party}" if party else OFFICES[holding.role]

    @cached_property
    def menu(self) -> list[navigation.Item]:
        """Main menu of this person."""
        return navigation.menu(self.actor, self.request.path, votes=self.votes, book=self.book)

    @cached_property
    def book(self) -> Rulebook | None:
        """The rulebook of the agreement at hand; None where there is no agreement, or it has no text yet."""
        if self.agreement is None:
            return None
        try:
            return selectors.rulebook_on(self.agreement, self.today)
        except selectors.NoVersionInForce:
            return None

    @property
    def votes(self) -> bool:
        """Whether the agreement at hand decides anything by voting; a menu without it speaks of proposals.

        An agreement without a text shows its pages too, so that somebody can give it one.
        """
        return self.book is None or self.book.votes

    @cached_property
    def agreements(self) -> list[tuple[Agreement, str]]:
        """Every agreement this person takes part in, with its front page; only when there are several."""
        if self.actor is None or self.actor.user is None:
            return []
        found = selectors.agreements_of(self.actor.user, self.today)
        pages = [(agreement, navigation.address_of("home:agreement", agreement.slug)) for agreement in found]
        return pages if len(pages) > 1 else []

    @cached_property
    def home(self) -> str:
        """Where the logo leads."""
        return navigation.address_of("home:today") or "/"

    @cached_property
    def search(self) -> str:
        """Address of the search page; empty while there is none for this person."""
        return navigation.address_of("home:search", self.agreement.slug if self.agreement else "") if self.actor else ""

    @cached_property
    def personal(self) -> list[tuple[str, str, str]]:
        """Pages about the person, for the menu behind the name: address, icon, label; those that exist."""
        found = [(navigation.address_of(name), icon, label) for name, icon, label in navigation.PERSONAL]
        return [row for row in found if row[0]]

    @cached_property
    def account(self) -> str:
        """Address of the page where people change their password."""
        return navigation.address_of("account_change_password")

    @property
    def demo(self) -> bool:
        """Whether this is the demonstration, with invented people."""
        return bool(settings.DEMO)

    @property
    def moved_to(self) -> datetime | None:
        """What time it is here when the clock of this installation was moved (tests only)."""
        return clock.now() if settings.CLOCK_OFFSET else None

    @cached_property
    def slots(self) -> "Slots":
        """What higher rooms add."""
        return Slots(self.request)


class Slots:
    """Values of higher rooms, each computed when the template asks for it; an empty slot shows nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def __getitem__(self, name: str) -> Any:
        """The value of one slot. Raises KeyError when no room fills it."""
        return SLOTS[name](self.request)


def base(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `house` in every template."""
    return {"house": House(request)}
