"""Background work of invoices: their files. A job may run twice, or die half-way; numbers are never touched by it."""

from datetime import datetime

from finance.documents import invoice_files
from finance.models import Invoice
from finance.selectors.invoice_facts import facts_of
from finance.services.files import keep_files
from finance.services.finalising import INVOICE_FILES
from twente.outbox.services import handles


@handles(INVOICE_FILES)
def make_invoice_files(invoice_id: int, now: datetime) -> None:
    """Print one invoice and keep it. Printing happens outside the transaction. Raises FilesDiffer."""
    invoice = Invoice.objects.select_related("agreement", "refers_to").get(pk=invoice_id)
    keep_files(invoice=invoice, files=invoice_files(facts_of(invoice)), now=now)
