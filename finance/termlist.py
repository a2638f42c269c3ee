"""Terms of finance: when open invoices must be paid, in one row per day (BOK-11.2)."""

from collections.abc import Iterator
from datetime import date, datetime

from django.urls import reverse

from finance.selectors.access import invoices_for, may_read
from finance.selectors.balances import Balance, balances
from twente.core.money import format_amount
from twente.core.permissions import Actor
from twente.core.termlist import ListedTerm


def rows(actor: Actor, now: datetime) -> list[ListedTerm]:
    """The due days of invoices that this person may read and that are not paid."""
    return list(due(actor)) if actor.agreement is not None and may_read(actor) else []


def due(actor: Actor) -> Iterator[ListedTerm]:
    """One row per day, with how many invoices and how much."""
    invoices = invoices_for(actor)
    found = {pk: balance for pk, balance in balances(invoices, actor.on).items() if balance.open > 0}
    by_day: dict[date, list[Balance]] = {}
    for pk, day in invoices.filter(pk__in=found).values_list("pk", "due_on"):
        by_day.setdefault(day, []).append(found[pk])
    slug = actor.agreement.slug if actor.agreement else ""
    for day, open_ones in by_day.items():
        amount = format_amount(sum(balance.open for balance in open_ones))
        count = "één factuur" if len(open_ones) == 1 else f"{len(open_ones)} facturen"
        yield ListedTerm(
            key=f"invoices:{day}",
            day=day,
            title=f"Betalen: {count}",
            who="partijen",
            sentence=f"De betaaltermijn loopt vanaf de factuurdatum. Nog open: {amount}.",
            article="11.2",
            url=reverse("finance:invoice_list", args=[slug]),
        )
