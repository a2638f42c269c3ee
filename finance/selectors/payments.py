"""Reads: bank files, their lines with what is left of each, and the invoices that a line can pay (BOK-11.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from finance.bank.camt import Entry, Statement
from finance.bank.matching import Books, Line, Match, Owed, match_line
from finance.models import Allocation, BankImport, BankLine, Invoice, SetAside
from finance.selectors.access import sees_all
from finance.selectors.balances import credited_on, paid_on
from finance.selectors.destroyed import destroyed_years
from twente.core.models import Agreement
from twente.core.permissions import Actor


@dataclass(frozen=True)
class Planned:
    """What will happen with one line of a file: where it goes, or that an earlier file had it already."""

    entry: Entry
    match: Match
    known: bool


def imports_for(actor: Actor) -> QuerySet[BankImport]:
    """The bank files of this agreement, for who reads all invoices."""
    rows = BankImport.objects.filter(agreement=actor.agreement).defer("content")
    return rows.select_related("agreement", "uploaded_by", "confirmed_by") if sees_all(actor) else rows.none()


def lines_for(actor: Actor) -> QuerySet[BankLine]:
    """Bank lines with what is left of each, for who reads all invoices."""
    rows = BankLine.objects.filter(bank_import__agreement=actor.agreement).defer("bank_import__content")
    return with_rest(rows if sees_all(actor) else rows.none())


def with_rest(rows: QuerySet[BankLine]) -> QuerySet[Any]:
    """Bank lines with `used_cents`, `rest_cents` and whether they are set aside."""
    used = Allocation.objects.filter(line=OuterRef("pk")).order_by().values("line").annotate(total=Sum("cents"))
    rows = rows.annotate(used_cents=Coalesce(Subquery(used.values("total")), 0))
    rows = rows.annotate(is_aside=Exists(SetAside.objects.filter(line=OuterRef("pk"), put_back__isnull=True)))
    return rows.annotate(rest_cents=F("cents") - F("used_cents"))


def unmatched(lines: QuerySet[Any]) -> QuerySet[Any]:
    """Lines of which something is left and that nobody set aside."""
    return lines.exclude(rest_cents=0).filter(is_aside=False)


def aside_for(actor: Actor) -> QuerySet[SetAside]:
    """Lines that are out of the list, the latest first, for who reads all invoices."""
    rows = SetAside.objects.filter(line__bank_import__agreement=actor.agreement, put_back__isnull=True)
    rows = rows.select_related("line", "recorded_by").order_by("-recorded_at", "-id")
    return rows if sees_all(actor) else rows.none()


def allocations_for(actor: Actor) -> QuerySet[Allocation]:
    """What counts on which invoice, for who reads all invoices."""
    rows = Allocation.objects.filter(invoice__agreement=actor.agreement)
    rows = rows.select_related("invoice__agreement", "line", "manual", "recorded_by", "undone_by")
    return rows if sees_all(actor) else rows.none()


def books_of(agreement: Agreement) -> Books:
    """All invoices with what is open, and from which accounts parties paid before. Five queries."""
    whole = Invoice.objects.filter(agreement=agreement).exclude(year__in=destroyed_years(agreement))
    asked = whole.filter(kind=Invoice.Kind.INVOICE)
    rows = list(asked.values_list("pk", "code", "payment_reference", "party_id", "total_cents"))
    keys = [row[0] for row in rows]
    credited, paid = credited_on(keys), paid_on(keys)
    owed = [
        Owed(pk, code, reference, party, total - credited.get(pk, 0) - paid.get(pk, 0), paid.get(pk, 0))
        for pk, code, reference, party, total in rows
    ]
    return Books.of(owed, senders_of(agreement))


def senders_of(agreement: Agreement) -> dict[str, int]:
    """IBAN → the party that paid from it; an account from which two parties paid says nothing."""
    known = Allocation.objects.filter(invoice__agreement=agreement, cents__gt=0, undone_by__isnull=True)
    pairs = set(known.exclude(line__iban="").filter(line__isnull=False).values_list("line__iban", "invoice__party_id"))
    shared = {iban for iban, _ in pairs if sum(other == iban for other, _ in pairs) > 1}
    return {iban: party for iban, party in pairs if iban not in shared}


def planned(agreement: Agreement, statement: Statement) -> tuple[Planned, ...]:
    """What the lines of a file will do, in order: each sure match takes from what is open."""
    books, seen = books_of(agreement), known_lines(agreement, statement.entries)
    plan = []
    for entry in statement.entries:
        known = identity(entry) in seen
        match = matched(entry, books)
        if match.is_sure and not known:
            books.settle(match)
        plan.append(Planned(entry, match, known))
    return tuple(plan)


def matched(entry: Entry | BankLine, books: Books) -> Match:
    """Where a line belongs."""
    return match_line(Line(entry.cents, entry.reference, entry.text, entry.iban, entry.reversal), books)


def identity(entry: Entry | BankLine) -> tuple[object, ...]:
    """What makes a line the same in an overlapping file; without a number of the bank nothing does."""
    return entry.bank_reference, entry.booked_on, entry.cents


def known_lines(agreement: Agreement, entries: Iterable[Entry]) -> set[tuple[object, ...]]:
    """Which of these an earlier file had."""
    numbers = {entry.bank_reference for entry in entries} - {""}
    rows = BankLine.objects.filter(bank_import__agreement=agreement, bank_reference__in=numbers)
    return {identity(row) for row in rows.defer("bank_import__content")}
