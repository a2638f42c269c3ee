"""A confidential item is found by nobody without right: every URL as every role, mail, ICS, PDF, CSV and JSON."""

from collections.abc import Iterator

import pytest
import time_machine
from django.db import transaction
from django.test import Client

from meetings import selectors
from tests.meetings.minutes_scene import NOW
from tests.permissions.canary import CARRIERS, Nest, crawl, hatch, heard, mails, starts
from tests.permissions.matrix import expected
from tests.permissions.world import VISITORS, Visitor

RIGHT = expected()["confidential_item"]


@pytest.fixture
def nest(db: None) -> Iterator[Nest]:
    """Everybody, everything, and confidential items, on the morning of 11 February 2027."""
    with time_machine.travel(NOW, tick=False):
        yield hatch()


def has_right(visitor: Visitor) -> bool:
    """What the matrix says; nobody here has a grant."""
    how = RIGHT.get(visitor.role)
    return how == "yes" or (how == "acting" and visitor.acting)


def round_of(nest: Nest, visitor: Visitor) -> dict[str, set[str]]:
    """Address → carriers heard there, by one visitor; what the visit changed is taken back."""
    found: dict[str, set[str]] = {}
    with transaction.atomic():
        visitor.prepare(nest.world)
        browser = Client()
        if user := visitor.user(nest.world):
            browser.force_login(user)
        for address, words in crawl(browser, starts(nest)):
            if songs := heard(words):
                found.setdefault(address, set()).update(songs)
        transaction.set_rollback(True)
    return found


def named(name: str) -> Visitor:
    """A visitor of the matrix."""
    return next(one for one in VISITORS if one.name == name)


def test_nobody_without_right_hears_a_canary(nest: Nest) -> None:
    leaks = [
        f"{visitor.name} at {address}: {sorted(songs)}"
        for visitor in VISITORS
        if not has_right(visitor)
        for address, songs in sorted(round_of(nest, visitor).items())
    ]
    assert not leaks, "\n".join(leaks)


def test_who_has_right_hears_them_all(nest: Nest) -> None:
    """So that the test above cannot pass because nothing was planted, or because the crawl goes nowhere."""
    heard_here = set().union(*round_of(nest, named("secretary")).values())
    assert {carrier.name for carrier in CARRIERS} == heard_here


def test_no_mail_and_no_calendar_holds_one(nest: Nest) -> None:
    """Mail is not encrypted: also to who may read the item."""
    found = {key: heard(words) for key, words in mails() if heard(words)}
    assert not found
    about = {key.partition(":")[0] for key, _ in mails()}
    assert {"agenda", "vote_opened", "vote_receipt", "vote_closed"} <= about


def test_a_planted_leak_is_heard(nest: Nest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With one read that forgets to ask who reads, the crawl of an officer turns red."""
    monkeypatch.setattr(
        "meetings.presenting.pages.agenda_for", lambda actor, meeting: list(selectors.agenda_of(meeting))
    )
    here = f"/bok-ses/vergaderingen/{nest.world.live.pk}/"
    monkeypatch.setattr("tests.permissions.test_canary.starts", lambda nest: {here})
    monkeypatch.setattr("tests.permissions.canary.worth", lambda address: False)
    assert "titel" in round_of(nest, named("officer"))[here]
