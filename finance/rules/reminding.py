"""When an unpaid invoice is reminded of, and which step it is (spec/finance.md 1; days from the billing terms)."""

from collections.abc import Sequence
from datetime import date, timedelta


def next_level(*, due_on: date, days: Sequence[int], sent: Sequence[date], on: date) -> int | None:
    """The reminder that is due on a day, counted from 1; nothing when it is too early or all went out.

    `days` count from the due date. After a late start the steps still follow one another at their own distance, so
    that nobody begins with a summons.
    """
    step = len(sent)
    if step >= len(days) or on < due_on + timedelta(days=days[step]):
        return None
    if sent and (on - sent[-1]).days < days[step] - days[step - 1]:
        return None
    return step + 1
