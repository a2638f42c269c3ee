"""The worlds of the permissions stand: each is made once, and every test finds it as it was made."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine

from tests.meetings.minutes_scene import NOW
from tests.permissions.canary import hatch
from tests.permissions.world import make_world
from tests.standing import scene


@pytest.fixture
def today() -> Iterator[None]:
    """It is the morning of 11 February 2027."""
    with time_machine.travel(NOW, tick=False):
        yield


def then(make: Callable[[], Any]) -> Callable[[], Any]:
    """The same, made on that morning."""

    def made() -> Any:
        with time_machine.travel(NOW, tick=False):
            return make()

    return made


world = scene("world", then(make_world))
nest = scene("nest", then(hatch))
