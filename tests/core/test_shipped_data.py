"""Facts that come with the product: complete, in order, adding up to what CBS published."""

from twente.core import agreement, data

PUBLISHED = {
    2018: 627_848,
    2019: 629_284,
    2020: 631_064,
    2021: 631_733,
    2022: 633_917,
    2023: 638_897,
    2024: 640_806,
    2025: 643_603,
}
"""Sum of the fourteen per 1 January; 2020 is the total for Twente as published."""


def test_every_party_of_every_rulebook_is_known() -> None:
    """BOK-P, UHO-P."""
    known = {facts.code for facts in data.parties()}
    assert {code for book in agreement.shipped() for code in book.party_codes} == known


def test_parties_stand_in_the_order_of_the_agreement() -> None:
    book = next(book for book in agreement.shipped() if book.exclusion)
    order = [facts.code for facts in data.parties() if facts.kind == "gemeente"]
    assert tuple(order) == book.party_codes
    assert {facts.code: facts.short_name for facts in data.parties() if facts.code in order} == dict(book.party_names)


def test_inhabitants_add_up_and_name_their_source() -> None:
    """R5, R17: source and status with every set."""
    sums = {facts.reference_date.year: sum(facts.figures.values()) for facts in data.populations()}
    assert sums == PUBLISHED
    for facts in data.populations():
        assert len(facts.figures) == 14
        assert facts.source.startswith("CBS")
        assert facts.origin
        assert facts.status in {"final", "provisional", "unknown"}
