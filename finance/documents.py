"""What finance prints: an invoice or credit note as PDF/A-3 with its UBL inside (BOK-11.2)."""

import hashlib
from dataclasses import dataclass

from django.template.loader import render_to_string

from finance.einvoice.facts import InvoiceFacts
from finance.einvoice.sheet import sheet
from finance.einvoice.ubl import write_ubl
from twente.core.dates import start_of_day
from twente.documents.printing import print_document
from twente.documents.rendering import Attachment


@dataclass(frozen=True)
class InvoiceFiles:
    """The files of one invoice; made again from the same facts they are the same to the byte."""

    pdf: bytes
    ubl: bytes

    @property
    def pdf_sha256(self) -> str:
        """What the stored file must have."""
        return hashlib.sha256(self.pdf).hexdigest()

    @property
    def ubl_sha256(self) -> str:
        """What the stored document must have."""
        return hashlib.sha256(self.ubl).hexdigest()


def invoice_files(facts: InvoiceFacts) -> InvoiceFiles:
    """PDF and UBL of a final invoice; takes about half a second.

    Raises PrintLibraryMissing, and ReferenceRefused or AmountNotPayable when it should never have become final.
    """
    ubl = write_ubl(facts)
    printed = sheet(facts)
    context = {
        "title": printed.title,
        "overleg": facts.agreement,
        "sheet": printed,
        "payment_heading": "Verrekening" if facts.is_credit else "Betaling",
    }
    pdf = print_document(
        render_to_string("finance/invoice_document.html", context),
        title=f"{printed.title}: {facts.subject}",
        created=start_of_day(facts.issued_on),
        author=facts.supplier.name,
        attachment=Attachment(f"{facts.code}.xml", ubl, f"{printed.title} als UBL (EN 16931)"),
    )
    return InvoiceFiles(pdf, ubl)
