"""Dutch of amounts and times (pure)."""

from datetime import datetime

from twente.core.dates import clock_time, day_of, full_date
from twente.core.money import format_number


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
