"""The frozen rows of an invoice as facts: what PDF, UBL and checks read (finance.einvoice)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from finance.einvoice.facts import (
    VAT_PERCENT,
    Buyer,
    Endpoint,
    InvoiceFacts,
    Line,
    RefersTo,
    Supplier,
    Vat,
    VatCategory,
)
from finance.models import Invoice, InvoiceLine
from finance.rules.lines import vat_on
from finance.selectors.settings import issuer_on, profiles_on

LABELLED = re.compile(r"(?P<label>[A-Z][a-z ]{2,24}): (?P<text>.+)", re.DOTALL)
SUPPLIER = ("name", "street", "postcode", "city", "iban", "kvk", "oin", "vat_id", "bic", "contact", "email")
BUYER = ("name", "street", "postcode", "city", "attention", "kvk", "oin", "buyer_reference", "order_reference")


def facts_of(invoice: Invoice) -> InvoiceFacts:
    """Everything that was frozen with this invoice; nothing is read from today's settings."""
    refers, is_credit = invoice.refers_to, invoice.kind == Invoice.Kind.CREDIT
    percent = VAT_PERCENT[invoice.vat]
    return InvoiceFacts(
        code=invoice.code,
        is_credit=is_credit,
        issued_on=invoice.issued_on,
        due_on=invoice.due_on,
        agreement=invoice.agreement.name,
        subject=invoice.subject,
        supplier=Supplier(**columns(invoice.supplier, SUPPLIER), endpoint=endpoint_of(invoice.supplier)),
        buyer=Buyer(**columns(invoice.buyer, BUYER), endpoint=endpoint_of(invoice.buyer)),
        lines=tuple(line_of(line) for line in invoice.lines.order_by("position")),
        total_cents=invoice.total_cents,
        vat=Vat(VatCategory(invoice.vat), Decimal(percent), invoice.vat_reason),
        payment_reference=invoice.payment_reference,
        refers_to=RefersTo(refers.code, refers.issued_on) if refers else None,
        notes=tuple(noted(invoice.grounds)),
        vat_rest=invoice.vat_cents - vat_on(invoice.net_cents, percent) if is_credit else 0,
    )


def endpoint_of(kept: Mapping[str, Any]) -> Endpoint | None:
    """The electronic address that was kept, if any."""
    scheme, value = str(kept.get("endpoint_scheme", "")), str(kept.get("endpoint_id", ""))
    return Endpoint(scheme, value) if scheme and value else None


def for_peppol(invoice: Invoice, on: date) -> InvoiceFacts:
    """The same facts with the electronic addresses of a day: where it is delivered is no part of what was decided."""
    facts = facts_of(invoice)
    profile, issuer = profiles_on(invoice.agreement, on).get(invoice.party_id), issuer_on(invoice.agreement, on)
    receiver, sender = (endpoint_of(vars(row)) if row else None for row in (profile, issuer))
    return replace(
        facts,
        buyer=replace(facts.buyer, endpoint=receiver or facts.buyer.endpoint),
        supplier=replace(facts.supplier, endpoint=sender or facts.supplier.endpoint),
    )


def columns(kept: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """The columns that were kept of a sender or receiver, as text; what was not known is empty."""
    return {name: str(kept.get(name, "")) for name in names}


def line_of(line: InvoiceLine) -> Line:
    """One line as it was stored."""
    return Line(
        position=line.position,
        description=line.description,
        quantity=line.quantity,
        unit=line.unit,
        price=line.price,
        cents=line.cents,
        base_quantity=Decimal(line.base_quantity),
        parts=tuple((part["label"], part["cents"]) for part in line.parts),
        starts_on=line.starts_on,
        ends_on=line.ends_on,
    )


def noted(grounds: list[str]) -> Iterator[tuple[str, str]]:
    """Finished lines as label and text: "Grondslag: …" by its own label, a number of inhabitants by that word."""
    for ground in grounds:
        if found := LABELLED.fullmatch(ground):
            yield found["label"], found["text"]
        else:
            yield ("Inwonertal" if ground[:1].isdigit() else "Toelichting"), ground
