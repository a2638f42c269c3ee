"""Contributions: number, print and judge invoices, the overview over ten years, and a long bank file.

Everything is done in a transaction that is rolled back; the invoices start from one of the demonstration.
"""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from bench.table import row
from finance.bank.camt import read_statement
from finance.bank.matching import Books, Line, Owed, match_line
from finance.documents import invoice_files
from finance.einvoice.checks import Channel, problems
from finance.einvoice.dutch_rules import broken_rules
from finance.einvoice.references import creditor_reference
from finance.einvoice.schemas import shape_errors
from finance.models import Allocation, Invoice, ManualPayment, NumberSeries
from finance.presenting.overview import front_page
from finance.selectors.invoice_facts import facts_of
from finance.services.numbering import counter
from tests.finance.statements import Paid, statement
from twente.core import clock
from twente.core.models import Role
from twente.core.permissions import actor_for

COLUMNS = ("aantal", "totaal ms", "ms per stuk")
YEARS = 10


def measure(sizes: tuple[int, ...], lines: int) -> Iterator[str]:
    """A line per act and size."""
    invoice = Invoice.objects.select_related("agreement", "series", "refers_to").order_by("pk").first()
    if invoice is None:
        raise SystemExit("De demonstratie heeft geen facturen.")
    for size in sizes:
        yield from documents(invoice, size)
        yield numbers(invoice, size)
    yield overview(invoice, size=max(sizes), years=YEARS)
    yield from bank(lines)


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


def overview(invoice: Invoice, *, size: int, years: int) -> str:
    """The figures of the front page over ten years of invoices, of which a half was paid; given back afterwards."""
    with transaction.atomic():
        rows = many(invoice, size, years)
        treasurer = Role.objects.filter(agreement=invoice.agreement, kind=Role.Kind.TREASURER).select_related("user")
        actor = actor_for(treasurer.latest("id").user, invoice.agreement, clock.today())
        begin = time.perf_counter()
        with CaptureQueriesContext(connection) as counted:
            front_page(actor)
        line = timed(f"overzicht, {years} jaar ({len(counted)} vragen)", len(rows), begin)
        transaction.set_rollback(True)
    return line


def many(invoice: Invoice, size: int, years: int) -> list[Invoice]:
    """Invoices like this one, of as many parties and years; every second one was paid by hand."""
    made: list[Invoice] = []
    for ago in range(years):
        year = invoice.issued_on.year + 1 + ago
        series = NumberSeries.objects.create(agreement=invoice.agreement, prefix="METING", year=year)
        for number in range(1, size + 1):
            code = f"METING-{year}-{number:04}"
            made.append(like(invoice, series, number, code))
    Invoice.objects.bulk_create(made, batch_size=500)
    paid = made[::2]
    facts = {"recorded_by": invoice.made_by, "recorded_at": invoice.made_at}
    money = [
        ManualPayment(agreement=row.agreement, cents=row.total_cents, received_on=row.due_on, reason="Meting.", **facts)
        for row in paid
    ]
    ManualPayment.objects.bulk_create(money)
    placed = [
        Allocation(invoice=row, manual=each, cents=row.total_cents, how=Allocation.How.HAND, **facts)
        for row, each in zip(paid, money, strict=True)
    ]
    Allocation.objects.bulk_create(placed)
    return made


def like(invoice: Invoice, series: NumberSeries, number: int, code: str) -> Invoice:
    """A copy with another number, year and charge."""
    kept = {field.attname: getattr(invoice, field.attname) for field in Invoice._meta.concrete_fields}
    issued_on = date(series.year, 1, 5)
    facts = {
        "id": None,
        "series_id": series.pk,
        "number": number,
        "code": code,
        "run_id": None,
        "year": series.year,
        "charge": f"meting:{number}",
        "issued_on": issued_on,
        "due_on": issued_on,
        "payment_reference": creditor_reference(code),
    }
    return Invoice(**(kept | facts))


def bank(lines: int) -> Iterator[str]:
    """A bank file read whole, and every line matched with an invoice."""
    codes = [f"SES-2027-{number:04}" for number in range(1, lines + 1)]
    content = statement(*[Paid(100, reference=creditor_reference(code)) for code in codes])
    begin = time.perf_counter()
    found = read_statement(content)
    yield timed("bankbestand lezen", lines, begin)
    books = Books.of([Owed(pk, code, creditor_reference(code), 1, 100) for pk, code in enumerate(codes)], {})
    begin = time.perf_counter()
    for entry in found.entries:
        match = match_line(Line(entry.cents, entry.reference, entry.text, entry.iban, entry.reversal), books)
        if not match.is_sure:
            raise SystemExit(f"{entry.reference} is niet gekoppeld.")
        books.settle(match)
    yield timed("regels koppelen", lines, begin)


def timed(what: str, size: int, begin: float) -> str:
    """One line of the table."""
    taken = (time.perf_counter() - begin) * 1000
    return row(what, size, taken, taken / size)
