"""The desk: what every room asks of a person, over all agreements, grouped by nearness."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import cast

from django.core.cache import cache
from django.utils.module_loading import import_string

from twente.core import attention
from twente.core.attention import Attention, Provider
from twente.core.dates import day_of
from twente.core.models import User
from twente.core.permissions import Actor, actor_for
from twente.core.selectors import agreements_of
from twente.home import wording
from twente.partnership import attention as partnership

COUNT_SECONDS = 60
ROOMS = ("votes", "meetings", "finance", "disputes", "twente.partnership", "twente.outbox", "twente.home")
"""In this order on the same day: an open vote comes before anything else."""


@dataclass(frozen=True)
class Row:
    """One thing to do, as the page shows it."""

    asked: Attention
    near: str
    this_week: bool
    agreement: str
    slug: str


@dataclass(frozen=True)
class Group:
    """Rows of one nearness, with their number in words."""

    title: str
    rows: tuple[Row, ...]
    size: str


@dataclass(frozen=True)
class Desk:
    """Everything that asks for attention, and what comes after it."""

    groups: tuple[Group, ...]
    headline: str
    calm: tuple[str, str]
    size: int


def providers() -> tuple[Provider, ...]:
    """What the rooms registered, in their order; a room that asks nothing registers nothing."""
    return tuple(import_string(attention.ROOMS[name]) for name in ROOMS if name in attention.ROOMS)


def actors_of(user: User, on: date) -> list[Actor]:
    """The person in each agreement that he or she takes part in on a day."""
    return [actor_for(user, agreement, on) for agreement in agreements_of(user, on)]


def rows_of(actors: Iterable[Actor], now: datetime) -> list[Row]:
    """Rows of all rooms and agreements by due day; on the same day in the order of the rooms."""
    actors = list(actors)
    several = len(actors) > 1
    found = [
        Row(
            asked=asked,
            near=wording.near(asked.due_on, actor.on),
            this_week=(asked.due_on - actor.on).days <= wording.WEEK,
            agreement=str(actor.agreement) if several else "",
            slug=actor.agreement.slug if actor.agreement else "",
        )
        for provide in providers()
        for actor in actors
        for asked in provide(actor, now)
    ]
    return sorted(found, key=lambda row: row.asked.due_on)


def size_key(user: User, today: date) -> str:
    """Where the number of rows of a person is kept for a minute."""
    return f"desk-{user.pk}-{today}"


def remember_size(user: User, today: date, size: int) -> None:
    """The desk itself has just counted: the menu says the same."""
    cache.set(size_key(user, today), size, COUNT_SECONDS)


def known_size(user: User, now: datetime) -> int | None:
    """How many rows a person has, at most a minute old and exact on the desk itself; None when nobody counted."""
    return cast("int | None", cache.get(size_key(user, day_of(now))))


def size_for(user: User, now: datetime) -> int:
    """The same, counted now when nobody did."""
    known = known_size(user, now)
    if known is None:
        today = day_of(now)
        known = len(rows_of(actors_of(user, today), now))
        remember_size(user, today, known)
    return known


def desk_of(actors: list[Actor], today: date, now: datetime, meets_on: Iterable[date] = ()) -> Desk:
    """The whole desk of one person; `meets_on` are the days of the next meetings, a calm desk may name one."""
    rows = rows_of(actors, now)
    due = [row.asked.due_on for row in rows]
    groups = [
        Group(title, tuple(members), wording.things(len(members)))
        for title, members in (
            (title, list(members))
            for title, members in groupby(rows, key=lambda row: wording.group(row.asked.due_on, today))
        )
    ]
    last = max([today, *due])
    after = [partnership.first_after(actor, last) for actor in actors]
    after += [(day, "vergadering van het overleg") for day in meets_on if day > last]
    coming = min((found for found in after if found), default=None)
    return Desk(
        groups=tuple(groups),
        headline=wording.headline(due, today),
        calm=wording.calm(not rows, coming, today),
        size=len(rows),
    )
