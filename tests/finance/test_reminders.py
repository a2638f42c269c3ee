"""Reminders: each step once, not for what is paid, disputed or unsent, the letter by mail, no interest added."""

import subprocess
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
import time_machine
from django.db import DatabaseError, transaction

from finance.einvoice.letter import letter
from finance.models import Invoice, Reminder, ReminderSkip
from finance.reminder_document import reminder_pdf
from finance.reminder_tasks import remind, remind_payers
from finance.rules.reminding import next_level
from finance.selectors.balances import paid_on
from finance.selectors.invoice_facts import facts_of
from finance.services import payments
from finance.services.claims import mark
from finance.services.crediting import ask_credit, confirm_credit
from finance.services.reminding import candidates, due_step, keep_reminder
from tests.cast import gather
from tests.documents.test_rendering import tool
from tests.finance.invoices import invoice as sample
from tests.finance.stage import NOW, Books, make_books
from twente.core.models import AuditEntry
from twente.outbox.models import Heartbeat, Message

DUE = date(2027, 3, 13)
DAYS = (7, 21, 42)


@pytest.mark.parametrize(
    ("sent", "on", "level"),
    [
        ([], DUE, None),
        ([], DUE + timedelta(days=6), None),
        ([], DUE + timedelta(days=7), 1),
        ([], DUE + timedelta(days=300), 1),
        ([DUE + timedelta(days=7)], DUE + timedelta(days=20), None),
        ([DUE + timedelta(days=7)], DUE + timedelta(days=21), 2),
        ([DUE + timedelta(days=100)], DUE + timedelta(days=101), None),
        ([DUE + timedelta(days=100)], DUE + timedelta(days=114), 2),
        ([DUE, DUE], DUE + timedelta(days=42), 3),
        ([DUE, DUE, DUE], DUE + timedelta(days=400), None),
    ],
    ids=str,
)
def test_step_that_is_due(sent: list[date], on: date, level: int | None) -> None:
    """Seven, twenty-one and forty-two days; a late start begins with the first and keeps the distances."""
    assert next_level(due_on=DUE, days=DAYS, sent=sent, on=on) == level


def test_without_steps_nobody_is_reminded() -> None:
    assert next_level(due_on=DUE, days=(), sent=[], on=DUE + timedelta(days=99)) is None


FACTS = {"open_cents": 65869407, "paid_cents": 0, "on": date(2027, 3, 20), "pay_before": date(2027, 4, 3)}


@pytest.mark.parametrize(("level", "title"), [(1, "Herinnering"), (2, "Tweede herinnering"), (3, "Aanmaning")])
def test_letter_says_what_is_open_and_asks_no_interest(level: int, title: str, tmp_path: Path) -> None:
    pdf = reminder_pdf(sample(), level=level, steps=3, **FACTS)
    assert pdf == reminder_pdf(sample(), level=level, steps=3, **FACTS)
    (tmp_path / "brief.pdf").write_bytes(pdf)
    said = subprocess.check_output([tool("pdftotext"), tmp_path / "brief.pdf", "-"], text=True)
    text = " ".join(said.split())
    assert f"{title} factuur SES-2027-0001" in text
    assert "er staat € 658.694,07 open" in text
    assert "vóór of op 3 april 2027" in text
    assert "geen rente of kosten" in text
    assert "Pagina 1 van 1" in text
    assert "Betalen vóór of op" not in text


@pytest.fixture
def late(books: Books) -> Invoice:
    """An invoice that was sent and of which nothing was paid; the tests look on the first day of a reminder."""
    return sent(books, books.invoices()[0])


def sent(books: Books, invoice: Invoice) -> Invoice:
    """By post."""
    mark(invoice=invoice, kind="sent", detail="Per post.", **books.acts)
    return invoice


LATER = NOW + timedelta(days=30 + 7)


def paid(books: Books, invoice: Invoice, cents: int = 0) -> None:
    """By hand, on the day of the books; all of it when no cents are named."""
    about = {"invoice": invoice, "cents": cents or invoice.total_cents, "received_on": NOW.date(), "reason": "x"}
    payments.pay_by_hand(key=uuid4(), overpaid=False, **about, **books.acts)


@pytest.mark.django_db
def test_reminder_goes_out_once_with_its_letter(late: Invoice) -> None:
    made = remind(late.pk, LATER)
    assert made is not None
    assert remind(late.pk, LATER) is None
    assert (made.level, made.open_cents, made.pay_before) == (1, late.total_cents, made.on + timedelta(days=14))
    (message,) = Message.objects.filter(kind="reminder")
    assert (message.recipient, message.document) == (late.buyer["email"], made.document)
    assert message.subject == f"Herinnering {late.code}"
    assert "€" not in message.body
    assert AuditEntry.objects.filter(action="reminder_made").count() == 1


@pytest.mark.django_db
def test_three_steps_and_no_more(late: Invoice) -> None:
    for days in (7, 20, 21, 42, 60, 100):
        remind(late.pk, NOW + timedelta(days=30 + days))
    assert list(Reminder.objects.values_list("level", flat=True)) == [1, 2, 3]
    assert Reminder.objects.get(level=3).document.title == f"Aanmaning {late.code}"


@pytest.mark.django_db(transaction=True)
def test_tick_reminds_all_that_are_late_and_says_it_ran() -> None:
    books = make_books(gather())
    late, *_ = [sent(books, invoice) for invoice in books.invoices()]
    paid(books, late)
    with time_machine.travel(LATER, tick=False):
        remind_payers()
    assert late.pk not in candidates(LATER.date())
    assert Reminder.objects.count() == 13
    assert Heartbeat.objects.filter(task="payments").exists()


def dispute(books: Books, invoice: Invoice, kind: str) -> None:
    mark(invoice=invoice, kind=kind, on=NOW.date(), detail="Te hoog.", **books.acts)


@pytest.mark.django_db
def test_disputed_is_not_reminded_and_logged_once(books: Books, late: Invoice) -> None:
    dispute(books, late, "disputed")
    assert remind(late.pk, LATER) is None
    assert remind(late.pk, LATER) is None
    assert list(ReminderSkip.objects.values_list("level", "why")) == [(1, "disputed")]
    assert AuditEntry.objects.filter(action="reminder_skipped").count() == 1
    dispute(books, late, "undisputed")
    assert remind(late.pk, LATER) is not None


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["sent", "received"])
def test_what_did_not_go_out_is_not_reminded_of(books: Books, kind: str) -> None:
    """The letter would say that we sent it; that it did not, is logged once."""
    unsent = books.invoices()[0]
    assert remind(unsent.pk, LATER) is None
    assert remind(unsent.pk, LATER) is None
    assert [str(skip) for skip in ReminderSkip.objects.all()] == [
        f"herinnering 1 van {unsent} niet verzonden: de factuur is nog niet verzonden"
    ]
    mark(invoice=unsent, kind=kind, detail="Per post.", **books.acts)
    made = remind(unsent.pk, LATER)
    assert made is not None
    assert f"Wij stuurden u factuur {unsent.code} van €\u00a0691.678,00, met de datum 11 februari 2027." in letter_text(
        unsent, made
    )


@pytest.mark.django_db
def test_paid_while_the_letter_was_printed_is_not_reminded(books: Books, late: Invoice) -> None:
    due = due_step(late, LATER.date())
    assert due is not None
    paid(books, late)
    assert keep_reminder(invoice=late, due=due, pdf=b"%PDF-1.7", now=LATER) is None
    assert remind(late.pk, LATER) is None
    assert list(ReminderSkip.objects.values_list("why", flat=True)) == ["paid"]
    assert not Message.objects.filter(kind="reminder").exists()


@pytest.mark.django_db
def test_letter_is_about_what_is_still_open(books: Books, late: Invoice) -> None:
    paid(books, late, 100)
    made = remind(late.pk, LATER)
    assert made is not None
    assert made.open_cents == late.total_cents - 100
    assert "nog niet de hele betaling" in letter_text(late, made)


def letter_text(invoice: Invoice, made: Reminder) -> str:
    cents = {"open_cents": made.open_cents, "paid_cents": paid_on([invoice.pk]).get(invoice.pk, 0)}
    written = letter(facts_of(invoice), level=1, steps=3, on=made.on, pay_before=made.pay_before, **cents)
    return " ".join(written.paragraphs)


@pytest.mark.django_db
def test_credit_note_is_no_payment(books: Books, late: Invoice) -> None:
    """Less is open, and still nothing came in."""
    asked = ask_credit(invoice=late, cents=100, reason="Te hoog.", **books.acts)
    confirm_credit(asked=asked, by=books.cast.secretary, now=NOW)
    due = due_step(late, LATER.date())
    assert due is not None and (due.open_cents, due.paid_cents) == (late.total_cents - 100, 0)
    made = remind(late.pk, LATER)
    assert made is not None and "Wij ontvingen nog geen betaling" in letter_text(late, made)


@pytest.mark.django_db
def test_database_keeps_each_step_once_and_unchanged(late: Invoice) -> None:
    made = remind(late.pk, LATER)
    assert made is not None
    with pytest.raises(DatabaseError), transaction.atomic():
        Reminder.objects.filter(pk=made.pk).update(level=2)
    with pytest.raises(DatabaseError), transaction.atomic():
        Reminder.objects.filter(pk=made.pk).delete()
