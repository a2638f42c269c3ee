"""The books of 2027, standing between tests."""

from tests.cast import gather
from tests.finance.stage import Books, make_books
from tests.standing import scene


def make() -> Books:
    """The cast with a year that is ready to be invoiced."""
    return make_books(gather())


books = scene("books", make)
