"""A run for a spreadsheet."""

from collections.abc import Iterator

from finance.presenting.runs import Page
from twente.core.spreadsheet import lines

HEADINGS = ("Partij", "Inwoners", "Bijdrage in centen", "Deze ronde in centen", "Raad besloot", "Verzending", "Stand")


def lines_of(page: Page) -> Iterator[str]:
    """A line per party; amounts in whole cents, so that nothing is rounded on the way."""
    rows = [(r.name, r.inhabitants, r.cents, r.due, r.council, r.sending, r.pill[0]) for r in page.rows]
    return lines(HEADINGS, rows)
