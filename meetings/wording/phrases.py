"""Dutch of amounts and times (pure)."""

import re
from datetime import datetime

from twente.core.dates import clock_time, day_of, full_date
from twente.core.money import format_number

NEUTER = ("overleg", "bestuur", "beraad", "orgaan", "college", "team", "comité", "netwerk", "platform")
"""Endings of the names of bodies that take "het"; all others take "de"."""


def within(body: str) -> str:
    """The name of a body within a sentence: bestuurlijk overleg, Twente Board; a region keeps its capital."""
    first, _, rest = body.partition(" ")
    named = first.startswith("Twente") or rest[:1].isupper()
    return body if named else body[:1].lower() + body[1:]


def the(body: str) -> str:
    """The same with its article: het bestuurlijk overleg, de ambtelijke werkgroep."""
    head = re.split(r" \(| van | voor ", body.lower())[0]
    article = "het" if any(word.endswith(NEUTER) for word in head.split()) else "de"
    return f"{article} {within(body)}"


def count(number: int, one: str, many: str) -> str:
    """1 punt, 2 punten"""
    return f"{format_number(number)} {one if number == 1 else many}"


def period(starts_at: datetime, ends_at: datetime) -> str:
    """10.00–12.00 uur; over midnight with both days"""
    if day_of(starts_at) == day_of(ends_at):
        return f"{clock_time(starts_at).removesuffix(' uur')}–{clock_time(ends_at)}"
    return f"{clock_time(starts_at)} tot {full_date(day_of(ends_at))} {clock_time(ends_at)}"


def duration(minutes: int) -> str:
    """1 uur en 45 minuten"""
    hours, rest = divmod(minutes, 60)
    parts = [count(hours, "uur", "uur")] if hours else []
    parts += [count(rest, "minuut", "minuten")] if rest or not hours else []
    return " en ".join(parts)
