"""Pages of payments: what came in and is still to be placed, a bank file before and after, one bank line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from finance.bank.matching import Books, How, Match
from finance.models import Allocation, BankImport, BankLine
from finance.selectors.payments import Planned, books_of, matched
from twente.core.models import Agreement

Pill = tuple[str, str, str]
KNOWN: Pill = ("stond al in een eerder bestand", "d", "repeat")
FOUND: dict[How, Pill] = {
    How.REFERENCE: ("op betalingskenmerk", "g", "check"),
    How.NUMBER: ("op factuurnummer", "g", "check"),
    How.SUGGESTION: ("suggestie", "b", "help-circle"),
    How.NONE: ("geen factuur gevonden", "w", "circle-dashed"),
}


@dataclass(frozen=True)
class Target:
    """An invoice that a line pays, or could pay."""

    code: str
    cents: int
    address: str


@dataclass(frozen=True)
class Row:
    """A line with what it says, how much of it is left, and where it goes."""

    booked_on: date
    who: str
    text: str
    cents: int
    rest: int
    pill: Pill
    targets: tuple[Target, ...]
    address: str = ""


def targets_of(match: Match, books: Books, slug: str) -> tuple[Target, ...]:
    """The invoices of a match."""
    return tuple(
        Target(books.by_pk[pk].code, cents, reverse("finance:invoice_detail", args=[slug, books.by_pk[pk].code]))
        for pk, cents in match.parts
    )


def plan_rows(agreement: Agreement, plan: Sequence[Planned]) -> list[Row]:
    """The lines of a file as they will be read."""
    books = books_of(agreement)
    return [
        Row(
            booked_on=row.entry.booked_on,
            who=row.entry.name or row.entry.iban or row.entry.text,
            text=row.entry.reference or row.entry.text,
            cents=row.entry.cents,
            rest=row.entry.cents - (sum(cents for _, cents in row.match.parts) if row.match.is_sure else 0),
            pill=KNOWN if row.known else FOUND[row.match.how],
            targets=() if row.known else targets_of(row.match, books, agreement.slug),
        )
        for row in plan
    ]


def plan_counts(plan: Sequence[Planned]) -> dict[str, int]:
    """How many lines there are, are sure, wait for a person, were known."""
    fresh = [row for row in plan if not row.known]
    sure = sum(row.match.is_sure for row in fresh)
    return {"lines": len(plan), "sure": sure, "unsure": len(fresh) - sure, "known": len(plan) - len(fresh)}


def line_rows(agreement: Agreement, lines: Sequence[Any], books: Books | None = None) -> list[Row]:
    """Stored lines; what is left of them gets a suggestion."""
    books, placed = books or books_of(agreement), placed_on(agreement, [line.pk for line in lines])
    return [line_row(agreement, line, books, placed.get(line.pk, ())) for line in lines]


def placed_on(agreement: Agreement, lines: Sequence[int]) -> dict[int, tuple[Target, ...]]:
    """Line id → the invoices on which it counts now. One query."""
    found: dict[int, tuple[Target, ...]] = {}
    rows = Allocation.objects.filter(line__in=lines, undoes__isnull=True, undone_by__isnull=True)
    for line, code, cents in rows.values_list("line_id", "invoice__code", "cents"):
        address = reverse("finance:invoice_detail", args=[agreement.slug, code])
        found[line] = (*found.get(line, ()), Target(code, cents, address))
    return found


def line_row(agreement: Agreement, line: Any, books: Books, placed: tuple[Target, ...] = ()) -> Row:
    """One stored line; `line` comes from `lines_for`, with what is left of it; `placed` are its invoices."""
    match = matched(line, books) if line.rest_cents == line.cents else Match(How.NONE)
    return Row(
        booked_on=line.booked_on,
        who=line.name or line.iban or line.text,
        text=line.reference or line.text,
        cents=line.cents,
        rest=line.rest_cents,
        pill=stand_of(line, match),
        targets=placed or targets_of(match, books, agreement.slug),
        address=reverse("finance:line_detail", args=[agreement.slug, line.pk]),
    )


def stand_of(line: Any, match: Match) -> Pill:
    """How a stored line stands."""
    if line.rest_cents == 0:
        return "gekoppeld", "g", "check"
    if line.is_aside:
        return "hoort niet bij een factuur", "d", "archive"
    if line.rest_cents != line.cents:
        return "deels gekoppeld", "b", "clock"
    return FOUND[How.SUGGESTION] if match.parts else FOUND[How.NONE]


def allocation_rows(agreement: Agreement, allocations: Sequence[Allocation]) -> list[dict[str, Any]]:
    """What counts on which invoice, with the button that takes it back."""
    return [
        {
            "allocation": row,
            "invoice": reverse("finance:invoice_detail", args=[agreement.slug, row.invoice.code]),
            "undo": reverse("finance:allocation_undo", args=[agreement.slug, row.pk])
            if row.undoes_id is None and not hasattr(row, "undone_by")
            else "",
        }
        for row in allocations
    ]


def first_choice(line: BankLine, row: Row) -> dict[str, Any]:
    """What the form of a line begins with: the suggestion, else what is left."""
    if row.targets:
        return {"invoice": row.targets[0].code, "cents": row.targets[0].cents}
    return {"cents": row.rest}


def file_facts(found: BankImport) -> list[tuple[str, int]]:
    """Balances of a file."""
    return [("Beginsaldo", found.opening_cents), ("Eindsaldo", found.closing_cents)]
