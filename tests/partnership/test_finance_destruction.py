"""Destroying the finances of a year after seven years: files and names go, every number and amount stays (AWR 52)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import uuid4

import psycopg
import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from finance.file_tasks import make_invoice_files
from finance.models import BankImport, BankLine, Invoice, InvoiceFile, Reminder, YearAccount
from finance.presenting.invoices import WORDS
from finance.reminder_tasks import remind
from finance.selectors.balances import balances
from finance.selectors.destroyed import YearDestroyed
from finance.services import claims, payments
from finance.services.claims import ClaimDetails, mark
from finance.services.crediting import ask_credit
from finance.services.interest import calculate
from tests.conftest import as_owner
from tests.finance.stage import NOW as IN_THE_BOOKS
from tests.finance.stage import Books
from tests.finance.statements import Paid, statement
from tests.papers import work
from tests.partnership.archive_scene import owned
from tests.partnership.test_archive_destruction import browser_of, page, text_of
from tests.partnership.test_archive_rooms import dossiers
from twente.documents.models import Revision
from twente.documents.services import Grounds, bury_dossier
from twente.partnership.archive import destroying, services
from twente.partnership.archive.expired import expired
from twente.partnership.archive.services import Keeping
from twente.partnership.models import Destruction

SEVEN = Keeping("AWR 52", "Facturen en betalingen", "7 years", "Einde van het kalenderjaar", "AWR, artikel 52")
LATER = datetime(2035, 3, 1, 9, 0, tzinfo=UTC)
WITHIN, AFTER = date(2034, 12, 31), date(2035, 3, 1)
NAME, KEY = "Wilgenroosje", "financien-2027"
OVERDUE = datetime(2027, 3, 25, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Spent:
    """Books with one invoice of 2027 on a claim: sent, reminded of, and with files."""

    books: Books
    invoice: Invoice

    def paid(self) -> None:
        """By bank, by somebody with a name."""
        line = Paid(self.invoice.total_cents, reference=self.invoice.payment_reference, name=NAME)
        read = payments.upload_statement(
            agreement=self.books.cast.agreement, content=statement(line), name=f"{NAME}.xml", **self.books.acts
        )
        payments.confirm_import(bank_import=read, **self.books.acts)


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    """It is 1 March 2035."""
    with time_machine.travel(LATER, tick=False):
        yield


@pytest.fixture
def spent(books: Books) -> Spent:
    """Under a recorded term of seven years; not paid yet."""
    cast = books.cast
    owned(cast)
    recorded = {"body": None, "subject": "financien", "keeping": SEVEN, "since": date(2021, 2, 1)}
    services.record_class(agreement=cast.agreement, by=cast.secretary, now=IN_THE_BOOKS, **recorded)
    details = ClaimDetails("17.2", "Archief", 20_000)
    asked = claims.claim(agreement=cast.agreement, party=cast.parties["Almelo"], details=details, **books.acts)
    invoice = claims.confirm_claim(asked=asked, by=cast.secretary, now=IN_THE_BOOKS)
    make_invoice_files(invoice.pk, IN_THE_BOOKS)
    mark(invoice=invoice, kind="sent", detail=f"mail aan {NAME}", source="x", **books.acts)
    remind(invoice.pk, OVERDUE)
    return Spent(books, invoice)


def test_two_persons_destroy_a_year_and_no_number_is_missing(spent: Spent) -> None:
    spent.paid()
    cast, invoice = spent.books.cast, spent.invoice
    secretary, administrator = browser_of(cast.secretary), browser_of(cast.administrator)
    assert "Financiën 2027" in secretary.get(page("destruction_list")).text
    assert secretary.post(page("destruction_list"), {"dossier": [KEY]}).status_code == 302
    destruction = Destruction.objects.get()
    row = Invoice.objects.filter(pk=invoice.pk).values().get()
    assert administrator.post(page("destruction_detail", destruction.pk)).status_code == 302
    work()
    nothing_but_rows(invoice)
    assert Invoice.objects.filter(pk=invoice.pk).values().get() == row
    assert balances(Invoice.objects.all(), LATER.date())[invoice.pk].paid == invoice.total_cents
    statement_of = text_of(secretary.get(page("certificate_file", destruction.pk)).content)
    assert f"Factuur {invoice.code}" in statement_of and f"UBL van {invoice.code}" in statement_of
    assert "Bankbestand 1" in statement_of and NAME not in statement_of
    treasurer = browser_of(cast.treasurer)
    for name in ("invoice_pdf", "invoice_ubl", "invoice_peppol"):
        assert treasurer.get(reverse(f"finance:{name}", args=["bok-ses", invoice.code])).status_code == 410
    shown = treasurer.get(reverse("finance:invoice_detail", args=["bok-ses", invoice.code])).text
    assert "op 1 maart 2035 vernietigd" in shown and "ubl" not in shown
    (record,) = dossiers(cast.secretary, cast.agreement, 2027, LATER)[KEY].records
    assert f"UBL van {invoice.code}" in record.files[0].read().decode()


def nothing_but_rows(invoice: Invoice) -> None:
    """Every file is empty with its checksum, and no name is left beside the invoice itself."""
    file, letter = InvoiceFile.objects.get(), Reminder.objects.get()
    assert bytes(file.ubl) == b"" and len(file.ubl_sha256) == 64
    for document in (file.document, letter.document):
        assert bytes(Revision.objects.get(document=document).content) == b""
    assert (letter.recipient, letter.open_cents) == ("", 20_000)
    assert invoice.marks.get(kind="sent").detail == "Vernietigd"
    line = BankLine.objects.get()
    assert (line.name, line.iban, line.text, line.cents) == ("", "", "", 20_000)
    assert bytes(BankImport.objects.get().content) == b""


def held(spent: Spent, on: date = AFTER) -> list[tuple[str, ...]]:
    return [each.held for each in expired(spent.books.cast.agreement, on)]


def test_seven_years_after_the_year_and_not_before(spent: Spent) -> None:
    assert held(spent, WITHIN) == []
    assert len(held(spent, date(2035, 1, 1))) == 1


def test_what_is_open_or_disputed_holds_a_year(spent: Spent) -> None:
    code = spent.invoice.code
    assert held(spent) == [(f"Nog niet afgerekend: {code}.",)]
    spent.paid()
    assert held(spent) == [()]
    mark(invoice=spent.invoice, kind="disputed", detail="brief", source="", **spent.books.acts)
    assert held(spent) == [(f"Betwist: {code}.",)]
    with pytest.raises(destroying.NothingExpired):
        destroying.propose_destruction(
            agreement=spent.books.cast.agreement, keys=[KEY], by=spent.books.cast.secretary, now=LATER
        )


def test_an_account_without_its_decision_holds_a_year(spent: Spent) -> None:
    spent.paid()
    YearAccount.objects.create(agreement=spent.books.cast.agreement, year=2027)
    assert held(spent) == [("De verantwoording over dit jaar is niet vastgesteld.",)]


def test_without_a_recorded_term_nothing_is_proposed(books: Books) -> None:
    """The seven years that come with the product are provisional."""
    books.invoices()
    assert expired(books.cast.agreement, LATER.date()) == []


def test_the_database_lets_nothing_go_without_a_tombstone(spent: Spent) -> None:
    with pytest.raises(IntegrityError, match="bewaartermijn"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT finance_destroy(%s, 2027)", [spent.books.cast.agreement.pk])
    assert bytes(InvoiceFile.objects.get().ubl)


CHANGES = (
    "UPDATE finance_invoice SET subject = 'Vernietigd'",
    "UPDATE finance_invoice SET buyer = '{}'",
    "UPDATE finance_invoicefile SET ubl = 'anders'",
    "UPDATE finance_invoicefile SET ubl_sha256 = repeat('a', 64)",
    "UPDATE finance_bankline SET cents = 1",
    "UPDATE finance_bankline SET name = 'anders'",
    "UPDATE finance_bankimport SET content = 'anders'",
    "UPDATE finance_reminder SET open_cents = 1",
    "DELETE FROM finance_invoicemark",
    "DELETE FROM finance_invoicefile",
)


@pytest.mark.django_db(transaction=True)
def test_a_tombstone_opens_the_way_to_nothing_else(spent: Spent) -> None:
    """Not even the owner of the tables changes an amount, a number, or one word into another."""
    spent.paid()
    cast = spent.books.cast
    grounds = Grounds("AWR 52", "AWR, artikel 52", WITHIN, cast.secretary, cast.administrator)
    bury_dossier(agreement=cast.agreement, key=KEY, grounds=grounds, now=LATER)
    with as_owner(connection.settings_dict) as owner:
        for change in CHANGES:
            with pytest.raises(psycopg.errors.IntegrityConstraintViolation):
                owner.execute(change)
        owner.execute("SELECT finance_destroy(%s, 2027)", [cast.agreement.pk])
    assert bytes(InvoiceFile.objects.get().ubl) == b""


def destroyed(spent: Spent) -> None:
    """Paid, proposed by one and approved by another, and gone."""
    spent.paid()
    cast = spent.books.cast
    made = destroying.propose_destruction(agreement=cast.agreement, keys=[KEY], by=cast.secretary, now=LATER)
    destroying.approve_destruction(destruction=made, by=cast.administrator, now=LATER)
    work()


def test_to_a_destroyed_year_nothing_is_added(spent: Spent) -> None:
    """No credit note, mark, payment, or undoing: the page offers none, the services refuse, and nothing is written."""
    destroyed(spent)
    invoice, acts = spent.invoice, {"by": spent.books.cast.treasurer, "now": LATER}
    browser = browser_of(spent.books.cast.treasurer)
    shown = browser.get(reverse("finance:invoice_detail", args=["bok-ses", invoice.code])).text
    assert not any(words in shown for _, words in WORDS.values())
    wanted = {"cents": 100, "reason": "later"}
    paid = {"cents": 100, "overpaid": True}
    for act in (
        lambda: ask_credit(invoice=invoice, **wanted, **acts),
        lambda: mark(invoice=invoice, kind="disputed", detail="brief", **acts),
        lambda: payments.pay_by_hand(key=uuid4(), invoice=invoice, received_on=AFTER, reason="kas", **paid, **acts),
        lambda: payments.allocate(line=BankLine.objects.get(), invoice=invoice, **paid, **acts),
        lambda: payments.undo_allocation(allocation=invoice.allocations.get(), reason="fout", **acts),
        lambda: calculate(invoice=invoice, until=AFTER, **acts),
    ):
        with pytest.raises(YearDestroyed, match="vernietigd"):
            act()
    assert (invoice.marks.count(), invoice.allocations.count(), Invoice.objects.count()) == (1, 1, 1)


def test_money_that_names_an_invoice_of_a_destroyed_year_waits_for_a_person(spent: Spent) -> None:
    """A file that pays it once more is read; the line stays in the list, for who knows."""
    destroyed(spent)
    line = Paid(spent.invoice.total_cents, reference=spent.invoice.payment_reference, name="Nog eens")
    acts = {"by": spent.books.cast.treasurer, "now": LATER}
    read = payments.upload_statement(
        agreement=spent.books.cast.agreement, content=statement(line), name="nieuw.xml", **acts
    )
    payments.confirm_import(bank_import=read, **acts)
    assert BankLine.objects.filter(name="Nog eens", allocations=None).exists()


ADDED = (
    'INSERT INTO finance_invoicemark (invoice_id, kind, "on", detail, source, recorded_at)'
    " SELECT id, 'received', '2035-03-01', '', '', now() FROM finance_invoice",
    "INSERT INTO finance_creditrequest (invoice_id, cents, reason, asked_by_id, asked_at)"
    " SELECT id, 100, 'later', made_by_id, now() FROM finance_invoice",
)


def test_the_database_closes_a_destroyed_year(spent: Spent) -> None:
    with connection.cursor() as cursor:
        for statement_of in ADDED:
            with transaction.atomic():
                cursor.execute(statement_of)
                transaction.set_rollback(True)
    destroyed(spent)
    for statement_of in ADDED:
        with pytest.raises(IntegrityError, match="zijn vernietigd"), transaction.atomic():
            connection.cursor().execute(statement_of)
