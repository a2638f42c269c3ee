"""Contributions: number, print and judge invoices, the overview over ten years, and a long bank file.

Everything is done in a transaction that is rolled back; the invoices start from one of the demonstration.
"""

import time
from collections.abc import Iterator
from dataclasses import replace

from django.db import transaction

from bench.table import row
from finance.bank.camt import read_statement
from finance.documents import invoice_files
from finance.einvoice.checks import Channel, problems
from finance.einvoice.dutch_rules import broken_rules
from finance.einvoice.references import creditor_reference
from finance.einvoice.schemas import shape_errors
from finance.models import Invoice
from finance.selectors.invoice_facts import facts_of
from finance.services.numbering import counter
from tests.finance.statements import Paid, statement
from twente.core import clock

COLUMNS = ("aantal", "totaal ms", "ms per stuk")


def measure(sizes: tuple[int, ...], lines: int) -> Iterator[str]:
    """A line per act and size."""
    invoice = Invoice.objects.select_related("agreement", "series", "refers_to").order_by("pk").first()
    if invoice is None:
        raise SystemExit("De demonstratie heeft geen facturen.")
    for size in sizes:
        yield from documents(invoice, size)
        yield numbers(invoice, size)
    yield bank(lines)


def documents(invoice: Invoice, size: int) -> Iterator[str]:
    """PDF/A-3 with its UBL, then the checks over that UBL."""
    known = facts_of(invoice)
    codes = [f"{invoice.series.prefix}-{invoice.series.year}-{number:04}" for number in range(1, size + 1)]
    facts = [replace(known, code=code, payment_reference=creditor_reference(code)) for code in codes]
    begin = time.perf_counter()
    made = [invoice_files(one) for one in facts]
    yield timed(f"opmaken en UBL, {size}", size, begin)
    begin = time.perf_counter()
    for one, files in zip(facts, made, strict=True):
        wrong = [*problems(one, channel=Channel.PDF), *broken_rules(files.ubl), *shape_errors(files.ubl)]
        if wrong:
            raise SystemExit(f"{one.code} is niet goed: {wrong[0]}")
    yield timed(f"controleren, {size}", size, begin)


def numbers(invoice: Invoice, size: int) -> str:
    """Numbers from the locked counter, given back afterwards."""
    begin = time.perf_counter()
    with transaction.atomic():
        numbering = counter(agreement=invoice.agreement, prefix=invoice.series.prefix, issued_on=clock.today())
        for _ in range(size):
            numbering.next()
        numbering.keep()
        transaction.set_rollback(True)
    return timed(f"nummeren, {size}", size, begin)


def bank(lines: int) -> str:
    """A bank file read whole: balances, every line, every reference."""
    content = statement(*[Paid(100 + number, text=f"betaling {number}") for number in range(lines)])
    begin = time.perf_counter()
    read_statement(content)
    return timed("bankbestand lezen", lines, begin)


def timed(what: str, size: int, begin: float) -> str:
    """One line of the table."""
    taken = (time.perf_counter() - begin) * 1000
    return row(what, size, taken, taken / size)
