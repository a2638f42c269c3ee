"""A request to a page under an agreement: which act opens it, how to knock, what answers who may."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.permissions.world import World

Args = Callable[[World], tuple[Any, ...]]
Data = Callable[[World], dict[str, Any]]


@dataclass(frozen=True)
class Door:
    """A request. `opens` are the answers to who may; `party` is the party that the request is about, if any.

    `word` stands on the page only for who may, on pages that open for more people than the act allows.
    """

    act: str
    page: str
    args: Args = lambda world: ()
    data: Data | None = None
    opens: tuple[int, ...] = ()
    party: str = ""
    word: str = ""

    @property
    def answers(self) -> tuple[int, ...]:
        """What who may gets: a page, or after a post the way to the next one."""
        return self.opens or ((200,) if self.data is None else (302,))
