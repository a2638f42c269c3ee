"""Which invoices are disputed: their last word counts."""

from collections.abc import Iterable

from finance.models import Invoice, InvoiceMark


def disputed_among(invoices: Iterable[Invoice]) -> set[int]:
    """Ids of the invoices whose last word is that they are disputed."""
    kinds = (InvoiceMark.Kind.DISPUTED, InvoiceMark.Kind.UNDISPUTED)
    rows = InvoiceMark.objects.filter(invoice__in=invoices, kind__in=kinds).order_by("recorded_at", "id")
    last = dict(rows.values_list("invoice_id", "kind"))
    return {pk for pk, kind in last.items() if kind == InvoiceMark.Kind.DISPUTED}
