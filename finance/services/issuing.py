"""Store one invoice or credit note with its line: the one place where an invoice comes into being."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Sum

from finance.einvoice.facts import VAT_PERCENT
from finance.einvoice.references import creditor_reference
from finance.models import Invoice, InvoiceLine, InvoiceRun
from finance.rules.lines import Line, credited_vat, vat_on
from finance.services.numbering import Counter
from twente.core import audit
from twente.core.models import Agreement, Party, User


@dataclass(frozen=True)
class Letterhead:
    """What stands on every document of one batch: sender, VAT, days to pay, date."""

    agreement: Agreement
    supplier: dict[str, str]
    vat: str
    vat_reason: str
    payment_days: int
    issued_on: date


@dataclass(frozen=True)
class Content:
    """What one document says: to whom, about what, its line and its grounds (finished Dutch lines)."""

    party: Party
    buyer: dict[str, str]
    year: int
    subject: str
    line: Line
    grounds: list[str]
    charge: str = ""
    kind: str = Invoice.Kind.INVOICE
    refers_to: Invoice | None = None
    run: InvoiceRun | None = None
    period: tuple[date, date] | None = None


def issue(counter: Counter, head: Letterhead, content: Content, *, by: User, now: datetime) -> Invoice:
    """Give a document its number and store it; the caller holds the lock of the counter and keeps it afterwards."""
    number, code = counter.next()
    head = with_vat_of_invoice(head, content)
    net, vat = content.line.cents, vat_of(content, VAT_PERCENT[head.vat])
    invoice = Invoice.objects.create(
        agreement=head.agreement,
        series=counter.series,
        number=number,
        code=code,
        kind=content.kind,
        run=content.run,
        refers_to=content.refers_to,
        party=content.party,
        year=content.year,
        charge=content.charge,
        subject=content.subject,
        supplier=head.supplier,
        buyer=content.buyer,
        grounds=content.grounds,
        vat=head.vat,
        vat_reason=head.vat_reason,
        net_cents=net,
        vat_cents=vat,
        total_cents=net + vat,
        payment_reference=creditor_reference(code),
        channel=content.buyer.get("channel", ""),
        issued_on=head.issued_on,
        due_on=head.issued_on + timedelta(days=head.payment_days),
        made_by=by,
        made_at=now,
    )
    InvoiceLine.objects.create(invoice=invoice, position=1, **line_columns(content))
    audit.record(
        agreement=head.agreement, by=by, at=now, action="invoice_issued", target=invoice, detail={"code": code}
    )
    return invoice


def with_vat_of_invoice(head: Letterhead, content: Content) -> Letterhead:
    """The same for all but a credit note: that has the VAT of its invoice, whatever the terms say today."""
    original = content.refers_to
    if content.kind != Invoice.Kind.CREDIT or original is None:
        return head
    return replace(head, vat=original.vat, vat_reason=original.vat_reason)


def vat_of(content: Content, percent: int) -> int:
    """Whole cents of VAT; all credit notes of an invoice together give back exactly what it charged."""
    original = content.refers_to
    if content.kind != Invoice.Kind.CREDIT or original is None:
        return vat_on(content.line.cents, percent)
    before = original.credits.filter(kind=Invoice.Kind.CREDIT).aggregate(net=Sum("net_cents"), vat=Sum("vat_cents"))
    left = {f"{name}_left": getattr(original, f"{name}_cents") - (cents or 0) for name, cents in before.items()}
    return credited_vat(content.line.cents, percent, **left)


def line_columns(content: Content) -> dict[str, Any]:
    """The line as its table keeps it."""
    starts_on, ends_on = content.period or (None, None)
    return {
        "description": content.line.description,
        "quantity": content.line.quantity,
        "unit": content.line.unit,
        "price": content.line.price,
        "base_quantity": content.line.base_quantity,
        "cents": content.line.cents,
        "parts": [{"label": label, "cents": cents} for label, cents in content.line.parts],
        "starts_on": starts_on,
        "ends_on": ends_on,
    }
