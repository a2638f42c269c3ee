"""The order of a roll call: the lot points out who is called first, the others follow at the table (Gemeentewet 32)."""

from collections.abc import Sequence
from typing import TypeVar

Called = TypeVar("Called")


def drawn(code: str, number: int) -> int:
    """The place that the lot points out, from 0: the rest of the frozen code divided by the number of parties.

    Nobody can steer it, and everybody can do the sum again. Raises ZeroDivisionError when nobody can be called.
    """
    return int(code, 16) % number


def called_from(table: Sequence[Called], first: int) -> list[Called]:
    """The table in the order in which it is called."""
    return [*table[first:], *table[:first]]
