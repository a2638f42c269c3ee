"""A run for a spreadsheet."""

from finance.presenting.runs import Page
from twente.core.tables import Column, Holds, Table

COLUMNS = (
    Column("Partij"),
    Column("Inwoners", Holds.WHOLE),
    Column("Bijdrage", Holds.MONEY),
    Column("Deze ronde", Holds.MONEY),
    Column("Raad besloot"),
    Column("Verzending"),
    Column("Stand"),
)


def run_table(page: Page) -> Table:
    """A line per party."""
    rows = [(r.name, r.inhabitants, r.cents, r.due, r.council, r.sending, r.pill[0]) for r in page.rows]
    return Table("Factuurronde", COLUMNS, rows)
