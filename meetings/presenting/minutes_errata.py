"""Errata as the minutes page shows them."""

from dataclasses import dataclass

from meetings.models import Erratum, Minutes
from twente.core.dates import day_of, full_date


@dataclass(frozen=True)
class ErratumRow:
    """An erratum: about what, what must be read, why, and who decided and wrote it down when."""

    pk: int
    about: str
    text: str
    reason: str
    by: str


def erratum_rows(minutes: Minutes | None) -> list[ErratumRow]:
    """The errata to adopted minutes, in order; nothing while they are a concept."""
    if minutes is None:
        return []
    return [erratum_row(row) for row in minutes.errata.select_related("recorded_by", "decided_in")]


def erratum_row(row: Erratum) -> ErratumRow:
    """One erratum."""
    about = f"Erratum {row.number}, punt {row.item_number}" if row.item_number else f"Erratum {row.number}"
    decided = (
        f"Besloten in de vergadering van {full_date(day_of(row.decided_in.starts_at))}. " if row.decided_in else ""
    )
    by = f"{decided}Vastgelegd door {row.recorded_by.name}, {full_date(day_of(row.recorded_at))}."
    return ErratumRow(row.pk, about, row.text, row.reason, by)
