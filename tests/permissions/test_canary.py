"""What is confidential is found by nobody without right: every URL as every role, mail, ICS, PDF, CSV and JSON."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from meetings import selectors
from tests.permissions import canary
from tests.permissions.aviary import SONGS, Aviary, has_right, kept_from, leaks, named, visit
from tests.permissions.canary import PRIVATE, about_it
from tests.permissions.crawling import crawl, heard, look, posts, words_of
from tests.permissions.world import VISITORS, Visitor
from twente.outbox.models import Message

WITHOUT_FIELDS = reverse("home:calendar_feed")
"""A form of one's own that cannot be wrong: it answers with a new address for the calendar."""
pytestmark = pytest.mark.usefixtures("today", "frame_once")

without_right = pytest.mark.parametrize(
    "visitor", [visitor for visitor in VISITORS if kept_from(visitor)], ids=lambda visitor: visitor.name
)


@without_right
def test_nobody_without_right_hears_a_canary(aviary: Aviary, visitor: Visitor) -> None:
    found = [f"{address}: {sorted(songs)}" for address, songs in sorted(leaks(aviary, visitor).items())]
    assert not found, "\n".join(found)


def test_who_has_right_hears_them_all(aviary: Aviary) -> None:
    """So that the test above cannot pass because nothing was planted."""
    missing = set(SONGS) - PRIVATE
    with visit(aviary.world, named("secretary")) as browser:
        for _, words in look(browser, aviary.starts):
            missing -= heard(words, SONGS)
            if not missing:
                break
    assert not missing


def test_the_crawl_finds_its_way(aviary: Aviary) -> None:
    """So that it cannot pass because it goes nowhere: from the list of meetings it comes to the items."""
    with visit(aviary.world, named("secretary")) as browser:
        ways = crawl(browser, {reverse("meetings:meeting_list", args=["bok-ses"])})
        assert any("titel" in heard(words, SONGS) for _, words in ways)


def test_who_has_right_hears_no_note_of_somebody_else(aviary: Aviary) -> None:
    """A note is its writer's alone, and what is shared with a party stays in that party."""
    found = []
    for visitor in VISITORS:
        if has_right(visitor, "confidential_item"):
            with visit(aviary.world, visitor) as browser:
                for address in sorted(about_it(aviary.items)):
                    if songs := heard(words_of(browser.get(address)), SONGS) & PRIVATE:
                        found.append(f"{visitor.name} at {address}: {sorted(songs)}")
    assert not found, "\n".join(found)


def test_the_writer_hears_the_own_notes(aviary: Aviary) -> None:
    """So that the test above cannot pass because no note is there."""
    browser, nest = Client(), aviary.items
    browser.force_login(nest.writer)
    pages = {
        reverse("meetings:item_note", args=["bok-ses", nest.second.pk]),
        reverse("meetings:note_list", args=["bok-ses", nest.world.live.pk]),
        reverse("meetings:paper_page", args=["bok-ses", nest.paper.pk, 2]),
    }
    found = set().union(*(heard(browser.get(address).text, SONGS) for address in pages))
    assert found >= PRIVATE | {"opmerking"}


@without_right
def test_no_answer_to_a_form_holds_one(aviary: Aviary, visitor: Visitor) -> None:
    """A wrong form of who has no right is refused, and the refusal says nothing; who may read the items may act too."""
    wrong, kept, acts = [], kept_from(visitor), has_right(visitor, "confidential_item")
    with visit(aviary.world, visitor) as browser:
        for address, status, words in posts(browser, aviary.forms, aviary.items.named):
            songs = heard(words, SONGS) & kept
            refused = acts or status == 302 or 400 <= status < 500 or address == WITHOUT_FIELDS
            if songs or not refused:
                wrong.append(f"{address}: {status} {sorted(songs)}")
    assert not wrong, "\n".join(wrong)


def test_who_has_right_may_get_a_canary_back(aviary: Aviary) -> None:
    """So that the test above cannot pass because every address refuses every post."""
    with visit(aviary.world, named("secretary")) as browser:
        answers = [
            (status, heard(words, SONGS)) for _, status, words in posts(browser, aviary.forms, aviary.items.named)
        ]
    assert {"titel", "stuktitel"} <= set().union(*(songs for status, songs in answers if status == 422))
    assert not [status for status, _ in answers if status >= 500]


def test_no_mail_and_no_calendar_holds_one(aviary: Aviary) -> None:
    """Mail is not encrypted: also to who may read the item."""
    found = {key: songs for key, words in canary.mails() if (songs := heard(words, SONGS))}
    assert not found
    about = {key.partition(":")[0] for key, _ in canary.mails()}
    assert {"agenda", "vote_opened", "vote_receipt", "vote_closed", "digest"} <= about


def test_the_mail_of_the_day_tells_of_a_confidential_action_that_it_is_one(aviary: Aviary) -> None:
    """So that the test above cannot pass because no mail is about the item."""
    assert "Besloten punt" in Message.objects.get(kind="digest", recipient=aviary.items.writer.email).body


def test_a_planted_leak_is_heard(aviary: Aviary, monkeypatch: pytest.MonkeyPatch) -> None:
    """With one read that forgets to ask who reads, the crawl of an officer turns red."""
    monkeypatch.setattr(
        "meetings.presenting.pages.agenda_for", lambda actor, meeting: list(selectors.agenda_of(meeting))
    )
    here = f"/bok-ses/vergaderingen/{aviary.world.live.pk}/"
    monkeypatch.setattr("tests.permissions.crawling.worth", lambda address: False)
    assert "titel" in leaks(replace(aviary, starts=frozenset({here})), named("officer"))[here]
