"""Reads: departures with their costs, what is still owed until the last day, and the claim (BOK-15.2, 15.4; UHO-9)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import QuerySet

from finance.models import Claim, ExitCosts, Invoice
from finance.rules import contribution, share_of_fte
from finance.rules.years import part_of_year
from finance.selectors import settings
from finance.selectors.access import sees_all
from finance.selectors.balances import Balance, balances, summed
from finance.selectors.years import Year, year_of
from twente.core.models import Party
from twente.core.permissions import Actor
from twente.core.selectors import inhabitants_in

LONGEST = 5
"""Years of notice that a page shows: no agreement has more."""


@dataclass(frozen=True)
class StillOwed:
    """A contribution of one year until the last day; `cents` None: rate or inhabitants are not known yet."""

    label: str
    article: str
    year: int
    part: str
    cents: int | None
    promised: str


def leaving_for(actor: Actor) -> QuerySet[ExitCosts]:
    """Departures that were not taken back, for who reads all invoices."""
    rows = ExitCosts.objects.filter(agreement=actor.agreement, withdrawn_at__isnull=True)
    rows = rows.select_related("agreement", "party", "consent", "started_by", "established_by")
    return rows if sees_all(actor) else rows.none()


def claim_of(source: str, party: Party) -> Claim | None:
    """The claim of a departure that stands."""
    rows = Claim.objects.filter(source=source, party=party, withdrawn_at__isnull=True)
    return rows.select_related("invoice", "asked_by").first()


def open_of(actor: Actor, party: Party) -> Balance:
    """What the party owes on invoices that were sent."""
    invoices = Invoice.objects.filter(agreement=actor.agreement, party=party)
    return summed(balances(invoices, actor.on).values())


def still_owed(about: ExitCosts, on: date) -> list[StillOwed]:
    """The contributions that stay due until the last day, per year, also those not invoiced yet."""
    known = settings.contributions_of(about.agreement, on)
    first = max(on.year, about.consent.decided_at.year)
    years = range(first, min(about.ends_on.year, first + LONGEST) + 1)
    return [
        row for each in known for year in years for row in owed_in(about, year_of(about.agreement, each.key, year, on))
    ]


def owed_in(about: ExitCosts, year: Year) -> Iterator[StillOwed]:
    """One contribution in one year; nothing where the agreement has no basis or the amount follows afterwards."""
    if year.contribution.kind not in ("per_inhabitant", "share_of_fte"):
        return
    part = part_of_year(year.year, date(year.year, 1, 1), about.ends_on, year.counting)
    council = year.commitments.get(about.party_id)
    yield StillOwed(
        label=year.contribution.label,
        article=year.basis.article if year.basis else year.contribution.article,
        year=year.year,
        part="heel jaar" if part == 1 else f"{part.numerator}/{part.denominator} jaar",
        cents=amount(about.party, year, part),
        promised=council.document if council and council.stands else "",
    )


def amount(party: Party, year: Year, part: Fraction) -> int | None:
    """Whole cents, or nothing while rate or inhabitants are unknown."""
    if year.cents is None:
        return None
    if year.contribution.kind == "share_of_fte":
        return share_of_fte(year.contribution.share or Fraction(1), year.cents, part)
    figures = inhabitants_in(year.population) if year.population else {}
    counted = figures.get(party.pk)
    return None if counted is None else contribution(counted, year.cents, part)
