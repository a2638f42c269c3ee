"""From frozen rows to files: fourteen invoices that pass every rule, kept once and never replaced."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, transaction

from finance.documents import InvoiceFiles, invoice_files
from finance.einvoice.checks import Channel, problems
from finance.einvoice.dutch_rules import broken_rules
from finance.einvoice.schemas import shape_errors
from finance.einvoice.sheet import sheet
from finance.einvoice.ubl import write_ubl
from finance.file_tasks import make_invoice_files
from finance.models import BillingProfile, InvoiceFile, Issuer
from finance.selectors.invoice_facts import facts_of, noted
from finance.services import runs
from finance.services.files import FilesDiffer, keep_files
from finance.services.finalising import finalise_run
from tests.finance.stage import NOW, Books
from twente.core.models import AuditEntry, Membership

pytestmark = pytest.mark.django_db


def test_every_invoice_of_a_run_passes_once_it_has_numbers(books: Books) -> None:
    """OIN and reference are missing here: that blocks the electronic invoice, the PDF is ready."""
    for invoice in books.invoices():
        facts = facts_of(invoice)
        assert problems(facts, channel=Channel.PDF) == ()
        assert {found.rule for found in problems(facts, channel=Channel.UBL)} == {"BR-NL-10", "BR-NL-2"}
        known = replace(facts, buyer=replace(facts.buyer, kvk="12345678", buyer_reference="2027-1"))
        assert problems(known, channel=Channel.UBL) == ()
        assert shape_errors(write_ubl(known)) == ()
        assert broken_rules(write_ubl(known)) == ()


def test_facts_are_those_of_the_day_of_invoicing(books: Books) -> None:
    """Invariant 9: later addresses and another sender change nothing."""
    invoice = next(each for each in books.invoices() if each.buyer["name"] == "Gemeente Almelo")
    before = invoice_files(facts_of(invoice))
    books.profile("Almelo", street="Nieuwe straat 9")
    assert BillingProfile.objects.filter(party=invoice.party).count() == 2
    assert Issuer.objects.count() == 1
    invoice.refresh_from_db()
    assert invoice_files(facts_of(invoice)) == before


def test_part_of_a_year_is_the_period_that_is_printed(books: Books) -> None:
    """On the PDF and in the UBL; the others have the whole year."""
    Membership.objects.filter(agreement=books.cast.agreement, party__short_name="Almelo").update(
        valid_until=date(2027, 5, 14)
    )
    run = books.run()
    runs.explain_difference(run=run, reason="Almelo ging.", seen=0, **books.acts)
    runs.submit_run(run=run, checker=books.cast.secretary, seen=1, **books.acts)
    runs.approve_run(run=run, seen=1, by=books.cast.secretary, now=NOW)
    almelo, borne = finalise_run(run=run, **books.acts)[:2]
    (printed,) = sheet(facts_of(almelo)).lines
    assert printed.period == "1 januari 2027 tot en met 14 mei 2027" and "5 van 12 maanden" in printed.description
    period = b"<cac:InvoicePeriod><cbc:StartDate>2027-01-01</cbc:StartDate><cbc:EndDate>%b</cbc:EndDate>"
    assert period % b"2027-05-14" in b"".join(write_ubl(facts_of(almelo)).split())
    assert period % b"2027-12-31" in b"".join(write_ubl(facts_of(borne)).split())


def test_files_are_made_once_however_often_the_job_runs(books: Books) -> None:
    invoice = books.invoices()[0]
    for _ in range(2):
        make_invoice_files(invoice.pk, NOW)
    kept = InvoiceFile.objects.get(invoice=invoice)
    assert bytes(kept.document.revisions.get().content).startswith(b"%PDF-1.7")
    assert bytes(kept.ubl) == write_ubl(facts_of(invoice))
    assert AuditEntry.objects.filter(action="invoice_files_made").count() == 1


@pytest.mark.parametrize("change", [{"pdf": b"%PDF-1.7 anders"}, {"ubl": b"<anders/>"}])
def test_other_bytes_are_an_error_and_never_a_replacement(books: Books, change: dict) -> None:
    """Invariant 7."""
    invoice = books.invoices()[0]
    files = invoice_files(facts_of(invoice))
    kept = keep_files(invoice=invoice, files=files, now=NOW)
    with pytest.raises(FilesDiffer, match="niet te vervangen"):
        keep_files(invoice=invoice, files=replace(files, **change), now=NOW)
    assert InvoiceFile.objects.get(invoice=invoice) == kept
    with pytest.raises(DatabaseError), transaction.atomic():
        InvoiceFile.objects.filter(pk=kept.pk).update(ubl=b"")


def test_hashes_are_of_the_bytes() -> None:
    files = InvoiceFiles(b"", b"")
    assert files.pdf_sha256 == files.ubl_sha256
    assert files.pdf_sha256.startswith("e3b0c442")


@pytest.mark.parametrize(
    ("ground", "pair"),
    [
        ("Grondslag: BOK SES Twente (art. 11.1).", ("Grondslag", "BOK SES Twente (art. 11.1).")),
        ("73.107 inwoners per 1 januari 2027.", ("Inwonertal", "73.107 inwoners per 1 januari 2027.")),
        ("Correctie op factuur SES-2027-0001: te hoog", ("Toelichting", "Correctie op factuur SES-2027-0001: te hoog")),
    ],
)
def test_grounds_get_a_label(ground: str, pair: tuple[str, str]) -> None:
    assert list(noted([ground])) == [pair]
