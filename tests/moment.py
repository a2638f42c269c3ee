"""The moment at which tests of pages play: everybody sees the same day."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.cast import MORNING


@pytest.fixture
def morning() -> Iterator[None]:
    """The clock stands still on the morning of the cast."""
    with time_machine.travel(MORNING, tick=False):
        yield
