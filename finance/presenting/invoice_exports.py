"""The overview for a spreadsheet: every invoice, and what stands open per year, party and age."""

from datetime import date
from typing import Any

from finance.presenting.invoices import Row, rows_with
from finance.selectors.balances import Balance
from twente.core.tables import Cell, Column, Holds, Table

MONEY, YEAR, DAY = Holds.MONEY, Holds.YEAR, Holds.DAY
INVOICES = (
    Column("Nummer"),
    Column("Soort"),
    Column("Partij"),
    Column("Jaar", YEAR),
    Column("Onderwerp"),
    Column("Factuurdatum", DAY),
    Column("Vervaldag", DAY),
    Column("Totaal", MONEY),
    Column("Gecrediteerd", MONEY),
    Column("Betaald", MONEY),
    Column("Open", MONEY),
    Column("Stand"),
)
AMOUNTS = (
    Column("Gefactureerd", MONEY),
    Column("Gecrediteerd", MONEY),
    Column("Betaald", MONEY),
    Column("Open", MONEY),
    Column("Waarvan te laat", MONEY),
)


def invoices_table(found_rows: list[Row]) -> Table:
    """A line per invoice or credit note."""
    rows: list[tuple[Cell, ...]] = []
    for row in found_rows:
        found, balance = row.invoice, row.balance
        names = (found.code, found.get_kind_display(), found.party.short_name, found.year, found.subject)
        amounts = (found.total_cents, balance.credited, balance.paid, balance.open)
        rows.append((*names, found.issued_on, found.due_on, *amounts, row.pill[0]))
    return Table("Facturen", INVOICES, rows)


def amounts(balance: Balance) -> tuple[int, ...]:
    """The amounts of a line."""
    return balance.invoiced, balance.credited, balance.paid, balance.open, balance.overdue


def overview_tables(page: dict[str, Any], on: date) -> list[Table]:
    """The front page as sheets, from what it read; `page` comes from `front_page`. A party gets its own lines only."""
    in_order = sorted(page["invoices"], key=lambda row: (row.issued_on, row.series_id, row.number))
    invoices = invoices_table(rows_with(in_order, page["balances"], on))
    parties = [(line.party.short_name, line.decided, *amounts(line.balance)) for line in page["lines"]]
    tables = [Table("Per partij", (Column("Partij"), Column("Besloten", MONEY), *AMOUNTS), parties), invoices]
    if not page["everything"]:
        return tables
    years = [
        (row.line.year, row.line.contribution.label, row.pill[0], *amounts(row.line.balance)) for row in page["years"]
    ]
    heads = (Column("Jaar", YEAR), Column("Bijdrage"), Column("Ronde"), *AMOUNTS)
    ages = Table("Open naar leeftijd", (Column("Leeftijd"), Column("Open", MONEY)), page["ageing"])
    return [Table("Per jaar", heads, years), *tables, ages]
