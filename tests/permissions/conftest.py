"""The worlds of the permissions stand: each is made once, and every test finds it as it was made."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.http import HttpRequest

from tests.meetings.minutes_scene import NOW
from tests.permissions.aviary import hatch
from tests.permissions.world import make_world
from tests.standing import scene
from twente.core import context


@pytest.fixture
def today() -> Iterator[None]:
    """It is the morning of 11 February 2027."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def frame_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What rooms add to the frame of every page is found once for each visitor: on which page is no matter."""

    def once(slot: context.Slot) -> context.Slot:
        found: dict[object, object] = {}

        def filled(request: HttpRequest) -> object:
            who = request.user.pk
            if who not in found:
                found[who] = slot(request)
            return found[who]

        return filled

    monkeypatch.setattr(context, "SLOTS", {name: once(slot) for name, slot in context.SLOTS.items()})


def then(make: Callable[[], Any]) -> Callable[[], Any]:
    """The same, made on that morning."""

    def made() -> Any:
        with time_machine.travel(NOW, tick=False):
            return make()

    return made


world = scene("world", then(make_world))
aviary = scene("aviary", then(hatch))
