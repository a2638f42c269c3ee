"""The figures of a yearly account, from the ledger: what was decided, invoiced, credited, paid and is open (BOK-8f)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

from finance.models import Invoice, YearAccount
from finance.selectors import settings
from finance.selectors.balances import Balance, balances, summed
from finance.selectors.years import taking_part
from twente.core.models import Agreement
from twente.core.permissions import Actor
from twente.outbox.dispatching.models import Dispatch

Content = dict[str, Any]


def accounts_for(actor: Actor) -> QuerySet[YearAccount]:
    """Accounts of this agreement: all of them for who may approve a run, else those that both signed."""
    rows = YearAccount.objects.filter(agreement=actor.agreement).select_related("document", "adopted_in", "closed_by")
    return rows if actor.may("run_approve") else rows.filter(document__revisions__act="secretary")


def adopted_and_unsent(agreement: Agreement) -> list[YearAccount]:
    """Accounts that both signed and a decision adopted, and that no council got, the oldest first (BOK-8f, 8h)."""
    rows = YearAccount.objects.filter(agreement=agreement, adopted_in__isnull=False)
    rows = rows.filter(document__revisions__act="secretary")
    rows = rows.exclude(document__in=Dispatch.objects.values("document"))
    return list(rows.select_related("document", "adopted_in").order_by("year"))


def content_of(agreement: Agreement, year: int, on: date) -> Content:
    """Everything of the year as it stands on a day: per contribution and party, one-off claims, totals."""
    invoices = Invoice.objects.filter(agreement=agreement, year=year).select_related("party", "run")
    found = balances(invoices, on)
    rows = list(invoices)
    contributions = [
        part(agreement, year, contribution, rows, found) for contribution in settings.contributions_of(agreement, on)
    ]
    claims = [row for row in rows if not row.charge and row.pk in found]
    return {
        "year": year,
        "on": on.isoformat(),
        "contributions": [found_part for found_part in contributions if found_part["rows"]],
        "claims": [
            {"party": row.party.short_name, "subject": row.subject, "code": row.code, **amounts(found[row.pk])}
            for row in claims
        ],
        "total": amounts(summed(found.values())),
        "documents": len(rows),
        "first": min((row.code for row in rows), default=""),
        "last": max((row.code for row in rows), default=""),
    }


def part(agreement: Agreement, year: int, contribution: Any, rows: list[Invoice], found: dict[int, Balance]) -> Content:
    """One contribution: budget, rate, and a row for every party of the year, also one that was not invoiced."""
    key = contribution.key
    budget, rate = settings.budgets_of(agreement, key).get(year), settings.rates_of(agreement, key).get(year)
    mine = [row for row in rows if row.charge == key]
    parties = [membership.party for membership in taking_part(agreement, year)]
    lines = [line(party.short_name, [row for row in mine if row.party_id == party.pk], found) for party in parties]
    total = summed(found[row.pk] for row in mine if row.pk in found)
    net = total.invoiced - total.credited
    return {
        "label": contribution.label,
        "article": contribution.article,
        "rate": rate.cents if rate else contribution.cents,
        "decided": rate.decided if rate else "",
        "budget": budget.cents if budget else None,
        "difference": net - budget.cents if budget else None,
        "reasons": sorted({row.run.difference_reason for row in mine if row.run and row.run.difference_reason}),
        "rows": lines if mine else [],
        "total": amounts(total),
    }


def line(name: str, rows: Iterable[Invoice], found: dict[int, Balance]) -> Content:
    """One party: inhabitants as they were invoiced last, and its amounts."""
    mine = list(rows)
    counted: Content = next((row.run.inputs for row in reversed(mine) if row.run and row.run.inputs), {"rows": []})
    inhabitants = next((row["inhabitants"] for row in counted["rows"] if row["name"] == name), None)
    return {
        "party": name,
        "inhabitants": inhabitants,
        **amounts(summed(found[row.pk] for row in mine if row.pk in found)),
    }


def amounts(balance: Balance) -> dict[str, int]:
    """The four amounts of a line, in cents."""
    return {"invoiced": balance.invoiced, "credited": balance.credited, "paid": balance.paid, "open": balance.open}
