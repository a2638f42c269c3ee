"""What of the finances of a year is destroyed after its term: files, letters, who paid from where (BOK-17, AWR 52).

What stays: invoices and credit notes as rows, so that no number is missing; runs with their basis, amounts, matches
with their reasons, calculations of interest, and the account of the year.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Max, QuerySet

from finance.archiving import DONE
from finance.models import (
    BankImport,
    BankLine,
    CreditRequest,
    InterestCalculation,
    Invoice,
    InvoiceFile,
    InvoiceRun,
    Reminder,
    YearAccount,
)
from finance.selectors.balances import balances
from finance.selectors.destroyed import KEY
from finance.selectors.disputed import disputed_among
from finance.selectors.payments import unmatched, with_rest
from twente.core.models import Agreement
from twente.core.phrases import listed
from twente.documents.archive.discarders import Goes, Settled
from twente.documents.models import Document
from twente.documents.services import Grounds, destroy_document


def settled(agreement: Agreement, on: date) -> Iterator[Settled]:
    """Years with invoices that are over."""
    years = Invoice.objects.filter(agreement=agreement).order_by("year").values_list("year", flat=True).distinct()
    for year in years:
        if (last := date(year, 12, 31)) < on:
            yield Settled(KEY.format(year=year), f"Financiën {year}", date(year, 1, 1), last)


def held(agreement: Agreement, key: str, on: date) -> Iterator[str]:
    """Money that is open, a word that was not said yet, files that were not made, an account without its decision."""
    year = year_of(key)
    invoices = invoices_of(agreement, year)
    codes = dict(invoices.values_list("pk", "code"))
    if still := [codes[pk] for pk, balance in balances(invoices, on).items() if balance.open]:
        yield f"Nog niet afgerekend: {listed(sorted(still))}."
    if disputed := disputed_among(list(invoices)):
        yield f"Betwist: {listed(sorted(codes[pk] for pk in disputed))}."
    for waiting, sentence in waits(agreement, year, invoices):
        if waiting.exists():
            yield sentence


def waits(agreement: Agreement, year: int, invoices: QuerySet[Invoice]) -> Iterator[tuple[QuerySet[Any], str]]:
    """What has to be finished before a year can go, with what is said while it is not."""
    open_ = {"invoice__in": invoices, "withdrawn_at": None}
    yield (
        InvoiceRun.objects.filter(agreement=agreement, year=year).exclude(state__in=DONE),
        "Een factuurronde loopt nog.",
    )
    yield invoices.filter(file=None), "Van een factuur zijn de bestanden nog niet gemaakt."
    yield CreditRequest.objects.filter(credit=None, **open_), "Een creditverzoek wacht nog."
    yield InterestCalculation.objects.filter(claim=None, **open_), "Een renteberekening wacht nog op akkoord."
    lines = unmatched(with_rest(lines_of(agreement, year)))
    yield lines, "Niet elke bankregel van dit jaar is geplaatst."
    accounts = YearAccount.objects.filter(agreement=agreement, year=year, adopted_in=None)
    yield accounts, "De verantwoording over dit jaar is niet vastgesteld."


def goes(agreement: Agreement, key: str) -> Iterator[Goes]:
    """Invoices with their UBL, letters, and the bank files of which every line is of this year or before."""
    year = year_of(key)
    for file in files_of(agreement, year).select_related("invoice", "document").defer("ubl"):
        yield Goes(file.document.title, hash_of(file.document))
        yield Goes(f"UBL van {file.invoice.code}", file.ubl_sha256)
    for reminder in reminders_of(agreement, year).select_related("document"):
        yield Goes(reminder.document.title, hash_of(reminder.document))
    for number, sha256 in enumerate(bank_files(agreement, year).values_list("sha256", flat=True), start=1):
        yield Goes(f"Bankbestand {number}", sha256)


def hash_of(document: Document) -> str:
    """SHA-256 of what was sent."""
    return str(document.revisions.order_by("-number").values_list("sha256", flat=True)[0])


def stored(agreement: Agreement, key: str) -> list[str]:
    """Everything of finance stands in the database."""
    return []


def forget(agreement: Agreement, key: str, grounds: Grounds, now: datetime) -> list[str]:
    """Empty documents, UBL, bank lines, addresses; the database does that itself and leaves every number and amount."""
    year = year_of(key)
    rows = (files_of(agreement, year), reminders_of(agreement, year))
    printed = [pk for found in rows for pk in found.values_list("document", flat=True)]
    for document in Document.objects.filter(pk__in=printed):
        destroy_document(document=document, grounds=grounds, now=now)
    with connection.cursor() as cursor:
        cursor.execute("SELECT finance_destroy(%s, %s)", [agreement.pk, year])
    return []


def year_of(key: str) -> int:
    """The year in a key."""
    return int(key.rpartition("-")[2])


def invoices_of(agreement: Agreement, year: int) -> QuerySet[Invoice]:
    """Invoices and credit notes of a year."""
    return Invoice.objects.filter(agreement=agreement, year=year)


def files_of(agreement: Agreement, year: int) -> QuerySet[InvoiceFile]:
    """Their files."""
    return InvoiceFile.objects.filter(invoice__in=invoices_of(agreement, year)).order_by("invoice__code")


def reminders_of(agreement: Agreement, year: int) -> QuerySet[Reminder]:
    """Letters about them."""
    return Reminder.objects.filter(invoice__in=invoices_of(agreement, year)).order_by("invoice__code", "level")


def lines_of(agreement: Agreement, year: int) -> QuerySet[BankLine]:
    """What came in and went off in a calendar year."""
    return BankLine.objects.filter(bank_import__agreement=agreement, booked_on__year=year)


def bank_files(agreement: Agreement, year: int) -> QuerySet[BankImport]:
    """Bank files whose last line is of this year."""
    rows = BankImport.objects.filter(agreement=agreement, confirmed_at__isnull=False)
    return rows.annotate(last=Max("lines__booked_on")).filter(last__year=year).order_by("pk")
