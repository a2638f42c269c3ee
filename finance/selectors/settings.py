"""What counts on a day: terms, sender, billing data, rates, budgets and what councils decided."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Model, QuerySet

from finance.models import BillingProfile, BillingTerms, Budget, Commitment, Issuer, Rate
from twente.core.agreement import Contribution, Rulebook
from twente.core.models import Agreement
from twente.core.selectors import rulebook_on

INVOICED = ("per_inhabitant", "share_of_fte", "equal_share", "in_kind_or_fixed")
"""The kinds of contribution for which runs are made; who bears its own cost gets no invoice (BWT-6)."""


class NoSuchContribution(LookupError):
    """The rulebook in force knows no contribution of this key that is invoiced."""


def contributions_of(agreement: Agreement, on: date) -> tuple[Contribution, ...]:
    """The contributions for which invoices are made, by the rulebook in force."""
    return tuple(found for found in rulebook_on(agreement, on).contributions if found.kind in INVOICED)


def contribution(agreement: Agreement, key: str, on: date) -> tuple[Rulebook, Contribution]:
    """One contribution with its rulebook. Raises NoSuchContribution."""
    book = rulebook_on(agreement, on)
    for found in book.contributions:
        if found.key == key and found.kind in INVOICED:
            return book, found
    raise NoSuchContribution(key)


def terms_on(agreement: Agreement, on: date) -> BillingTerms | None:
    """The billing terms on a day; None when the overleg chose none yet."""
    return BillingTerms.objects.filter(agreement=agreement, valid_from__lte=on).order_by("valid_from", "id").last()


def issuer_on(agreement: Agreement, on: date) -> Issuer | None:
    """Who sends the invoices on a day."""
    return Issuer.objects.filter(agreement=agreement, valid_from__lte=on).order_by("valid_from", "id").last()


def profiles_on(agreement: Agreement, on: date) -> dict[int, BillingProfile]:
    """Party id → the billing data that count on a day."""
    rows = BillingProfile.objects.filter(agreement=agreement, valid_from__lte=on).order_by("valid_from", "id")
    return {row.party_id: row for row in rows}


def rates_of(agreement: Agreement, key: str) -> dict[int, Rate]:
    """Year → the rate that counts for a contribution: the newest."""
    rows = Rate.objects.filter(agreement=agreement, contribution=key).select_related("decision").order_by("id")
    return {row.year: row for row in rows}


def budgets_of(agreement: Agreement, key: str) -> dict[int, Budget]:
    """Year → the budget that counts for a contribution: the newest."""
    return {row.year: row for row in Budget.objects.filter(agreement=agreement, contribution=key).order_by("id")}


def commitments_of(agreement: Agreement, key: str) -> QuerySet[Commitment]:
    """Everything that councils decided about a contribution, in the order in which it counts."""
    rows = Commitment.objects.filter(agreement=agreement, contribution=key)
    return rows.select_related("party", "recorded_by").order_by("decided_on", "id")


def decided_for(rows: Iterable[Commitment], year: int) -> dict[int, Commitment]:
    """Party id → what its council decided last about this year, also when it declined."""
    return {row.party_id: row for row in rows if row.first_year <= year <= row.last_year}


ONLY_WHEN_KNOWN = frozenset({"endpoint_scheme", "endpoint_id"})
"""Columns that came later: left out when empty, so that what was frozen before them compares as the same."""


def columns(row: Model, leave_out: Iterable[str] = ()) -> dict[str, str]:
    """The columns of a settings row as text, without its id, days and who recorded it: what a document keeps of it."""
    skipped = {"id", "agreement", "party", "valid_from", "recorded_by", "recorded_at", *leave_out}
    found = {
        field.name: str(getattr(row, field.attname)) for field in row._meta.concrete_fields if field.name not in skipped
    }
    return {name: text for name, text in found.items() if text or name not in ONLY_WHEN_KNOWN}
