"""Background work of invoices: their files. A job may run twice, or die half-way; numbers are never touched by it."""

from datetime import datetime

from finance.documents import invoice_files
from finance.models import Invoice
from finance.selectors.invoice_facts import facts_of
from finance.services.files import keep_files
from finance.services.finalising import INVOICE_FILES, RUN_FILES
from twente.outbox.services import handles, progress


@handles(INVOICE_FILES)
def make_invoice_files(invoice_id: int, now: datetime) -> None:
    """Print one invoice and keep it. Printing happens outside the transaction. Raises FilesDiffer."""
    keep(Invoice.objects.select_related("agreement", "refers_to").get(pk=invoice_id), now)


@handles(RUN_FILES)
def make_run_files(run_id: int, now: datetime) -> None:
    """Print every invoice of a run that has no files yet, and say how far it is; again goes on where it stopped."""
    invoices = Invoice.objects.filter(run=run_id).select_related("agreement", "refers_to").order_by("number")
    total, missing = invoices.count(), list(invoices.filter(file__isnull=True))
    for done, invoice in enumerate(missing, start=total - len(missing)):
        progress(kind=RUN_FILES, target_id=run_id, done=done, total=total)
        keep(invoice, now)


def keep(invoice: Invoice, now: datetime) -> None:
    """Print one invoice and keep what came out."""
    keep_files(invoice=invoice, files=invoice_files(facts_of(invoice)), now=now)
