"""Whether an invoice went out."""

from finance.models import Invoice, InvoiceMark


def is_sent(invoice: Invoice) -> bool:
    """Mailed from here, or somebody noted that it was sent."""
    return invoice.marks.filter(kind=InvoiceMark.Kind.SENT).exists()


def reached(invoice: Invoice) -> bool:
    """Sent, or the party said that it was received."""
    return invoice.marks.filter(kind__in=(InvoiceMark.Kind.SENT, InvoiceMark.Kind.RECEIVED)).exists()
