"""Trying out another rate or other inhabitants; nothing is stored (BOK-8d, 12.4)."""

from fractions import Fraction

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from finance.rules.prognosis import prognosis
from tests.finance.stage import KEY, NOW, Books
from twente.core import clock
from twente.core.models import AuditEntry


def test_every_party_with_another_rate_and_growth() -> None:
    """Half a percent more inhabitants, a quarter euro more each; inhabitants are whole."""
    almelo, borne = prognosis([("Almelo", 74_776), ("Borne", 100)], rate=901, new_rate=926, growth=Fraction(50, 10_000))
    assert (almelo.then, almelo.cents, almelo.would_be) == (75_150, 67_373_176, 69_588_900)
    assert (borne.then, borne.difference) == (101, 101 * 926 - 100 * 901)


@pytest.fixture
def browser(books: Books, client: Client, settings: Settings) -> Client:
    """The treasurer on 11 February 2027."""
    settings.CLOCK_OFFSET += NOW - clock.now()
    client.force_login(books.cast.treasurer)
    return client


def test_page_starts_with_the_rate_of_the_year_and_stores_nothing(books: Books, browser: Client) -> None:
    before = AuditEntry.objects.count()
    address = reverse("finance:prognosis", args=["bok-ses", KEY, 2027])
    assert "5.953.327,75" in browser.get(address).text
    page = browser.get(address, {"rate": "9,50", "growth": "-0,25"}).text
    assert "9,50" in page and "\u2212" in page
    assert AuditEntry.objects.count() == before
    file = browser.get(reverse("finance:prognosis_csv", args=["bok-ses", KEY, 2027]), {"rate": "9,50", "growth": "0"})
    assert f"Almelo;74776;74776;{74_776 * 925};{74_776 * 950}" in file.text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"rate": "", "growth": "0"}, "Vul een tarief in."),
        ({"rate": "9,50", "growth": "20,01"}, "tussen −20,00 en 20,00"),
        ({"rate": "9,50", "growth": "veel"}, "Vul een bedrag in"),
        ({"rate": "0", "growth": "0"}, "meer is dan nul"),
    ],
)
def test_bad_input_is_answered_at_the_field(
    books: Books, browser: Client, fields: dict[str, str], sentence: str
) -> None:
    response = browser.get(reverse("finance:prognosis", args=["bok-ses", KEY, 2027]), fields)
    assert response.status_code == 422 and sentence in response.text
