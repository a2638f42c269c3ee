"""The term list: every term of every agreement that a person takes part in, nearest first (BOK-all)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.utils.module_loading import import_string

from twente.core import termlist
from twente.core.dates import MONTHS
from twente.core.permissions import Actor
from twente.core.termlist import ListedTerm
from twente.home import wording

SOON = timedelta(days=14)


@dataclass(frozen=True)
class Row:
    """One term as the page shows it; `agreement` where somebody takes part in several."""

    term: ListedTerm
    near: str
    pill: tuple[str, str, str]
    agreement: str
    slug: str


@dataclass(frozen=True)
class Month:
    """The terms of one month; those that have passed come together."""

    title: str
    rows: tuple[Row, ...]


def listed(actors: Iterable[Actor], now: datetime) -> list[Row]:
    """Every term by its day, in the order of the rooms on the same day."""
    actors = list(actors)
    several = len(actors) > 1
    found = [
        Row(
            term=term,
            near=wording.near(term.day, actor.on),
            pill=pill(term, actor.on),
            agreement=str(actor.agreement) if several else "",
            slug=actor.agreement.slug if actor.agreement else "",
        )
        for provider in termlist.ROOMS.values()
        for actor in actors
        for term in import_string(provider)(actor, now)
    ]
    return sorted(found, key=lambda row: row.term.day)


def pill(term: ListedTerm, on: date) -> tuple[str, str, str]:
    """State in a word, a colour and an icon."""
    if term.done_on is not None:
        return "gedaan", "g", "check"
    if term.opens:
        return ("kan nu", "b", "lock-open") if term.day <= on else ("kan nog niet", "d", "lock")
    if term.day < on:
        return "te laat", "w", "alert-triangle"
    return ("let op", "w", "clock") if term.day <= on + SOON else ("op schema", "", "calendar-time")


def who_acts(rows: Iterable[Row]) -> list[str]:
    """Everybody who acts, for the filter."""
    return sorted({row.term.who for row in rows})


def months(rows: Iterable[Row], on: date) -> list[Month]:
    """What has passed first, then month by month."""
    groups = groupby(rows, key=lambda row: (0, 0) if row.term.day < on else (row.term.day.year, row.term.day.month))
    return [Month(title(key), tuple(found)) for key, found in groups]


def title(key: tuple[int, int]) -> str:
    """Voorbij; Januari 2027"""
    year, month = key
    return wording.capital(f"{MONTHS[month - 1]} {year}") if year else "Voorbij"
