"""Finance in the world of the permissions: a run in each state, invoices, and what waits for a second person."""

from dataclasses import dataclass
from datetime import date

from finance.models import Claim, InvoiceRun
from finance.services import runs
from finance.services.claims import ClaimDetails, claim
from finance.services.crediting import ask_credit
from finance.services.finalising import finalise_run
from tests.cast import Cast, person
from tests.finance.stage import KEY, NOW, Books, make_books
from twente.core.models import User

PLAN = {"first_year": 2024, "last_year": 2030, "document": "Raadsbesluit 2024-44", "decided_on": date(2024, 11, 5)}


@dataclass
class Treasury:
    """What finance pages are about. Everything was asked by somebody who is none of the visitors."""

    draft: InvoiceRun
    checking: InvoiceRun
    approved: InvoiceRun
    claim: Claim
    invoice: str
    asked: str


def make_treasury(cast: Cast) -> Treasury:
    """2025 is invoiced, 2024 and 2026 are on their way, 2028 is a concept; votes keep the inhabitants of 2025."""
    books, earlier = make_books(cast, (date(2024, 1, 1),)), person("oud-financien", "Oud-medewerker financiën")
    for name in cast.parties:
        books.promised(name, **PLAN)
    for year in (2024, 2025, 2026, 2028):
        books.rate(year=year)
        books.budget(year=year)
    made = finalise_run(run=on_its_way(books, 2025, earlier, approved=True), by=cast.treasurer, now=NOW)
    ask_credit(invoice=made[1], cents=100, reason="Afronding.", by=earlier, now=NOW)
    details = ClaimDetails("17.2", "Deel van de archiefkosten", 50_000)
    return Treasury(
        draft=runs.start_run(agreement=cast.agreement, contribution=KEY, year=2028, by=earlier, now=NOW),
        checking=on_its_way(books, 2026, earlier, approved=False),
        approved=on_its_way(books, 2024, earlier, approved=True),
        claim=claim(agreement=cast.agreement, party=cast.parties["Almelo"], details=details, by=earlier, now=NOW),
        invoice=made[0].code,
        asked=made[1].code,
    )


def on_its_way(books: Books, year: int, by: User, *, approved: bool) -> InvoiceRun:
    """A run at the second person, or agreed by another former colleague."""
    cast = books.cast
    run = runs.start_run(agreement=cast.agreement, contribution=KEY, year=year, by=by, now=NOW)
    runs.submit_run(run=run, checker=cast.secretary, seen=0, by=by, now=NOW)
    if approved:
        runs.approve_run(run=run, seen=run.version, by=cast.chair, now=NOW)
    return run
