"""What a source of the search is: who may find it, which texts are looked through, and how a hit is told."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.db.models.expressions import Combinable

from twente.core.permissions import Actor

Rows = Callable[[Actor, datetime], QuerySet[Any]]
Tell = Callable[[Any], tuple[str, str, str]]


def as_typed(row: Any) -> str:
    """Plain text stays as it is."""
    fragment: str = row.fragment
    return fragment


def as_asked(text: str) -> str:
    """A question stays as it is."""
    return text


@dataclass(frozen=True)
class Source:
    """One kind of hit; several sources may give the same kind. `fields` are indexed together; `item` is the path to
    the agenda item; `tell` gives title, address and where it is from; `plain` gives the fragment of a row without
    marks of layout. `asks` makes the question one that these fields can answer. `known_by` is a field that is a
    source of its own: what is found there is not told twice. `dated` is the moment of what belongs to no meeting.
    """

    kind: str
    label: str
    icon: str
    rows: Rows
    fields: tuple[str | Combinable, ...]
    item: str
    tell: Tell
    plain: Callable[[Any], str] = as_typed
    asks: Callable[[str], str] = as_asked
    known_by: str = ""
    dated: str = ""

    @property
    def key(self) -> str:
        """What tells this source from the others of its kind."""
        return f"{self.kind} {self.item}"

    @property
    def moment(self) -> str:
        """The path to the moment by which hits are ordered and years are chosen."""
        return self.dated or f"{self.item}meeting__starts_at"
