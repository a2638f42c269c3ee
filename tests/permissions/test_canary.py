"""A confidential item is found by nobody without right: every URL as every role, mail, ICS, PDF, CSV and JSON."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from meetings import selectors
from tests.permissions.canary import (
    CARRIERS,
    PRIVATE,
    Nest,
    about_it,
    crawl,
    heard,
    mails,
    posts,
    words_of,
)
from tests.permissions.matrix import expected
from tests.permissions.world import VISITORS, Visitor
from twente.outbox.models import Message

RIGHT = expected()["confidential_item"]
WITHOUT_FIELDS = reverse("home:calendar_feed")
"""A form of one's own that cannot be wrong: it answers with a new address for the calendar."""
pytestmark = pytest.mark.usefixtures("today", "frame_once")


def has_right(visitor: Visitor) -> bool:
    """What the matrix says; nobody here has a grant."""
    how = RIGHT.get(visitor.role)
    return how == "yes" or (how == "acting" and visitor.acting)


without_right = pytest.mark.parametrize(
    "visitor", [visitor for visitor in VISITORS if not has_right(visitor)], ids=lambda visitor: visitor.name
)


@contextmanager
def visit(nest: Nest, visitor: Visitor) -> Iterator[Client]:
    """A browser of this visitor; what the visit changed is taken back."""
    with transaction.atomic():
        visitor.prepare(nest.world)
        browser = Client()
        if user := visitor.user(nest.world):
            browser.force_login(user)
        yield browser
        transaction.set_rollback(True)


def round_of(nest: Nest, visitor: Visitor) -> dict[str, set[str]]:
    """Address → carriers heard there, by one visitor."""
    found: dict[str, set[str]] = {}
    with visit(nest, visitor) as browser:
        for address, words in crawl(browser, nest.starts):
            if songs := heard(words):
                found.setdefault(address, set()).update(songs)
    return found


def named(name: str) -> Visitor:
    """A visitor of the matrix."""
    return next(one for one in VISITORS if one.name == name)


@without_right
def test_nobody_without_right_hears_a_canary(nest: Nest, visitor: Visitor) -> None:
    leaks = [f"{address}: {sorted(songs)}" for address, songs in sorted(round_of(nest, visitor).items())]
    assert not leaks, "\n".join(leaks)


def test_who_has_right_hears_them_all(nest: Nest) -> None:
    """So that the test above cannot pass because nothing was planted, or because the crawl goes nowhere."""
    missing = {carrier.name for carrier in CARRIERS} - PRIVATE
    with visit(nest, named("secretary")) as browser:
        for _, words in crawl(browser, nest.starts):
            missing -= heard(words)
            if not missing:
                break
    assert not missing


def test_who_has_right_hears_no_note_of_somebody_else(nest: Nest) -> None:
    """A note is its writer's alone, and what is shared with a party stays in that party."""
    leaks = []
    for visitor in filter(has_right, VISITORS):
        with visit(nest, visitor) as browser:
            for address in sorted(about_it(nest)):
                if songs := heard(words_of(browser.get(address))) & PRIVATE:
                    leaks.append(f"{visitor.name} at {address}: {sorted(songs)}")
    assert not leaks, "\n".join(leaks)


def test_the_writer_hears_the_own_notes(nest: Nest) -> None:
    """So that the test above cannot pass because no note is there."""
    browser = Client()
    browser.force_login(nest.writer)
    pages = {
        reverse("meetings:item_note", args=["bok-ses", nest.second.pk]),
        reverse("meetings:note_list", args=["bok-ses", nest.world.live.pk]),
        reverse("meetings:paper_page", args=["bok-ses", nest.paper.pk, 2]),
    }
    assert set().union(*(heard(browser.get(address).text) for address in pages)) >= PRIVATE | {"opmerking"}


@without_right
def test_no_answer_to_a_form_holds_one(nest: Nest, visitor: Visitor) -> None:
    """A wrong form of who has no right is refused, and the refusal says nothing."""
    wrong = []
    with visit(nest, visitor) as browser:
        for address, status, words in posts(browser, nest, nest.forms):
            if heard(words) or not (status == 302 or 400 <= status < 500 or address == WITHOUT_FIELDS):
                wrong.append(f"{address}: {status} {sorted(heard(words))}")
    assert not wrong, "\n".join(wrong)


def test_who_has_right_may_get_a_canary_back(nest: Nest) -> None:
    """So that the test above cannot pass because every address refuses every post."""
    with visit(nest, named("secretary")) as browser:
        answers = [(status, heard(words)) for _, status, words in posts(browser, nest, nest.forms)]
    assert {"titel", "stuktitel"} <= set().union(*(songs for status, songs in answers if status == 422))
    assert not [status for status, _ in answers if status >= 500]


def test_no_mail_and_no_calendar_holds_one(nest: Nest) -> None:
    """Mail is not encrypted: also to who may read the item."""
    found = {key: heard(words) for key, words in mails() if heard(words)}
    assert not found
    about = {key.partition(":")[0] for key, _ in mails()}
    assert {"agenda", "vote_opened", "vote_receipt", "vote_closed", "digest"} <= about


def test_the_mail_of_the_day_tells_of_a_confidential_action_that_it_is_one(nest: Nest) -> None:
    """So that the test above cannot pass because no mail is about the item."""
    assert "Besloten punt" in Message.objects.get(kind="digest", recipient=nest.writer.email).body


def test_a_planted_leak_is_heard(nest: Nest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With one read that forgets to ask who reads, the crawl of an officer turns red."""
    monkeypatch.setattr(
        "meetings.presenting.pages.agenda_for", lambda actor, meeting: list(selectors.agenda_of(meeting))
    )
    here = f"/bok-ses/vergaderingen/{nest.world.live.pk}/"
    nest = replace(nest, starts=frozenset({here}))
    monkeypatch.setattr("tests.permissions.canary.worth", lambda address: False)
    assert "titel" in round_of(nest, named("officer"))[here]
