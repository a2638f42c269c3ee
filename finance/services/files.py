"""Writes: PDF and UBL of an invoice, kept once; made again they are the same, or it is an error (finance.md 5, 7)."""

from datetime import datetime

from django.db import transaction

from finance.documents import InvoiceFiles
from finance.models import Invoice, InvoiceFile
from twente.core import audit
from twente.core.refusals import Refusal
from twente.documents.services import store_rendered


class FilesDiffer(Refusal):
    """Making the files again gave other bytes than those that are kept; nothing is replaced."""

    sentence = "De bestanden van deze factuur liggen vast en zijn niet te vervangen: opnieuw maken geeft iets anders."


@transaction.atomic
def keep_files(*, invoice: Invoice, files: InvoiceFiles, now: datetime) -> InvoiceFile:
    """Keep both files; the same again finds the first. Raises FilesDiffer.

    An invoice cannot be locked, because nobody may change it: of two who come at once, storing the document makes the
    second wait.
    """
    if standing := InvoiceFile.objects.filter(invoice=invoice).first():
        if (standing.ubl_sha256, kept_hash(standing)) != (files.ubl_sha256, files.pdf_sha256):
            raise FilesDiffer
        return standing
    document = store_rendered(
        agreement=invoice.agreement,
        kind="invoice",
        title=f"{invoice.get_kind_display().capitalize()} {invoice.code}",
        source_key=f"invoice:{invoice.pk}",
        pdf=files.pdf,
        by=invoice.made_by,
        now=now,
    )
    facts = {"document": document, "ubl": files.ubl, "ubl_sha256": files.ubl_sha256, "made_at": now}
    kept, new = InvoiceFile.objects.get_or_create(invoice=invoice, defaults=facts)
    if new:
        audit.record(agreement=invoice.agreement, by=None, at=now, action="invoice_files_made", target=invoice)
    return kept


def kept_hash(file: InvoiceFile) -> str:
    """SHA-256 of the PDF that is kept."""
    return file.document.revisions.order_by("number").values_list("sha256", flat=True)[0]
