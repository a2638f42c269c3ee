"""The world with everything confidential in it, and every address at which a canary could be heard."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

from django.test import Client
from django.urls import reverse

from meetings.services.digests import send_digest
from tests.meetings.minutes_scene import NOW
from tests.permissions import canary, dispute_canary, matrix
from tests.permissions.canary import Nest, plant_items
from tests.permissions.crawling import WORD, crawl, heard, look, taking_posts
from tests.permissions.dispute_canary import DisputeNest, plant_disputes
from tests.permissions.site import Page, pages
from tests.permissions.world import VISITORS, Visitor, World, make_world, taken_back
from twente.core.models import User

SONGS = canary.SONGS | dispute_canary.SONGS
MATRIX = matrix.expected()


@dataclass
class Aviary:
    """Two confidential items and a dispute, in one world."""

    items: Nest
    disputes: DisputeNest
    starts: frozenset[str]
    """Every address of the site, with everything that is confidential in it."""
    forms: frozenset[str]
    """Every address that takes a post, about what is confidential if it can be."""

    @property
    def world(self) -> World:
        """Where they stand."""
        return self.items.world


def hatch() -> Aviary:
    """The world of the permissions, every carrier planted, and the mails of the day queued."""
    world = make_world()
    disputes, items = plant_disputes(world), plant_items(world)
    for user in User.objects.order_by("pk"):
        send_digest(user=user, now=NOW)
    found = {page: [*canary.addresses(items, page), *dispute_canary.addresses(disputes, page)] for page in pages()}
    search = reverse("home:search", args=["bok-ses"])
    asked = {f"{search}?{urlencode({'q': words})}" for words in (WORD, str(disputes.dispute))}
    return Aviary(items, disputes, asked.union(*found.values()), taking_posts(asking(found)))


def asking(found: Mapping[Page, Sequence[str]]) -> set[str]:
    """The addresses about what is confidential, else the usual one; not those that end a session."""
    asked: set[str] = set()
    for page, (usual, *confidential) in found.items():
        if not page.name.startswith(("account", "usersessions")):
            asked.update(set(confidential) - {usual} or {usual})
    return asked


def has_right(visitor: Visitor, act: str) -> bool:
    """What the matrix says; nobody here has a grant or is a party to the dispute."""
    how = MATRIX[act].get(visitor.role)
    return how == "yes" or (how == "acting" and visitor.acting)


def kept_from(visitor: Visitor) -> set[str]:
    """The carriers that this visitor may not hear; notes are their writer's alone, and are looked for elsewhere."""
    items = set() if has_right(visitor, "confidential_item") else set(canary.SONGS)
    return items if has_right(visitor, "dispute_file") else items | set(dispute_canary.SONGS)


def named(name: str) -> Visitor:
    """A visitor of the matrix."""
    return next(one for one in VISITORS if one.name == name)


@contextmanager
def visit(world: World, visitor: Visitor) -> Iterator[Client]:
    """A browser of this visitor; what the visit changed is taken back."""
    with taken_back():
        visitor.prepare(world)
        yield visitor.browser(world)


def leaks(aviary: Aviary, visitor: Visitor) -> dict[str, set[str]]:
    """Address → carriers heard there by one visitor who may not hear them.

    Who may read the items is led everywhere by their pages; such a visitor looks at every address of the site instead.
    """
    found: dict[str, set[str]] = {}
    kept = kept_from(visitor)
    goes = look if has_right(visitor, "confidential_item") else crawl
    with visit(aviary.world, visitor) as browser:
        for address, words in goes(browser, aviary.starts):
            if songs := heard(words, SONGS) & kept:
                found.setdefault(address, set()).update(songs)
    return found
