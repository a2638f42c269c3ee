"""A bank file becomes money on invoices, once; every slip has its answer, every match its way back (BOK-11.2)."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from finance.models import Allocation, BankImport, BankLine, Invoice, ManualPayment
from finance.selectors.balances import Balance, balances
from finance.selectors.payments import books_of, senders_of
from finance.services import payments
from finance.services.payments import (
    AlreadyImported,
    AlreadyUndone,
    BankFileRefused,
    FuturePayment,
    MoreThanLine,
    MoreThanOpen,
    NothingTakenBack,
    Outcome,
)
from tests.finance.stage import NOW, TODAY, Books
from tests.finance.statements import ACCOUNT, PAYER, Paid, statement
from tests.votes.test_races import together
from twente.core.models import AuditEntry

pytestmark = pytest.mark.django_db


def read(books: Books, *lines: Paid, **how: object) -> Outcome:
    """Upload and confirm one file."""
    return payments.confirm_import(bank_import=upload(books, statement(*lines, **how)), **books.acts)


def upload(books: Books, content: bytes) -> BankImport:
    return payments.upload_statement(agreement=books.cast.agreement, content=content, name="maart.xml", **books.acts)


def balance(invoice: Invoice) -> Balance:
    return balances(Invoice.objects.filter(pk=invoice.pk), TODAY)[invoice.pk]


def line(number: int = 0) -> BankLine:
    return BankLine.objects.order_by("id")[number]


@pytest.fixture
def invoices(books: Books) -> list[Invoice]:
    return books.invoices()


@pytest.fixture
def first(invoices: list[Invoice]) -> Invoice:
    return invoices[0]


def test_file_with_an_entry_of_nothing_is_read(books: Books, first: Invoice) -> None:
    """The rest of it counts."""
    read(books, Paid(0, text="Kosten"), paid_in_full(first))
    assert BankLine.objects.count() == 1 and balance(first).open == 0


def paid_in_full(invoice: Invoice, **changes: object) -> Paid:
    return replace(Paid(invoice.total_cents, reference=invoice.payment_reference, bank_reference="B1"), **changes)


@pytest.mark.parametrize("version", [2, 8])
def test_file_pays_by_reference_and_by_number(books: Books, invoices: list[Invoice], version: int) -> None:
    second = Paid(invoices[1].total_cents, text=f"factuur {invoices[1].code}")
    outcome = read(books, paid_in_full(invoices[0]), second, Paid(-1250, text="Bankkosten"), version=version)
    assert outcome == Outcome(lines=3, matched=2, skipped=0)
    assert [balance(invoice).open for invoice in invoices[:2]] == [0, 0]
    assert [row.how for row in Allocation.objects.all()] == ["reference", "number"]
    assert AuditEntry.objects.get(action="bank_file_imported").detail == {"lines": 3, "matched": 2, "skipped": 0}


def test_looking_at_a_file_pays_nothing(books: Books, first: Invoice) -> None:
    seen = upload(books, statement(paid_in_full(first)))
    assert balance(first).paid == 0
    assert upload(books, statement(paid_in_full(first))) == seen
    payments.discard_import(bank_import=seen, **books.acts)
    assert not BankImport.objects.exists()


def test_same_file_twice_is_refused(books: Books, first: Invoice) -> None:
    read(books, paid_in_full(first))
    with pytest.raises(AlreadyImported):
        read(books, paid_in_full(first))
    assert balance(first).open == 0
    with pytest.raises(AlreadyImported):
        payments.discard_import(bank_import=BankImport.objects.get(), **books.acts)


def test_line_of_an_overlapping_file_counts_once(books: Books, invoices: list[Invoice]) -> None:
    """The bank's own number tells that it is the same line."""
    read(books, paid_in_full(invoices[0]))
    other = paid_in_full(invoices[1], bank_reference="B2")
    assert read(books, paid_in_full(invoices[0]), other) == Outcome(lines=1, matched=1, skipped=1)
    assert balance(invoices[0]).paid == invoices[0].total_cents


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"<x/>", "geen CAMT.053"),
        (statement(Paid(100), account="NL20INGB0001234567"), "NL20INGB0001234567"),
        (statement(Paid(100), wrong=1), "sluiten niet aan"),
        (b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>', "documenttype"),
    ],
)
def test_wrong_file_is_refused_whole(books: Books, content: bytes, why: str) -> None:
    with pytest.raises(BankFileRefused) as refused:
        upload(books, content)
    assert why in refused.value.sentence
    assert not BankImport.objects.exists()


def test_too_little_leaves_the_rest_open(books: Books, first: Invoice) -> None:
    read(books, paid_in_full(first, cents=100_00))
    assert balance(first) == Balance(first.total_cents, 0, 100_00, 0)


def test_too_much_stays_on_the_line_until_a_person_says_so(books: Books, first: Invoice) -> None:
    read(books, paid_in_full(first, cents=first.total_cents + 500))
    assert balance(first).open == 0
    with pytest.raises(MoreThanOpen, match="nog €\u00a00,00 open"):
        payments.allocate(line=line(), invoice=first, cents=500, overpaid=False, **books.acts)
    payments.allocate(line=line(), invoice=first, cents=500, overpaid=True, **books.acts)
    assert balance(first).open == -500
    with pytest.raises(MoreThanLine, match="nog €\u00a00,00 te koppelen"):
        payments.allocate(line=line(), invoice=first, cents=1, overpaid=True, **books.acts)


def test_double_payment_is_left_to_a_person(books: Books, first: Invoice) -> None:
    outcome = read(books, paid_in_full(first), paid_in_full(first, bank_reference="B2"))
    assert outcome.matched == 1
    assert balance(first).open == 0


def test_unknown_reference_pays_nothing(books: Books, first: Invoice) -> None:
    assert read(books, Paid(100, reference="RF18000000000539007547034")).matched == 0
    assert Allocation.objects.count() == 0


def test_sender_and_amount_are_a_suggestion_only(books: Books, invoices: list[Invoice]) -> None:
    """After a first payment the account is known; the next one is still for a person."""
    one = invoices[0]
    read(books, paid_in_full(one, cents=100))
    assert senders_of(books.cast.agreement) == {PAYER: one.party_id}
    assert read(books, Paid(one.total_cents - 100, text="bijdrage", day=date(2027, 3, 2))).matched == 0
    assert balance(one).open == one.total_cents - 100


def test_reversal_opens_the_invoice_again(books: Books, first: Invoice) -> None:
    read(books, paid_in_full(first))
    back = paid_in_full(first, cents=-first.total_cents, reversal=True, bank_reference="B2")
    assert read(books, back, opening=0).matched == 1
    assert balance(first).open == first.total_cents
    assert Allocation.objects.count() == 2


def test_match_is_undone_with_a_row_and_a_reason_and_made_again(books: Books, invoices: list[Invoice]) -> None:
    read(books, paid_in_full(invoices[0]))
    made = Allocation.objects.get()
    payments.undo_allocation(allocation=made, reason="Was voor een andere factuur", **books.acts)
    assert balance(invoices[0]).paid == 0
    with pytest.raises(AlreadyUndone):
        payments.undo_allocation(allocation=made, reason="Nog eens", **books.acts)
    payments.allocate(line=line(), invoice=invoices[1], cents=100, overpaid=False, **books.acts)
    assert balance(invoices[1]).paid == 100
    assert [row.cents for row in Allocation.objects.all()] == [made.cents, -made.cents, 100]


def test_later_file_leaves_matches_by_hand_alone(books: Books, invoices: list[Invoice]) -> None:
    """OCA/account-reconcile 43."""
    read(books, Paid(100, text="onbekend", bank_reference="B9"))
    payments.allocate(line=line(), invoice=invoices[2], cents=100, overpaid=False, **books.acts)
    read(books, paid_in_full(invoices[0]))
    assert balance(invoices[2]).paid == 100


def test_payment_by_hand_has_a_reason_and_a_day_that_came(books: Books, first: Invoice) -> None:
    facts = {"invoice": first, "reason": "Verrekend met de gastheer", "overpaid": False, **books.acts}
    with pytest.raises(FuturePayment):
        payments.pay_by_hand(key=uuid4(), cents=100, received_on=TODAY + timedelta(days=1), **facts)
    with pytest.raises(MoreThanOpen):
        payments.pay_by_hand(key=uuid4(), cents=first.total_cents + 1, received_on=TODAY, **facts)
    assert not ManualPayment.objects.exists()
    payments.pay_by_hand(key=uuid4(), cents=first.total_cents, received_on=TODAY, **facts)
    assert balance(first).open == 0


def test_taking_back_more_than_was_paid_is_refused(books: Books, first: Invoice) -> None:
    read(books, Paid(-500, text="terug", reversal=True), opening=1000)
    with pytest.raises(NothingTakenBack):
        payments.allocate(line=line(), invoice=first, cents=-500, overpaid=False, **books.acts)


def raw(books: Books, invoice: Invoice, **changes: object) -> Allocation:
    facts = {"invoice": invoice, "line": line(), "cents": 1, "how": "hand"}
    return Allocation(**facts | changes, recorded_by=books.cast.treasurer, recorded_at=NOW)


@pytest.mark.parametrize(
    "change",
    [
        {"cents": 0},
        {"cents": 60_000_000_000},
        {"cents": -1},
        {"line": None},
        {"cents": 5001},
    ],
    ids=str,
)
def test_database_refuses_what_does_not_add_up(books: Books, first: Invoice, change: dict) -> None:
    """Whatever code comes by: never more than came in, never more than is open unless it says so."""
    read(books, Paid(first.total_cents * 2, text="los"))
    payments.pay_by_hand(
        key=uuid4(),
        invoice=first,
        cents=first.total_cents - 5000,
        received_on=TODAY,
        reason="x",
        overpaid=False,
        **books.acts,
    )
    with pytest.raises(DatabaseError), transaction.atomic():
        raw(books, first, **change).save()


@pytest.mark.parametrize("model", [BankLine, Allocation])
def test_what_was_recorded_is_never_edited(books: Books, first: Invoice, model: type) -> None:
    read(books, paid_in_full(first))
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(cents=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        BankImport.objects.update(file_name="anders.xml")


def test_what_is_open_is_read_in_a_fixed_number_of_queries(books: Books, invoices, django_assert_num_queries) -> None:
    with django_assert_num_queries(5):
        assert len(books_of(books.cast.agreement).by_pk) == 14


@pytest.mark.django_db(transaction=True)
def test_two_browsers_confirm_one_file_and_pay_once() -> None:
    from tests.cast import gather
    from tests.finance.stage import make_books

    books = make_books(gather())
    first = books.invoices()[0]
    seen = upload(books, statement(paid_in_full(first)))
    answers = together(*[lambda: payments.confirm_import(bank_import=seen, **books.acts)] * 2)
    assert sorted(type(answer).__name__ for answer in answers) == ["AlreadyImported", "Outcome"]
    assert balance(first).paid == first.total_cents
    assert BankImport.objects.get().iban == ACCOUNT
