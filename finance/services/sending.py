"""Mail the invoices of a run, or one that came by itself, and note it in the register (finance.md 5.5)."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from finance.models import BillingProfile, Invoice, InvoiceMark, InvoiceRun, NumberSeries
from finance.selectors.sent import is_sent
from finance.services.claims import mark
from finance.wording.mails import invoice_mail
from twente.core.models import User
from twente.core.refusals import Refusal
from twente.outbox.services import queue_message

MAIL_KIND = "invoice"


class FilesMissing(Refusal):
    """An invoice is sent with its file."""

    sentence = "Nog niet alle bestanden zijn gemaakt. Wacht tot ze klaar zijn."


class NotByMail(Refusal):
    """The party chose Peppol or post."""

    sentence = "Deze partij krijgt haar facturen niet per mail. Verzend het bestand zelf en leg de verzending vast."


class AlreadySent(Refusal):
    """One mail per invoice."""

    sentence = "Dit stuk is al verzonden."


class NothingToSend(Refusal):
    """Everything went out already."""

    sentence = "Alle facturen die per mail gaan, zijn al verzonden."


@transaction.atomic
def send_run(*, run: InvoiceRun, by: User, now: datetime) -> list[Invoice]:
    """Mail every invoice of a run that goes by mail and was not sent yet. Raises FilesMissing, NothingToSend.

    Peppol and post are not sent from here: their files are handed to an access point or printed, and that is noted.
    """
    _one_at_a_time(Invoice.objects.filter(run=run))
    waiting = to_send(run)
    if not waiting:
        raise NothingToSend
    if any(not hasattr(invoice, "file") for invoice in waiting):
        raise FilesMissing
    for invoice in waiting:
        send_invoice(invoice, by=by, now=now)
    return waiting


@transaction.atomic
def send_one(*, invoice: Invoice, by: User, now: datetime) -> None:
    """Mail an invoice or credit note by itself. Raises NotByMail, FilesMissing, AlreadySent, YearDestroyed."""
    _one_at_a_time(Invoice.objects.filter(pk=invoice.pk))
    check_one(invoice)
    send_invoice(invoice, by=by, now=now)


def check_one(invoice: Invoice) -> None:
    """Whether a mail with this invoice can go out. Raises NotByMail, AlreadySent, FilesMissing."""
    if invoice.channel != BillingProfile.Channel.MAIL:
        raise NotByMail
    if is_sent(invoice):
        raise AlreadySent
    if not hasattr(invoice, "file"):
        raise FilesMissing


def _one_at_a_time(invoices: QuerySet[Invoice]) -> None:
    """Lock the series of these invoices, which themselves never change: nobody else sends from it meanwhile."""
    series = NumberSeries.objects.filter(pk__in=invoices.values("series"))
    list(series.select_for_update(no_key=True).order_by("pk"))


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
