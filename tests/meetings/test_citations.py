"""Articles on pages: each comes from the rulebook in force, and none stands there where the agreement has none."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from meetings.models import Meeting
from tests.cast import Cast
from tests.factories import ORDER
from tests.votes.elsewhere import an_item_of, arranged
from twente.core.agreement import Rulebook, shipped

ARTICLE = re.compile(r'class="art" href="([^"]+)"')
BOOKS = {book.slug: book for book in shipped()}


def meeting_of(cast: Cast, rulebook: Rulebook) -> Meeting:
    """A sent agenda with one item under this agreement."""
    return an_item_of(cast, arranged(cast, rulebook), rulebook, ORDER).meeting


def pages_of(meeting: Meeting, party: int) -> list[str]:
    """The pages whose sentences name an article."""
    slug = meeting.body.agreement.slug
    return [
        *(
            reverse(f"meetings:{name}", args=[slug, meeting.pk])
            for name in ("meeting_open", "meeting_live", "attendance", "item_create")
        ),
        reverse("meetings:substitution_create", args=[slug, meeting.pk, party]),
        *(reverse(f"partnership:{name}", args=[slug, party]) for name in ("party_detail", "mandate_create")),
        reverse("partnership:contact_edit", args=[slug, party]),
    ]


@pytest.mark.parametrize("slug", BOOKS)
def test_every_article_on_a_page_is_one_of_this_agreement(slug: str, cast: Cast, secretary: Client) -> None:
    meeting = meeting_of(cast, BOOKS[slug])
    party = meeting.body.agreement.memberships.first().party_id
    links = {link for page in pages_of(meeting, party) for link in ARTICLE.findall(secretary.get(page).text)}
    assert links, "the deciding body itself has an article"
    assert {link for link in links if secretary.get(link).status_code != 200} == set()


@pytest.mark.parametrize("slug", BOOKS)
def test_the_table_speaks_of_two_thirds_only_where_a_decision_asks_it(slug: str, cast: Cast, secretary: Client) -> None:
    """BOK-14; elsewhere nothing depends on it."""
    meeting = meeting_of(cast, BOOKS[slug])
    text = secretary.get(reverse("meetings:attendance", args=[slug, meeting.pk])).text
    assert ("vertegenwoordigd" in text) == (BOOKS[slug].presence_test is not None)


@pytest.mark.parametrize("slug", BOOKS)
def test_only_a_chair_without_a_vote_is_said_to_have_none(slug: str, cast: Cast, secretary: Client) -> None:
    """BOK-5.5: the office says it; nobody promises anything where nothing is voted on."""
    meeting, book = meeting_of(cast, BOOKS[slug]), BOOKS[slug]
    text = secretary.get(reverse("meetings:meeting_open", args=[slug, meeting.pk])).text
    silent = book.votes and book.chair is not None and not book.chair.votes
    assert ("De voorzitter heeft geen stem" in text) == silent
