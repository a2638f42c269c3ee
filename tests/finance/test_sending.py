"""Files of a run by the worker, then one mail per invoice, noted in the register (finance.md 5.4, 5.5)."""

import pytest
from django.core import mail

from finance.file_tasks import make_run_files
from finance.models import InvoiceFile, InvoiceMark, InvoiceRun
from finance.services import runs
from finance.services.finalising import finalise_run
from finance.services.sending import FilesMissing, NothingToSend, send_run
from tests.finance.stage import NOW, Books
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
