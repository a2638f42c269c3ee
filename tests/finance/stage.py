"""A year ready to be invoiced: terms, sender, billing data, rate, budget, council decisions, inhabitants."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from finance.models import Invoice, InvoiceRun
from finance.services import runs, settings
from finance.services.finalising import finalise_run
from finance.services.settings import CouncilDetails, RateDetails
from tests.cast import INHABITANTS, Cast
from tests.rehearsal import rehearsed
from twente.core import services as core
from twente.core.models import PopulationSet

KEY, YEAR = "bijdrage", 2027
NOW = datetime(2027, 2, 11, 9, 0, tzinfo=UTC)
"""Thursday 11 February 2027: the inhabitants of the year are known."""
TODAY = date(2027, 2, 11)
ISSUER = {
    "valid_from": date(2021, 2, 1),
    "name": "Gemeente Hengelo",
    "street": "Burgemeester van der Dussenplein 1",
    "postcode": "7551 EB",
    "city": "Hengelo",
    "kvk": "12345678",
    "oin": "",
    "vat_id": "",
    "iban": "NL91ABNA0417164300",
    "bic": "ABNANL2A",
    "email": "financien@voorbeeld.example",
    "contact": "Team financiën",
}
TERMS = {
    "valid_from": date(2021, 2, 1),
    "series": "SES",
    "payment_days": 30,
    "vat": "O",
    "vat_reason": "Bijdrage buiten de heffing van omzetbelasting",
    "interest": "geen",
    "part_year": "maanden",
    "tolerance": 50,
    "reminder_days": [7, 21, 42],
    "decision": "Besluit 2021-03",
}
PROFILE = {
    "valid_from": date(2021, 2, 1),
    "attention": "Team financiën",
    "street": "Postbus 1",
    "postcode": "7600 AA",
    "kvk": "",
    "oin": "",
    "channel": "mail",
    "reference_name": "",
    "order_reference": "",
    "buyer_reference": "",
    "note": "",
}


@dataclass
class Books:
    """The cast with everything that a run of 2027 needs."""

    cast: Cast

    @property
    def acts(self) -> dict[str, Any]:
        """By the treasurer, now."""
        return {"by": self.cast.treasurer, "now": NOW}

    def profile(self, name: str, **changes: Any) -> None:
        """Billing data of one party."""
        details = (
            PROFILE | {"name": f"Gemeente {name}", "city": name, "email": f"facturen@{len(name)}.example"} | changes
        )
        known = self.cast.parties[name].billing_profiles.order_by("id").last()
        seen = known.pk if known else 0
        about = {"agreement": self.cast.agreement, "party": self.cast.parties[name]}
        settings.record_profile(details=details, seen=seen, **about, **self.acts)

    def promised(self, name: str, **changes: Any) -> None:
        """The council of one party decided about 2027."""
        facts = {
            "first_year": YEAR,
            "last_year": YEAR,
            "document": "Raadsbesluit 2026-81",
            "decided_on": date(2026, 11, 5),
        }
        details = CouncilDetails(**(facts | changes))
        about = {"agreement": self.cast.agreement, "contribution": KEY, "party": self.cast.parties[name]}
        settings.record_commitment(details=details, **about, **self.acts)

    def figures(self, reference_date: date, add: int = 0, status: str = "final") -> PopulationSet:
        """Inhabitants of every party, confirmed by a second person."""
        counts = {self.cast.parties[name]: count + add for name, (_, count) in INHABITANTS.items()}
        facts = {
            "reference_date": reference_date,
            "status": status,
            "source": "CBS StatLine 37230ned",
            "figures": counts,
        }
        population = core.propose_population(by=self.cast.treasurer, now=NOW, **facts)
        return core.confirm_population(population=population, by=self.cast.secretary, now=NOW)

    def rate(self, cents: int = 925, year: int = YEAR) -> None:
        """The rate of a year."""
        details = RateDetails(cents, "8d", "Besluit 2026-09", date(2026, 9, 16))
        about = {"agreement": self.cast.agreement, "contribution": KEY, "year": year}
        settings.record_rate(details=details, seen=0, **about, **self.acts)

    def budget(self, cents: int = 595_332_775, year: int = YEAR) -> None:
        """The budget of a year: exactly the contributions, unless said otherwise."""
        details = {"cents": cents, "decided": "Begroting 2027", "decided_on": date(2026, 9, 16)}
        about = {"agreement": self.cast.agreement, "contribution": KEY, "year": year}
        settings.record_budget(details=details, seen=0, **about, **self.acts)

    @rehearsed
    def run(self) -> InvoiceRun:
        """A concept of the year."""
        return runs.start_run(agreement=self.cast.agreement, contribution=KEY, year=YEAR, **self.acts)

    @rehearsed
    def submitted(self) -> InvoiceRun:
        """The same, at the second person."""
        run = self.run()
        return runs.submit_run(run=run, checker=self.cast.secretary, seen=run.version, **self.acts)

    @rehearsed
    def approved(self) -> InvoiceRun:
        """The same, approved."""
        run = self.submitted()
        return runs.approve_run(run=run, seen=run.version, by=self.cast.secretary, now=NOW)

    @rehearsed
    def invoices(self) -> list[Invoice]:
        """Fourteen final invoices."""
        return finalise_run(run=self.approved(), **self.acts)


def make_books(cast: Cast, counted: tuple[date, ...] = (date(2027, 1, 1),)) -> Books:
    """Everything is there, with inhabitants on these days."""
    books = Books(cast)
    about = {"agreement": cast.agreement, "seen": 0, **books.acts}
    settings.record_issuer(details=ISSUER, **about)
    settings.record_terms(details=TERMS, **about)
    books.rate()
    books.budget()
    for day in counted:
        books.figures(day, status="provisional")
    for name in cast.parties:
        books.profile(name)
        books.promised(name)
    return books
