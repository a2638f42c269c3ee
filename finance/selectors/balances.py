"""What was invoiced, credited and is still open, per party, year or invoice, in whole cents (BOK-11.2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, Sum

from finance.models import Allocation, Invoice


@dataclass(frozen=True)
class Balance:
    """Whole cents including VAT; `overdue` is the part of what is open whose due date has passed."""

    invoiced: int = 0
    credited: int = 0
    paid: int = 0
    overdue: int = 0

    @property
    def open(self) -> int:
        """Still to be paid; below zero when more was paid than owed."""
        return self.invoiced - self.credited - self.paid

    def __add__(self, other: "Balance") -> "Balance":
        return Balance(
            self.invoiced + other.invoiced,
            self.credited + other.credited,
            self.paid + other.paid,
            self.overdue + other.overdue,
        )


def balances(invoices: QuerySet[Invoice], on: date) -> dict[int, Balance]:
    """Invoice id → its balance on a day; credit notes count at the invoice they refer to. Three queries."""
    rows = list(invoices.filter(kind=Invoice.Kind.INVOICE).values_list("pk", "total_cents", "due_on"))
    credited = credited_on(pk for pk, _, _ in rows)
    paid = paid_on(pk for pk, _, _ in rows)
    found = {}
    for pk, total, due_on in rows:
        still = total - credited.get(pk, 0) - paid.get(pk, 0)
        overdue = still if due_on < on and still > 0 else 0
        found[pk] = Balance(total, credited.get(pk, 0), paid.get(pk, 0), overdue)
    return found


def credited_on(invoices: Iterable[int]) -> Mapping[int, int]:
    """Invoice id → what its credit notes add up to."""
    rows = Invoice.objects.filter(kind=Invoice.Kind.CREDIT, refers_to__in=list(invoices))
    return dict(rows.values_list("refers_to").annotate(total=Sum("total_cents")))


def paid_on(invoices: Iterable[int]) -> Mapping[int, int]:
    """Invoice id → what was paid on it, reversals taken off."""
    rows = Allocation.objects.filter(invoice__in=list(invoices))
    return dict(rows.order_by().values_list("invoice").annotate(total=Sum("cents")))


def summed(found: Iterable[Balance]) -> Balance:
    """Balances together."""
    return sum(found, Balance())
