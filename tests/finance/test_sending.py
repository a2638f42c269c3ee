"""Files of a run by the worker, then one mail per invoice, noted in the register (finance.md 5.4, 5.5, 5.8)."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from finance.file_tasks import make_invoice_files, make_run_files
from finance.models import Invoice, InvoiceFile, InvoiceMark, InvoiceRun
from finance.services import claims, crediting, runs
from finance.services.finalising import finalise_run
from finance.services.sending import AlreadySent, FilesMissing, NotByMail, NothingToSend, send_one, send_run
from tests.cast import gather
from tests.finance.stage import NOW, Books, make_books
from tests.votes.test_races import together
from twente.outbox import tasks
from twente.outbox.models import Message
from twente.outbox.postman import Postman


def a_run(books: Books) -> InvoiceRun:
    """A small final run: three parties, one of them by Peppol."""
    books.profile("Almelo", channel="peppol", kvk="12345678", buyer_reference="SES")
    run = books.run()
    for name in list(books.cast.parties)[3:]:
        chosen = {"left_out": "Later."}
        runs.choose(run=run, party=books.cast.parties[name], chosen=chosen, seen=run.version, **books.acts)
        run.refresh_from_db()
    runs.submit_run(run=run, checker=books.cast.secretary, seen=run.version, **books.acts)
    runs.approve_run(run=run, seen=run.version, by=books.cast.secretary, now=NOW)
    finalise_run(run=run, **books.acts)
    return InvoiceRun.objects.get(pk=run.pk)


def test_nothing_is_sent_without_its_file(books: Books) -> None:
    with pytest.raises(FilesMissing):
        send_run(run=a_run(books), **books.acts)


def test_mail_carries_the_pdf_and_the_register_says_so(books: Books) -> None:
    """What goes by Peppol is not mailed; twice sends nothing more."""
    run = a_run(books)
    make_run_files(run.pk, NOW)
    make_run_files(run.pk, NOW)
    assert InvoiceFile.objects.count() == 3
    sent = send_run(run=run, **books.acts)
    assert [invoice.party.short_name for invoice in sent] == ["Borne", "Dinkelland"]
    marks = InvoiceMark.objects.filter(kind="sent").values_list("detail", flat=True)
    assert sorted(marks) == ["pdf per mail aan facturen@10.example", "pdf per mail aan facturen@5.example"]
    with pytest.raises(NothingToSend):
        send_run(run=run, **books.acts)

    for message in Message.objects.filter(kind="invoice"):
        tasks.deliver(message, Postman())
    name, content, kind = mail.outbox[0].attachments[0]
    assert (name[-4:], content[:5], kind) == (".pdf", b"%PDF-", "application/pdf")
    assert "€" not in mail.outbox[0].body


def a_claim(books: Books) -> Invoice:
    """A one-off claim on Borne, made by the secretary."""
    about = {"agreement": books.cast.agreement, "party": books.cast.parties["Borne"]}
    asked = claims.claim(details=claims.ClaimDetails("17.2", "Archief", 100), **about, **books.acts)
    return claims.confirm_claim(asked=asked, by=books.cast.secretary, now=NOW)


def a_credit_note(books: Books) -> Invoice:
    """By hand, on that claim."""
    asked = crediting.ask_credit(invoice=a_claim(books), cents=50, reason="Te hoog.", **books.acts)
    return crediting.confirm_credit(asked=asked, by=books.cast.secretary, now=NOW)


@pytest.mark.parametrize(("make", "act"), [(a_claim, "Factuur mailen"), (a_credit_note, "Creditnota mailen")])
def test_what_came_by_itself_is_mailed_from_its_page(books: Books, treasurer: Client, make, act: str) -> None:
    """In no run, so that nobody else sends it; once, with its PDF, in the register."""
    invoice = make(books)
    page, send = (
        reverse(f"finance:{name}", args=["bok-ses", invoice.code]) for name in ("invoice_detail", "invoice_send")
    )
    assert act not in treasurer.get(page).text
    assert treasurer.get(send).status_code == 409
    make_invoice_files(invoice.pk, NOW)
    assert act in treasurer.get(page).text and "facturen@5.example" in treasurer.get(send).text
    assert treasurer.post(send).status_code == 302
    assert invoice.marks.get().detail == "pdf per mail aan facturen@5.example"
    assert Message.objects.get(kind="invoice").document == InvoiceFile.objects.get(invoice=invoice).document
    assert act not in treasurer.get(page).text
    answer = treasurer.post(send)
    assert answer.status_code == 409 and "al verzonden" in answer.text


def test_party_that_gets_no_mail_is_not_mailed(books: Books) -> None:
    books.profile("Borne", channel="post")
    with pytest.raises(NotByMail):
        send_one(invoice=a_claim(books), **books.acts)


@pytest.mark.django_db(transaction=True)
def test_two_at_a_time_send_one_mail() -> None:
    """The run and the page of one invoice."""
    books = make_books(gather())
    run = a_run(books)
    make_run_files(run.pk, NOW)
    invoice = run.invoices.get(party__short_name="Borne")
    alone, sent = together(lambda: send_one(invoice=invoice, **books.acts), lambda: send_run(run=run, **books.acts))
    assert isinstance(alone, AlreadySent) == (len(sent) == 2)
    assert InvoiceMark.objects.filter(invoice=invoice, kind="sent").count() == 1
