"""Send the invoices of a run by the way each party chose, and note it in the register (finance.md 5.5)."""

from datetime import datetime

from django.db import transaction

from finance.models import BillingProfile, Invoice, InvoiceMark, InvoiceRun
from finance.services.claims import mark
from finance.wording.mails import invoice_mail
from twente.core.models import User
from twente.core.refusals import Refusal
from twente.outbox.services import queue_message

MAIL_KIND = "invoice"


class FilesMissing(Refusal):
    """An invoice is sent with its file."""

    sentence = "Nog niet alle bestanden zijn gemaakt. Wacht tot ze klaar zijn."


class NothingToSend(Refusal):
    """Everything went out already."""

    sentence = "Alle facturen die per mail gaan, zijn al verzonden."


@transaction.atomic
def send_run(*, run: InvoiceRun, by: User, now: datetime) -> list[Invoice]:
    """Mail every invoice of a run that goes by mail and was not sent yet. Raises FilesMissing, NothingToSend.

    Peppol and post are not sent from here: their files are handed to an access point or printed, and that is noted.
    """
    InvoiceRun.objects.select_for_update(no_key=True).get(pk=run.pk)
    waiting = to_send(run)
    if not waiting:
        raise NothingToSend
    if any(not hasattr(invoice, "file") for invoice in waiting):
        raise FilesMissing
    for invoice in waiting:
        send_invoice(invoice, by=by, now=now)
    return waiting


def to_send(run: InvoiceRun) -> list[Invoice]:
    """What still goes by mail, in the order of the numbers."""
    rows = Invoice.objects.filter(run=run, channel=BillingProfile.Channel.MAIL)
    rows = rows.exclude(marks__kind=InvoiceMark.Kind.SENT).select_related("file__document", "agreement", "party")
    return list(rows.order_by("number"))


def send_invoice(invoice: Invoice, *, by: User, now: datetime) -> None:
    """Queue one mail with the PDF, whose UBL is inside; the key makes a second time the same mail."""
    subject, body = invoice_mail(
        code=invoice.code,
        kind=invoice.get_kind_display(),
        subject=invoice.subject,
        supplier=invoice.supplier["name"],
        reference=invoice.buyer.get("order_reference") or invoice.buyer.get("buyer_reference", ""),
        reference_name=invoice.buyer.get("reference_name", ""),
    )
    message = queue_message(
        agreement=invoice.agreement,
        key=f"invoice:{invoice.pk}",
        kind=MAIL_KIND,
        recipient=invoice.buyer["email"],
        subject=subject,
        body=body,
        document=invoice.file.document,
        now=now,
    )
    detail = f"pdf per mail aan {message.recipient}"
    mark(invoice=invoice, kind=InvoiceMark.Kind.SENT, detail=detail, by=by, now=now, source=f"message:{message.pk}")
