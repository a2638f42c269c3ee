"""Pages of payments: look at a bank file, read it, place what is left, take it back; each slip at its field."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from finance.models import Allocation, BankImport, BankLine, Invoice
from finance.services import payments
from tests.finance.stage import Books
from tests.finance.statements import Paid, statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def first(books: Books) -> Invoice:
    return books.invoices()[0]


def page(name: str, *args: object) -> str:
    return reverse(f"finance:{name}", args=["bok-ses", *args])


def hand_in(browser: Client, content: bytes, name: str = "maart.xml"):
    return browser.post(page("import_upload"), {"file": SimpleUploadedFile(name, content)})


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def some_line(books: Books, *lines: Paid) -> BankLine:
    found = payments.upload_statement(
        agreement=books.cast.agreement, content=statement(*lines), name="maart.xml", **books.acts
    )
    payments.confirm_import(bank_import=found, **books.acts)
    return BankLine.objects.earliest("id")


def test_look_first_then_read(treasurer: Client, first: Invoice) -> None:
    lines = (
        Paid(first.total_cents, reference=first.payment_reference),
        Paid(-1250, text="Bankkosten", name="Bank & Zn <b>"),
    )
    answer = hand_in(treasurer, statement(*lines))
    assert answer.status_code == 302
    shown = text(treasurer.get(answer.url))
    assert "Wat dit bestand gaat doen" in shown
    assert f"{first.code}</a>" in shown
    assert "Bank &amp; Zn &lt;b&gt;" in shown
    assert not Allocation.objects.exists()
    found = BankImport.objects.get()
    answer = treasurer.post(page("import_confirm", found.pk), follow=True)
    assert "Ingelezen: 2 regels, 1 gekoppeld aan een factuur." in text(answer)
    shown = text(treasurer.get(page("payment_list")))
    assert "Bankkosten" in shown
    assert first.payment_reference not in shown
    assert "geboekt op" in text(treasurer.get(page("invoice_detail", first.code)))


@pytest.mark.parametrize(
    ("content", "status", "why"),
    [
        (b"", 422, "geen leesbaar CAMT.053"),
        (b"%PDF-1.7", 422, "geen leesbaar CAMT.053"),
        (b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>', 422, "documenttype"),
        (statement(Paid(1), wrong=5), 422, "sluiten niet aan"),
        (statement(Paid(1), account="NL20INGB0001234567"), 422, "komen geen bijdragen binnen"),
        (b" " * 10_000_001, 413, "groter dan 10 MB"),
    ],
    ids=["leeg", "pdf", "entiteit", "saldo", "rekening", "groot"],
)
def test_bad_file_is_answered_at_the_field(treasurer: Client, content: bytes, status: int, why: str) -> None:
    answer = hand_in(treasurer, content)
    assert answer.status_code == status
    assert why in text(answer)
    assert not BankImport.objects.exists()


def test_same_file_twice_says_so(treasurer: Client, books: Books, first: Invoice) -> None:
    content = statement(Paid(100, text="los"))
    some_line(books, Paid(100, text="los"))
    answer = hand_in(treasurer, content)
    assert answer.status_code == 422
    assert "Dit bestand is al ingelezen" in text(answer)
    assert treasurer.post(page("import_confirm", BankImport.objects.get().pk)).status_code == 409


def test_file_can_be_thrown_away(treasurer: Client, first: Invoice) -> None:
    hand_in(treasurer, statement(Paid(100)))
    treasurer.post(page("import_discard", BankImport.objects.get().pk))
    assert not BankImport.objects.exists()


def test_line_is_placed_by_hand_and_taken_back(treasurer: Client, books: Books, first: Invoice) -> None:
    line = some_line(books, Paid(50_00, text="los"))
    fields = {"invoice": first.code.lower(), "cents": "50,00"}
    assert treasurer.post(page("line_detail", line.pk), fields).status_code == 302
    made = Allocation.objects.get()
    assert (made.invoice, made.cents, made.how) == (first, 5000, "hand")
    assert "Losmaken" in text(treasurer.get(page("line_detail", line.pk)))
    undo = page("allocation_undo", made.pk)
    assert treasurer.post(undo, {"reason": " "}).status_code == 422
    assert treasurer.post(undo, {"reason": "Verkeerde factuur"}).status_code == 302
    assert treasurer.post(undo, {"reason": "Nog eens"}).status_code == 409
    assert "Losmaken<span" not in text(treasurer.get(page("line_detail", line.pk)))


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({}, "Vul het factuurnummer in."),
        ({"invoice": "SES-2027-9999", "cents": "1,00"}, "Deze factuur is er niet."),
        ({"invoice": "<script>", "cents": "1,00"}, "Deze factuur is er niet."),
        ({"invoice": "SES-2027-0001", "cents": "50,01"}, "Van deze bankregel is nog"),
        ({"invoice": "SES-2027-0001", "cents": "-1,00"}, "Van deze bankregel is nog"),
        ({"invoice": "SES-2027-0001", "cents": "0"}, "meer is dan nul"),
        ({"invoice": "SES-2027-0001", "cents": "9.01"}, "komma voor de centen"),
    ],
    ids=str,
)
def test_slip_at_a_line_is_answered_at_the_field(
    treasurer: Client, books: Books, first, fields: dict, why: str
) -> None:
    line = some_line(books, Paid(50_00, text="los"))
    answer = treasurer.post(page("line_detail", line.pk), fields)
    assert answer.status_code == 422
    assert why in text(answer)
    assert not Allocation.objects.exists()


def test_bank_costs_leave_the_list_with_a_reason(treasurer: Client, books: Books, first: Invoice) -> None:
    line = some_line(books, Paid(-1250, text="Bankkosten"))
    treasurer.post(page("line_aside", line.pk), {"reason": "Kosten van de bank"})
    assert "Niets te koppelen" in text(treasurer.get(page("payment_list")))


def test_payment_by_hand(treasurer: Client, first: Invoice) -> None:
    assert first.code in text(treasurer.get(f"{page('manual_create')}?factuur={first.code}"))
    fields = {"invoice": first.code, "cents": "100,00", "received_on": "2027-02-01", "reason": "Verrekend"}
    fields["form_key"] = str(uuid4())
    assert treasurer.post(page("manual_create"), fields | {"received_on": "2027-03-01"}).status_code == 422
    answer = treasurer.post(page("manual_create"), fields | {"cents": "100.000.000,00"})
    assert "Vink aan dat er te veel is betaald" in text(answer)
    assert treasurer.post(page("manual_create"), fields).url == page("invoice_detail", first.code)
    assert "Verrekend" in text(treasurer.get(page("invoice_detail", first.code)))


def test_unknown_line_is_not_there(treasurer: Client) -> None:
    assert treasurer.get(page("line_detail", 99999999999)).status_code == 404


def test_list_asks_a_fixed_number_of_queries(
    treasurer: Client, books: Books, first, django_assert_max_num_queries
) -> None:
    some_line(books, *(Paid(100 + number, text="los") for number in range(60)))
    with django_assert_max_num_queries(32):
        assert text(treasurer.get(page("payment_list"))).count("geen factuur gevonden") == 60
