"""Reads: may mail go to this address, which addresses ask attention."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from twente.core.models import Agreement
from twente.outbox.bouncing.books import Owner, owners
from twente.outbox.bouncing.models import Bounce


def refused(address: str) -> bool:
    """Whether this address was refused for good, and nobody said since that it is right."""
    return Bounce.objects.filter(address=address.lower(), lasting=True, confirmed_at=None).exists()


@dataclass(frozen=True)
class Returning:
    """An address from which mail comes back: who has it, how often and since when, why, whether it is closed."""

    address: str
    owner: Owner
    times: int
    since: datetime
    code: str
    answer: str
    closed: bool


def returning(agreement: Agreement) -> list[Returning]:
    """The addresses that somebody has now under this agreement, the newest first; two reads and one for each book."""
    by_address: dict[str, list[Bounce]] = {}
    for row in Bounce.objects.filter(confirmed_at=None).defer("message"):
        by_address.setdefault(row.address, []).append(row)
    known = owners(agreement, set(by_address))
    return [summed(rows, known[address]) for address, rows in by_address.items() if address in known]


def summed(rows: Iterable[Bounce], owner: Owner) -> Returning:
    """Everything that came back from one address, newest first, as one thing to look at."""
    rows = list(rows)
    worst = next((row for row in rows if row.lasting), rows[0])
    return Returning(
        address=worst.address,
        owner=owner,
        times=len(rows),
        since=rows[-1].found_at,
        code=worst.code,
        answer=worst.answer,
        closed=worst.lasting,
    )
