"""The fatal rules of NLCIUS (Dutch usage of EN 16931) over a finished UBL document, in our own words and code.

The second look beside `checks`: that one reads facts before anything is written, this one reads what was written.
Rules about things that we never write (fiscal representative, order lines) are here too, so that no later change slips
by. The rules of Peppol that bite us stand below them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lxml import etree

from finance.einvoice.schemas import parse
from finance.einvoice.ubl import CAC, CBC, PROFILE, URN, Variant

NAMES = {"cac": CAC, "cbc": CBC, "inv": f"{URN}Invoice-2", "cn": f"{URN}CreditNote-2"}
SELLER, BUYER = "/*/cac:AccountingSupplierParty/cac:Party", "/*/cac:AccountingCustomerParty/cac:Party"
FULL = "cbc:StreetName and cbc:CityName and cbc:PostalZone"
REGISTERED = "cac:PartyLegalEntity/cbc:CompanyID[@schemeID='0106' or @schemeID='0190'][normalize-space()]"
TYPE = "(/*/cbc:InvoiceTypeCode | /*/cbc:CreditNoteTypeCode)"
LINES = "(/inv:Invoice/cac:InvoiceLine | /cn:CreditNote/cac:CreditNoteLine)"
QUANTITY = "../../*[self::cbc:InvoicedQuantity or self::cbc:CreditedQuantity]"
PLAY = Decimal("0.02")
"""Euros that Peppol allows between a line and quantity × price."""


@dataclass(frozen=True)
class Broken:
    """A rule that the document breaks, with what it asks."""

    rule: str
    message: str


Holds = Callable[[Any], bool]


def _path(expression: str) -> Holds:
    """A rule as XPath over the whole document."""
    compiled = etree.XPath(f"boolean({expression})", namespaces=NAMES)
    return lambda root: bool(compiled(root))


def _line_arithmetic(root: Any) -> bool:
    return all(_adds_up(line) for line in root.xpath(LINES, namespaces=NAMES))


def _adds_up(line: Any) -> bool:
    """Quantity × price ÷ base quantity, within two cents."""

    def number(path: str, otherwise: str) -> Decimal:
        return Decimal(line.findtext(path, otherwise, NAMES) or otherwise)

    quantity = number("cbc:InvoicedQuantity", "") if line.find("cbc:InvoicedQuantity", NAMES) is not None else None
    quantity = number("cbc:CreditedQuantity", "0") if quantity is None else quantity
    base = number("cac:Price/cbc:BaseQuantity", "1")
    amount, price = number("cbc:LineExtensionAmount", "0"), number("cac:Price/cbc:PriceAmount", "0")
    return base > 0 and abs(amount - quantity * price / base) <= PLAY


DUTCH: tuple[tuple[str, Holds, str], ...] = (
    ("BR-NL-1", _path(f"{SELLER}/{REGISTERED}"), "De afzender heeft een KvK-nummer of OIN nodig."),
    ("BR-NL-2", _path("/*/cbc:BuyerReference or /*/cac:OrderReference/cbc:ID"), "Kenmerk of ordernummer ontbreekt."),
    ("BR-NL-3", _path(f"{SELLER}/cac:PostalAddress[{FULL}]"), "Adres van de afzender is niet volledig."),
    ("BR-NL-4", _path(f"{BUYER}/cac:PostalAddress[{FULL}]"), "Adres van de ontvanger is niet volledig."),
    (
        "BR-NL-5",
        _path(f"not(/*/cac:TaxRepresentativeParty/cac:PostalAddress[not({FULL})])"),
        "Adres van de fiscaal vertegenwoordiger is niet volledig.",
    ),
    (
        "BR-NL-7",
        _path(f"{TYPE}[.='380' or .='381' or .='384' or .='389']"),
        "Het soort document is geen factuur of creditnota.",
    ),
    (
        "BR-NL-8",
        _path("not(/inv:Invoice/cbc:InvoiceTypeCode='381') and not(/cn:CreditNote/cbc:CreditNoteTypeCode!='381')"),
        "Een creditnota heeft een eigen vorm (CreditNote met 381).",
    ),
    (
        "BR-NL-9",
        _path(f"not({TYPE}[.='381' or .='384']) or /*/cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID"),
        "De factuur die wordt teruggenomen ontbreekt.",
    ),
    ("BR-NL-10", _path(f"{BUYER}/{REGISTERED}"), "De ontvanger heeft een KvK-nummer of OIN nodig."),
    (
        "BR-NL-11",
        _path("/*/cac:LegalMonetaryTotal/cbc:PayableAmount <= 0 or /*/cac:PaymentMeans"),
        "De manier van betalen ontbreekt.",
    ),
    (
        "BR-NL-12",
        _path("not(/*/cac:PaymentMeans/cbc:PaymentMeansCode[not(contains(' 30 48 49 57 58 59 ', concat(' ',.,' ')))])"),
        "Deze manier van betalen kan in Nederland niet.",
    ),
    (
        "BR-NL-13",
        _path("not(//cac:OrderLineReference/cbc:LineID) or /*/cac:OrderReference/cbc:ID"),
        "Een regel noemt een orderregel, maar het ordernummer ontbreekt.",
    ),
)
"""Id, test and Dutch words. NLCIUS asks BR-NL-9 for 384 only; Peppol (NL-R-001) and we ask it for credit notes too."""

OURS: tuple[tuple[str, Holds, str], ...] = (
    ("SES-BEDRAG", _path("/*/cac:LegalMonetaryTotal/cbc:PayableAmount > 0"), "Het totaal is niet meer dan nul."),
    ("R008", _path("not(//*[not(*) and not(normalize-space())])"), "Er staat een leeg veld in."),
    ("R002", _path("count(/*/cbc:Note) <= 1"), "Er mag één opmerking in staan."),
    ("R120", _line_arithmetic, "Een regel is niet aantal maal prijs."),
    (
        "R130",
        _path(f"not({LINES}/cac:Price/cbc:BaseQuantity[@unitCode != {QUANTITY}/@unitCode])"),
        "De prijs geldt voor een andere eenheid dan de hoeveelheid.",
    ),
    (
        "BR-O-02",
        _path("not(//cac:TaxCategory[cbc:ID='O'] and //cac:PartyTaxScheme[cac:TaxScheme/cbc:ID='VAT']/cbc:CompanyID)"),
        "Buiten de btw mag er geen btw-nummer in staan.",
    ),
)

PEPPOL: tuple[tuple[str, Holds, str], ...] = (
    ("R010", _path(f"{BUYER}/cbc:EndpointID[@schemeID]"), "Het Peppol-adres van de ontvanger ontbreekt."),
    ("R020", _path(f"{SELLER}/cbc:EndpointID[@schemeID]"), "Het Peppol-adres van de afzender ontbreekt."),
    ("R007", _path(f"/*/cbc:ProfileID='{PROFILE}'"), "Het proces (ProfileID) ontbreekt."),
)


def broken_rules(content: bytes) -> tuple[Broken, ...]:
    """The fatal Dutch rules that this document breaks, and those of Peppol when it says to follow them.

    Raises NotReadable.
    """
    root = parse(content)
    on_peppol = root.findtext("cbc:CustomizationID", "", NAMES) == Variant.PEPPOL
    rules = (*DUTCH, *OURS, *(PEPPOL if on_peppol else ()))
    return tuple(Broken(rule, message) for rule, holds, message in rules if not holds(root))
