"""Years and parties with what they owe and paid, in a number of queries that does not grow (BOK-11.2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models.fields.json import KT

from finance.einvoice.facts import VAT_PERCENT
from finance.models import Invoice, InvoiceRun
from finance.rules.lines import vat_on
from finance.selectors import settings
from finance.selectors.access import runs_for
from finance.selectors.balances import Balance, summed
from finance.selectors.proposing import proposals_for
from twente.core.agreement import Contribution
from twente.core.models import Agreement, Party
from twente.core.permissions import Actor


@dataclass(frozen=True)
class YearLine:
    """One contribution in one year; `run` is the latest that was not withdrawn."""

    contribution: Contribution
    year: int
    run: InvoiceRun | None
    balance: Balance


@dataclass(frozen=True)
class PartyLine:
    """One party in one year or all; `decided` is what it owes by final runs and by claims that two persons made, in
    cents including VAT."""

    party: Party
    decided: int
    balance: Balance
    invoices: list[Invoice]


def year_lines(actor: Actor, invoices: Iterable[Invoice], found_balances: Mapping[int, Balance]) -> list[YearLine]:
    """Every year of every contribution that has a run, a rate or invoices, and the year to come; newest first.

    A year for which a rate was proposed is one too.
    """
    agreement = actor.agreement
    if agreement is None:
        return []
    known = settings.contributions_of(agreement, actor.on)
    runs: dict[tuple[str, int], InvoiceRun] = {}
    for run in runs_for(actor).exclude(state=InvoiceRun.State.WITHDRAWN).order_by("id"):
        runs[run.contribution, run.year] = run
    sums = balances_of_years(invoices, found_balances)
    found = []
    for contribution in known:
        rated = set(settings.rates_of(agreement, contribution.key))
        rated |= set(proposals_for(actor).filter(contribution=contribution.key).values_list("year", flat=True))
        years = (
            {year for key, year in (*runs, *sums) if key == contribution.key}
            | rated
            | {actor.on.year, actor.on.year + 1}
        )
        for year in sorted(years, reverse=True):
            place = (contribution.key, year)
            found.append(YearLine(contribution, year, runs.get(place), sums.get(place, Balance())))
    return found


def balances_of_years(invoices: Iterable[Invoice], found: Mapping[int, Balance]) -> dict[tuple[str, int], Balance]:
    """Charge and year → the balance of its invoices."""
    sums: dict[tuple[str, int], Balance] = {}
    for row in invoices:
        if row.pk in found:
            place = (row.charge, row.year)
            sums[place] = sums.get(place, Balance()) + found[row.pk]
    return sums


def party_lines(
    parties: Iterable[Party], decided: Mapping[str, int], invoices: Iterable[Invoice], found: Mapping[int, Balance]
) -> list[PartyLine]:
    """These parties and those of these invoices with their balances, in the fixed order; also who has no invoice."""
    known, by_party = {party.pk: party for party in parties}, dict[int, list[Invoice]]()
    for row in invoices:
        known.setdefault(row.party_id, row.party)
        by_party.setdefault(row.party_id, []).append(row)
    lines = []
    for pk, party in known.items():
        mine = by_party.get(pk, [])
        balance = summed(found[row.pk] for row in mine if row.pk in found)
        claimed = sum(row.total_cents for row in mine if not row.charge and row.kind == Invoice.Kind.INVOICE)
        lines.append(PartyLine(party, decided.get(party.code, 0) + claimed, balance, mine))
    return sorted(lines, key=lambda line: line.party.position)


def decided_of(agreement: Agreement, **about: object) -> dict[str, int]:
    """Party code → cents including VAT that final runs say it owes, invoiced or not; of one year the last run counts.

    `about` are columns of the run.
    """
    runs = InvoiceRun.objects.filter(agreement=agreement, state=InvoiceRun.State.FINAL, **about).order_by("id")
    said: dict[tuple[str, int, str], int] = {}
    for key, year, vat, rows in runs.values_list("contribution", "year", KT("inputs__terms__vat"), "inputs__rows"):
        for row in rows:
            if row["cents"] is not None:
                said[key, year, row["code"]] = row["cents"] + vat_on(row["cents"], VAT_PERCENT[vat])
    sums: dict[str, int] = {}
    for (_, _, code), cents in said.items():
        sums[code] = sums.get(code, 0) + cents
    return sums


def ageing(found: Iterable[tuple[date, int]], on: date) -> list[tuple[str, int]]:
    """Open cents by how long they are overdue; `found` are due days with what is open."""
    bounds = (("nog niet vervallen", 0), ("1 tot 30 dagen", 30), ("31 tot 60 dagen", 60), ("61 tot 90 dagen", 90))
    sums = dict.fromkeys([label for label, _ in bounds] + ["meer dan 90 dagen"], 0)
    for due_on, cents in found:
        late = (on - due_on).days
        label = next((label for label, last in bounds if late <= last), "meer dan 90 dagen")
        sums[label] += cents
    return list(sums.items())
