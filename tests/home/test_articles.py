"""An article in our own words, its rules and readings; and docs/artikelen.md, which says the same of all of them."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.cast import Cast
from tests.moment import morning as morning
from twente.core.agreement import Rulebook, shipped
from twente.home import articles, register
from twente.home.management.commands.artikelen import text

pytestmark = pytest.mark.usefixtures("morning")


@pytest.fixture
def book() -> Rulebook:
    return next(book for book in shipped() if book.key == "bok_ses")


def labels(book: Rulebook, number: str) -> list[str]:
    return [use.label for use in articles.uses(book, number)]


def test_the_rules_that_rest_on_an_article(book: Rulebook) -> None:
    """BOK-12.3 carries the ordinary decision, BOK-12.2 the exclusion, BOK-16.3 the evaluation."""
    assert "Gewoon besluit" in labels(book, "12.3")
    assert "Uitsluiting van stemming" in labels(book, "12.2")
    assert "Evaluatie van de overeenkomst" in labels(book, "16.3")
    assert labels(book, "19") == []


def test_a_whole_article_shows_the_rules_of_its_parts(book: Rulebook) -> None:
    assert {"Gewoon besluit", "Uitsluiting van stemming"} <= set(labels(book, "12"))
    assert "Gewoon besluit" not in labels(book, "1")
    assert articles.below(book, "6.3") == ["6.3a", "6.3b", "6.3c"]
    assert articles.above(book, "6.3a") == ["6", "6.3"]


def test_every_cited_article_is_in_the_rulebook() -> None:
    for each in shipped():
        assert {number for use in articles.all_uses(each) for number in use.articles} <= set(each.articles)


def test_the_page_of_an_article(cast: Cast, client: Client) -> None:
    """BOK-12.2, R1: our paraphrase, the reading and its state."""
    client.force_login(cast.clerk)
    page = client.get(reverse("home:article", args=[cast.agreement.slug, "12.2"])).content.decode()
    assert "R1. Bereik van artikel 12.2" in page
    assert "niet bekrachtigd" in page
    assert "niet de letterlijke tekst" in page


def test_every_article_has_a_page(cast: Cast, client: Client, book: Rulebook) -> None:
    client.force_login(cast.secretary)
    for number in book.articles:
        assert client.get(reverse("home:article", args=[cast.agreement.slug, number])).status_code == 200


@pytest.mark.parametrize("number", ["99", "0", "12.3.4", "art. 12", "<script>", "8z", "-1"])
def test_an_unknown_article_does_not_exist(cast: Cast, client: Client, number: str) -> None:
    client.force_login(cast.secretary)
    assert client.get(reverse("home:article", args=[cast.agreement.slug, number])).status_code == 404


def test_an_outsider_does_not_see_articles(cast: Cast, client: Client) -> None:
    client.force_login(cast.outsider)
    assert client.get(reverse("home:article", args=[cast.agreement.slug, "12.2"])).status_code == 404


def test_the_committed_register_is_current() -> None:
    """docs/artikelen.md is made by `manage.py artikelen` and committed."""
    committed = (settings.ROOT / "docs" / "artikelen.md").read_text(encoding="utf-8")
    assert committed == text(settings.ROOT)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("Werkbedrijf 7", ["7"]),
        ("BOK SES art. 13.3", ["13.3"]),
        ("BOK SES art. 6.4-6.6", ["6.4", "6.5", "6.6"]),
        ("BOK SES art. 13.2/13.3", ["13.2", "13.3"]),
        ("BOK SES Twente art. 11 lid 1, art. 16 lid 1", ["11.1", "16.1"]),
        ("Beleid U&H Omgevingsrecht art. 7 lid 1-2", ["7.1", "7.2"]),
    ],
)
def test_sources_of_worked_examples_name_articles(source: str, found: list[str]) -> None:
    assert list(register.numbers(source)) == found


def test_ids_are_written_as_ranges() -> None:
    assert register.ranges(["V003", "V001", "V002", "V040", "D01"]) == "D01, V001–V003, V040"
