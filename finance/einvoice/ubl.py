"""An invoice or credit note as UBL 2.1: Dutch (NLCIUS) or for Peppol (BIS Billing 3). Same facts, same bytes.

What the rule sets want and where it is easily done wrong stands beside the element. Texts go in as text nodes, so names
with & or < need no care. Nothing here judges: `checks` does that before, `dutch_rules` and `schemas` after.
"""

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Any

from lxml import etree

from finance.einvoice.facts import Buyer, Endpoint, InvoiceFacts, Line, Supplier, VatCategory

URN = "urn:oasis:names:specification:ubl:schema:xsd:"
CAC, CBC = f"{URN}CommonAggregateComponents-2", f"{URN}CommonBasicComponents-2"
INVOICE, CREDIT_NOTE = "380", "381"
SEPA_CREDIT_TRANSFER = "58"
PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
KVK_SCHEME, OIN_SCHEME = "0106", "0190"
CURRENCY, COUNTRY = "EUR", "NL"


class Variant(StrEnum):
    """Which agreement on the use of EN 16931 the document follows (CustomizationID)."""

    NLCIUS = "urn:cen.eu:en16931:2017#compliant#urn:fdc:nen.nl:nlcius:v1.0"
    PEPPOL = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"


def write_ubl(facts: InvoiceFacts, variant: Variant = Variant.NLCIUS) -> bytes:
    """The document, indented, in UTF-8. Raises ValueError for text with control characters, which XML cannot hold."""
    name = "CreditNote" if facts.is_credit else "Invoice"
    root = etree.Element(f"{{{URN}{name}-2}}{name}", nsmap={None: f"{URN}{name}-2", "cac": CAC, "cbc": CBC})
    _head(root, facts, variant)
    _party(_add(root, "AccountingSupplierParty"), facts.supplier, facts, variant)
    _party(_add(root, "AccountingCustomerParty"), facts.buyer, facts, variant)
    _payment(root, facts)
    _totals(root, facts)
    for line in sorted(facts.lines, key=lambda line: line.position):
        _line(_add(root, f"{name}Line"), line, facts)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def legal_number(party: Supplier | Buyer) -> tuple[str, str] | None:
    """Scheme and number of the legal entity: the OIN in which government knows it, else the KvK number."""
    return ((OIN_SCHEME, party.oin) if party.oin else (KVK_SCHEME, party.kvk)) if party.oin or party.kvk else None


def decimal(amount: Decimal) -> str:
    """Without exponent and superfluous noughts: 8.92, 12, 73107"""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def euros(cents: int) -> str:
    """658694.07; the rules forbid more than two decimals."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02}"


def _add(parent: Any, name: str) -> Any:
    return etree.SubElement(parent, f"{{{CAC}}}{name}")


def _say(parent: Any, name: str, text: str, **attributes: str) -> None:
    """An element with text; nothing for no text, because empty elements are forbidden (R008 of Peppol)."""
    if text:
        etree.SubElement(parent, f"{{{CBC}}}{name}", attributes).text = text


def _money(parent: Any, name: str, cents: int) -> None:
    _say(parent, name, euros(cents), currencyID=CURRENCY)


def _head(root: Any, facts: InvoiceFacts, variant: Variant) -> None:
    """Up to the parties. A credit note has no DueDate here; the order of the elements is fixed."""
    _say(root, "CustomizationID", variant)
    _say(root, "ProfileID", PROFILE)
    _say(root, "ID", facts.code)
    _say(root, "IssueDate", facts.issued_on.isoformat())
    if facts.is_credit:
        _say(root, "CreditNoteTypeCode", CREDIT_NOTE)
    else:
        _say(root, "DueDate", facts.due_on.isoformat())
        _say(root, "InvoiceTypeCode", INVOICE)
    # One note at most (R002 of Peppol), so all of them in one.
    _say(root, "Note", "\n".join(f"{label}: {text}" for label, text in facts.notes))
    _say(root, "DocumentCurrencyCode", CURRENCY)
    _say(root, "BuyerReference", facts.buyer.buyer_reference)
    if facts.period:
        _period(root, *facts.period)
    if facts.buyer.order_reference:
        _say(_add(root, "OrderReference"), "ID", facts.buyer.order_reference)
    if facts.refers_to:
        # Its date may be left out, and BR-NL-24 advises to.
        _say(_add(_add(root, "BillingReference"), "InvoiceDocumentReference"), "ID", facts.refers_to.code)


def _period(parent: Any, start: Any, end: Any) -> None:
    period = _add(parent, "InvoicePeriod")
    _say(period, "StartDate", start.isoformat())
    _say(period, "EndDate", end.isoformat())


def _party(role: Any, party: Supplier | Buyer, facts: InvoiceFacts, variant: Variant) -> None:
    """Endpoint (where it is delivered) and legal number (who it is) are two things."""
    node = _add(role, "Party")
    for endpoint in _endpoints(party, variant):
        _say(node, "EndpointID", endpoint.value, schemeID=endpoint.scheme)
    _say(_add(node, "PartyName"), "Name", party.name)
    address = _add(node, "PostalAddress")
    _say(address, "StreetName", party.street)
    _say(address, "CityName", party.city)
    _say(address, "PostalZone", party.postcode)
    _say(_add(address, "Country"), "IdentificationCode", COUNTRY)
    if party.vat_id and facts.vat.category is not VatCategory.OUTSIDE:
        # Outside VAT no VAT number of either may stand anywhere (BR-O-02).
        scheme = _add(node, "PartyTaxScheme")
        _say(scheme, "CompanyID", party.vat_id)
        _say(_add(scheme, "TaxScheme"), "ID", "VAT")
    entity = _add(node, "PartyLegalEntity")
    _say(entity, "RegistrationName", party.name)
    if number := legal_number(party):
        _say(entity, "CompanyID", number[1], schemeID=number[0])
    _contact(node, party)


def _endpoints(party: Supplier | Buyer, variant: Variant) -> Iterator[Endpoint]:
    """The electronic address: its own, or on Peppol the legal number when none was given."""
    if party.endpoint:
        yield party.endpoint
    elif variant is Variant.PEPPOL and (number := legal_number(party)):
        yield Endpoint(*number)


def _contact(node: Any, party: Supplier | Buyer) -> None:
    name = party.contact if isinstance(party, Supplier) else party.attention
    email = party.email if isinstance(party, Supplier) else ""
    if name or email:
        contact = _add(node, "Contact")
        _say(contact, "Name", name)
        _say(contact, "ElectronicMail", email)


def _payment(root: Any, facts: InvoiceFacts) -> None:
    """By SEPA transfer with the RF reference. No BIC and no account name: BR-NL-30 and 31 advise against them."""
    if facts.supplier.iban:
        means = _add(root, "PaymentMeans")
        _say(means, "PaymentMeansCode", SEPA_CREDIT_TRANSFER)
        if facts.is_credit:
            _say(means, "PaymentDueDate", facts.due_on.isoformat())
        _say(means, "PaymentID", facts.payment_reference)
        _say(_add(means, "PayeeFinancialAccount"), "ID", facts.supplier.iban)


def _totals(root: Any, facts: InvoiceFacts) -> None:
    """One VAT regime, so one subtotal; category O carries a reason and no percentage."""
    tax = _add(root, "TaxTotal")
    _money(tax, "TaxAmount", facts.vat_cents)
    part = _add(tax, "TaxSubtotal")
    _money(part, "TaxableAmount", facts.net_cents)
    _money(part, "TaxAmount", facts.vat_cents)
    category = _add(part, "TaxCategory")
    _category(category, facts)
    _say(category, "TaxExemptionReason", facts.vat.reason if facts.vat.category is not VatCategory.STANDARD else "")
    _say(_add(category, "TaxScheme"), "ID", "VAT")
    total = _add(root, "LegalMonetaryTotal")
    _money(total, "LineExtensionAmount", facts.net_cents)
    _money(total, "TaxExclusiveAmount", facts.net_cents)
    _money(total, "TaxInclusiveAmount", facts.net_cents + facts.vat_cents)
    _money(total, "PayableAmount", facts.total_cents)


def _category(parent: Any, facts: InvoiceFacts) -> None:
    _say(parent, "ID", facts.vat.category)
    if facts.vat.category is not VatCategory.OUTSIDE:
        _say(parent, "Percent", decimal(facts.vat.percent))


def _line(node: Any, line: Line, facts: InvoiceFacts) -> None:
    _say(node, "ID", str(line.position))
    quantity = "CreditedQuantity" if facts.is_credit else "InvoicedQuantity"
    _say(node, quantity, decimal(line.quantity), unitCode=line.unit)
    _money(node, "LineExtensionAmount", line.cents)
    if line.starts_on and line.ends_on:
        _period(node, line.starts_on, line.ends_on)
    item = _add(node, "Item")
    _say(item, "Description", "; ".join(f"{label}: {euros(cents)} euro" for label, cents in line.parts))
    _say(item, "Name", line.description)
    category = _add(item, "ClassifiedTaxCategory")
    _category(category, facts)
    _say(_add(category, "TaxScheme"), "ID", "VAT")
    price = _add(node, "Price")
    _say(price, "PriceAmount", decimal(line.price), currencyID=CURRENCY)
    if line.base_quantity != 1:
        # A part of a year: the price of 12 months, not a rounded one of a month (R120 of Peppol).
        _say(price, "BaseQuantity", decimal(line.base_quantity), unitCode=line.unit)
