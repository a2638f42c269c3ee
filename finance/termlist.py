"""Terms of finance: when open invoices must be paid, one row per day (BOK-11.2); notice of who leaves (BOK-15.2)."""

from collections.abc import Iterator
from datetime import date, datetime

from django.urls import reverse

from finance.selectors.access import invoices_for, may_read
from finance.selectors.balances import Balance, balances
from finance.selectors.leaving import leaving_for
from twente.core.dates import day_of, full_date
from twente.core.money import format_amount
from twente.core.permissions import Actor
from twente.core.selectors import rulebook_on
from twente.core.termlist import ListedTerm


def rows(actor: Actor, now: datetime) -> list[ListedTerm]:
    """The due days of invoices that this person may read and that are not paid, and the departures that run."""
    if actor.agreement is None:
        return []
    payments = due(actor) if may_read(actor) else ()
    return [*payments, *notices(actor)] if actor.may("credit_note") else list(payments)


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


def notices(actor: Actor) -> Iterator[ListedTerm]:
    """The last day of each party that leaves, for who may see departures; the day after it is out (BOK-15.2, R18)."""
    for about in leaving_for(actor).filter(ends_on__gte=actor.on):
        decided_on = day_of(about.consent.decided_at)
        rule = rulebook_on(about.agreement, decided_on).withdrawal
        yield ListedTerm(
            key=f"leaving:{about.pk}",
            day=about.ends_on,
            title=f"Opzegtermijn van {about.party} loopt af",
            who=str(about.party),
            sentence=f"De termijn loopt vanaf de instemming op {full_date(decided_on)}. Daarna is de partij eruit.",
            article=(rule.notice_article or rule.article) if rule else about.article,
            reading=(rule.reading or "") if rule else "",
            url=reverse("finance:leaving_detail", args=[about.agreement.slug, about.pk]),
        )
