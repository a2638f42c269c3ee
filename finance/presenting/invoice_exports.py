"""Invoices for a spreadsheet; amounts in whole cents, so that nothing is rounded on the way."""

from collections.abc import Iterator
from datetime import date

from finance.models import Invoice
from finance.presenting.invoices import rows_of
from twente.core.spreadsheet import lines

HEADINGS = (
    "Nummer",
    "Soort",
    "Partij",
    "Jaar",
    "Onderwerp",
    "Factuurdatum",
    "Vervaldag",
    "Totaal in centen",
    "Gecrediteerd in centen",
    "Betaald in centen",
    "Open in centen",
    "Stand",
)


def lines_of(invoices: list[Invoice], on: date) -> Iterator[str]:
    """A line per invoice or credit note."""
    rows = []
    for row in rows_of(invoices, on):
        found, balance = row.invoice, row.balance
        days = (found.issued_on.isoformat(), found.due_on.isoformat())
        amounts = (found.total_cents, balance.credited, balance.paid, balance.open)
        names = (found.code, found.get_kind_display(), found.party.short_name, found.year, found.subject)
        rows.append((*names, *days, *amounts, row.pill[0]))
    return lines(HEADINGS, rows)
