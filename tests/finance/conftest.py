"""The books of 2027, standing between tests."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from tests.cast import gather
from tests.finance.stage import NOW, Books, make_books
from tests.standing import scene


def make() -> Books:
    """The cast with a year that is ready to be invoiced."""
    return make_books(gather())


books = scene("books", make)


@pytest.fixture
def treasurer(books: Books) -> Iterator[Client]:
    """The browser of the treasurer, on the day of the books."""
    with time_machine.travel(NOW, tick=False):
        browser = Client()
        browser.force_login(books.cast.treasurer)
        yield browser
