"""What asks somebody's attention: rooms make these rows, the desk sorts and shows them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from twente.core.permissions import Actor


@dataclass(frozen=True)
class Attention:
    """One thing to do: the last day (Amsterdam) to do it, what and why in Dutch, and the button that leads there."""

    due_on: date
    title: str
    sentence: str
    articles: tuple[str, ...]
    action_label: str
    url: str

    @property
    def action_about(self) -> str:
        """What the button is about, for who hears it: the title, without saying the act twice."""
        return self.title.removeprefix(f"{self.action_label}: ")


Provider = Callable[[Actor, datetime], list[Attention]]
ROOMS: dict[str, str] = {}
"""Room → the dotted name of its provider; the desk loads it when it is asked for, never a worker that starts."""


def provide(room: str, provider: str) -> None:
    """Give the desk the rows of a room; called once, in that room's `AppConfig.ready`."""
    ROOMS[room] = provider
