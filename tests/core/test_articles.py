"""Article numbers are read, shown, linked and sorted in one way everywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twente.core.articles import NotAnArticle, anchor, from_anchor, full, in_order, parse, short, within

NUMBERS = st.builds(
    lambda article, paragraph, letter: f"{article}{f'.{paragraph}' if paragraph else ''}{letter}",
    st.integers(1, 30),
    st.integers(0, 12),
    st.sampled_from(["", *"abcdefgh"]),
)


@pytest.mark.parametrize(
    ("number", "words", "slug"),
    [
        ("18", "artikel 18", "artikel-18"),
        ("12.3", "artikel 12, lid 3", "artikel-12-3"),
        ("8a", "artikel 8, onder a", "artikel-8-a"),
        ("6.3c", "artikel 6, lid 3, onder c", "artikel-6-3-c"),
    ],
)
def test_an_article_in_words_and_in_an_address(number: str, words: str, slug: str) -> None:
    assert (full(number), anchor(number)) == (words, slug)
    assert (parse(words), from_anchor(slug)) == (number, number)


@given(NUMBERS)
def test_whatever_is_shown_can_be_read_back(number: str) -> None:
    assert parse(full(number)) == number
    assert parse(short(number)) == number
    assert from_anchor(anchor(number)) == number


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("art. 12.3", "12.3"),
        ("Artikel 12 lid 3", "12.3"),
        ("artikel 8 sub a", "8a"),
        ("8A", "8a"),
        (" 13.4 ", "13.4"),
    ],
)
def test_what_people_write_is_understood(written: str, number: str) -> None:
    assert parse(written) == number


@pytest.mark.parametrize("written", ["", "artikel", "12.", "0", "12.0", "8ab", "-3", "12,3", "twaalf", "12.3.4"])
def test_what_is_no_article_is_refused(written: str) -> None:
    with pytest.raises(NotAnArticle):
        parse(written)


@pytest.mark.parametrize("slug", ["artikel", "artikel-0", "artikel-12-", "12-3", "artikel-8-ab"])
def test_an_address_that_points_nowhere_is_refused(slug: str) -> None:
    with pytest.raises(NotAnArticle):
        from_anchor(slug)


def test_a_number_in_another_notation_is_not_shown() -> None:
    with pytest.raises(NotAnArticle):
        short("artikel 12")


def test_an_article_stands_within_its_whole() -> None:
    """BOK-12.2: 8a stands within 8, and 8 not within 8a."""
    assert within("8a", "8") and within("8", "8") and within("12.3", "12") and within("6.3a", "6.3")
    assert not within("8", "8a") and not within("18", "8") and not within("8b", "8a") and not within("6.4", "6.3")


def test_articles_stand_in_the_order_of_the_agreement() -> None:
    assert in_order({"12.3", "8d", "2.2", "12", "8a", "12.10", "8"}) == ["2.2", "8", "8a", "8d", "12", "12.3", "12.10"]
