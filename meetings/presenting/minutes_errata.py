"""Errata as the minutes page shows them."""

from collections.abc import Iterable
from dataclasses import dataclass

from meetings.models import Erratum, Minutes
from meetings.selectors.errata import errata_for
from twente.core.dates import day_of, full_date
from twente.core.permissions import Actor


@dataclass(frozen=True)
class ErratumRow:
    """An erratum: about what, what must be read, why, and who decided and wrote it down when."""

    pk: int
    about: str
    text: str
    reason: str
    by: str


def erratum_rows(minutes: Minutes | None, actor: Actor) -> list[ErratumRow]:
    """The errata to adopted minutes that this person may read, in order; nothing while they are a concept."""
    rows = errata_for(actor, minutes) if minutes else []
    return [erratum_row(row, f"Vastgelegd door {row.recorded_by.name}, {day(row)}.") for row in rows]


def public_rows(errata: Iterable[Erratum]) -> list[ErratumRow]:
    """The same outside the overleg, without who wrote it down."""
    return [erratum_row(row, f"Vastgelegd op {day(row)}.") for row in errata]


def erratum_row(row: Erratum, by: str) -> ErratumRow:
    """One erratum."""
    about = f"Erratum {row.number}, punt {row.item_number}" if row.item_number else f"Erratum {row.number}"
    decided = (
        f"Besloten in de vergadering van {full_date(day_of(row.decided_in.starts_at))}. " if row.decided_in else ""
    )
    return ErratumRow(row.pk, about, row.text, row.reason, f"{decided}{by}")


def day(row: Erratum) -> str:
    """11 februari 2027"""
    return full_date(day_of(row.recorded_at))
