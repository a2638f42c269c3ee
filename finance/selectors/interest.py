"""Reads for interest: the percentages in force, what a calculation rests on, what was charged before."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum

from finance.models import Allocation, BillingTerms, InterestCalculation, InterestRate, Invoice, InvoiceMark
from finance.rules import interest as rules
from finance.selectors.access import sees_all
from finance.selectors.balances import credited_on
from finance.selectors.settings import terms_on
from twente.core.frozen import digest
from twente.core.models import Agreement
from twente.core.permissions import Actor

Content = dict[str, Any]


@dataclass(frozen=True)
class Calculated:
    """A calculation as a value that can be kept and compared; `cents` is what is still to be charged."""

    content: Content
    cents: int

    @property
    def digest(self) -> str:
        """SHA-256 of the value."""
        return digest(self.content)


def calculations_for(actor: Actor) -> QuerySet[InterestCalculation]:
    """Calculations of this agreement, for who reads all invoices."""
    rows = InterestCalculation.objects.filter(invoice__agreement=actor.agreement)
    rows = rows.select_related("invoice__party", "invoice__agreement", "made_by", "claim__invoice")
    return rows if sees_all(actor) else rows.none()


def open_calculations(actor: Actor) -> QuerySet[InterestCalculation]:
    """Those that wait for a second person."""
    return calculations_for(actor).filter(claim__isnull=True, withdrawn_at__isnull=True)


def rates_for(agreement: Agreement) -> list[InterestRate]:
    """What counts, one row per kind and day: the newest."""
    rows = InterestRate.objects.filter(agreement=agreement).order_by("id")
    newest = {(row.kind, row.valid_from): row for row in rows}
    return [newest[place] for place in sorted(newest)]


def regime_of(invoice: Invoice) -> BillingTerms | None:
    """The terms under which an invoice went out, when they know interest; None when nothing can be charged.

    No interest on interest that was invoiced, nor on a credit note.
    """
    terms = terms_on(invoice.agreement, invoice.issued_on)
    if terms is None or terms.interest not in rules.KINDS or invoice.kind != Invoice.Kind.INVOICE:
        return None
    return None if InterestCalculation.objects.filter(claim__invoice=invoice).exists() else terms


def late(invoice: Invoice, until: date, regime: str) -> rules.Late:
    """An invoice as the rule asks for it. What was credited was never owed."""
    received = invoice.marks.filter(kind=InvoiceMark.Kind.RECEIVED).order_by("recorded_at", "id").last()
    starts_on = rules.first_day(
        issued_on=invoice.issued_on, due_on=invoice.due_on, received_on=received.on if received else None
    )
    kind = rules.KINDS[regime]
    rates = [row for row in rates_for(invoice.agreement) if row.kind == kind]
    return rules.Late(
        cents=invoice.total_cents - credited_on([invoice.pk]).get(invoice.pk, 0),
        starts_on=starts_on,
        until=until,
        paid=paid_by_day(invoice),
        percentages=tuple(rules.Percentage(row.valid_from, row.hundredths, row.source) for row in rates),
    )


def paid_by_day(invoice: Invoice) -> tuple[tuple[date, int], ...]:
    """What came in on which day; a payment that was taken off again is gone, money that went back counts below zero."""
    sums: dict[date, int] = {}
    for row in Allocation.objects.filter(invoice=invoice).select_related("line", "manual"):
        day = row.line.booked_on if row.line else row.manual.received_on if row.manual else None
        if day is not None:
            sums[day] = sums.get(day, 0) + row.cents
    return tuple((day, cents) for day, cents in sorted(sums.items()) if cents)


def calculated(invoice: Invoice, until: date, terms: BillingTerms) -> Calculated:
    """Interest up to and including a day, with the costs of collecting in the terms, less what was charged before.

    Raises RateUnknown.
    """
    facts = late(invoice, until, terms.interest)
    found = rules.pieces(facts)
    due, before = rules.total(found, terms.interest), charged_before(invoice)
    costs = rules.collection(found, terms.interest, terms.collection)
    content = {
        "regime": terms.interest,
        "decision": terms.decision,
        "cents": facts.cents,
        "starts_on": facts.starts_on.isoformat(),
        "until": until.isoformat(),
        "paid": [[day.isoformat(), cents] for day, cents in facts.paid if day <= until],
        "pieces": [piece_of(piece, cents) for piece, cents in zip(found, rules.shown(found), strict=True)],
        "total": due,
        "charged": before,
    } | ({"costs": costs} if costs else {})
    return Calculated(content, due + costs - before)


def piece_of(piece: rules.Piece, cents: int) -> Content:
    """One piece as it is kept."""
    return {
        "starts_on": piece.starts_on.isoformat(),
        "ends_on": piece.ends_on.isoformat(),
        "days": piece.days,
        "base": piece.base,
        "hundredths": piece.percentage.hundredths,
        "since": piece.percentage.since.isoformat(),
        "source": piece.percentage.source,
        "cents": cents,
    }


def charged_before(invoice: Invoice) -> int:
    """Net cents of interest that were invoiced earlier, less what was credited of them."""
    rows = Invoice.objects.filter(claim__interest__invoice=invoice)
    charged = rows.aggregate(total=Sum("net_cents"))["total"] or 0
    back = Invoice.objects.filter(refers_to__in=rows, kind=Invoice.Kind.CREDIT)
    return int(charged - (back.aggregate(total=Sum("net_cents"))["total"] or 0))
