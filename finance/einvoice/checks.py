"""What still stands in the way of an invoice, per channel, in Dutch: usable from the first draft on (pure).

Ids beginning with BR are rules of EN 16931 and its Dutch usage (NLCIUS), R of Peppol, SES our own. A missing OIN blocks
the electronic invoice, never the PDF: municipalities pay on paper as well.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum

from finance.einvoice import references
from finance.einvoice.facts import UNITS, Buyer, InvoiceFacts, Supplier
from finance.einvoice.line_checks import amounts, arithmetic, lines_complete, parts_add_up, periods
from finance.einvoice.vat_checks import vat_number, vat_percentage, vat_reason


class Channel(StrEnum):
    """How an invoice reaches its reader."""

    PDF = "pdf"
    UBL = "ubl"
    PEPPOL = "peppol"


ALL = frozenset(Channel)
ELECTRONIC = frozenset({Channel.UBL, Channel.PEPPOL})
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True)
class Problem:
    """A rule that is broken; `field` is the fact to mend ("buyer.oin"), `message` says so to the treasurer."""

    rule: str
    field: str
    message: str


@dataclass(frozen=True)
class Check:
    """A rule, the channels that it blocks, and its judge: the Dutch sentence, or nothing when all is well."""

    rule: str
    field: str
    blocks: frozenset[Channel]
    judge: Callable[[InvoiceFacts], str]
    final_only: bool = False


def problems(facts: InvoiceFacts, *, channel: Channel, draft: bool = False) -> tuple[Problem, ...]:
    """Everything that blocks this channel; a draft has no number and no payment reference yet."""
    judged = (
        (check, check.judge(facts)) for check in CHECKS if channel in check.blocks and not (draft and check.final_only)
    )
    return tuple(Problem(check.rule, check.field, sentence) for check, sentence in judged if sentence)


def _unless(holds: object, sentence: str) -> str:
    return "" if holds else sentence


def _address(party: Supplier | Buyer, sentence: str) -> str:
    return _unless(party.name and party.street and party.postcode and party.city, sentence)


def _sender(facts: InvoiceFacts) -> str:
    return _address(facts.supplier, "Naam, straat, postcode of plaats van de afzender ontbreekt.")


def _receiver(facts: InvoiceFacts) -> str:
    return _address(facts.buyer, f"Straat, postcode of plaats van {facts.buyer.name or 'de ontvanger'} ontbreekt.")


def _number(facts: InvoiceFacts) -> str:
    return _unless(facts.code, "Het factuurnummer ontbreekt.")


def _due(facts: InvoiceFacts) -> str:
    return _unless(facts.due_on >= facts.issued_on, "De vervaldatum ligt vóór de factuurdatum.")


def _refers(facts: InvoiceFacts) -> str:
    return _unless(facts.refers_to or not facts.is_credit, "Een creditnota noemt de factuur die zij terugneemt.")


def _sender_number(facts: InvoiceFacts) -> str:
    known = facts.supplier.kvk or facts.supplier.oin
    return _unless(known, f"KvK-nummer of OIN van {facts.supplier.name} ontbreekt.")


def _receiver_number(facts: InvoiceFacts) -> str:
    known = facts.buyer.kvk or facts.buyer.oin
    return _unless(known, f"OIN ontbreekt: vul het OIN of het KvK-nummer van {facts.buyer.name} in.")


def _approval(facts: InvoiceFacts) -> str:
    known = facts.buyer.buyer_reference or facts.buyer.order_reference
    return _unless(known, f"Kenmerk ontbreekt: {facts.buyer.name} keurt goed op een kenmerk of ordernummer.")


def _account(facts: InvoiceFacts) -> str:
    return _unless(facts.supplier.iban, f"Het IBAN van {facts.supplier.name} ontbreekt.")


def _endpoint(party: Supplier | Buyer) -> str:
    known = party.endpoint or party.kvk or party.oin
    return _unless(known, f"Het Peppol-adres van {party.name} ontbreekt.")


def _endpoint_number(party: Supplier | Buyer) -> str:
    """A Peppol address of a kind that is known, with a number of that kind."""
    if party.endpoint is None:
        return ""
    scheme, value = party.endpoint.scheme, party.endpoint.value
    if scheme not in references.ENDPOINTS:
        return f"Het Peppol-adres van {party.name} heeft een onbekende soort: {scheme}."
    return _as_read(value, references.ENDPOINTS[scheme])


def _as_read(number: str, read: Callable[[str], str]) -> str:
    """The refusal of a number that is filled in, which must stand exactly as it is read."""
    try:
        return "" if not number or read(number) == number else f"Schrijf {number} zonder spaties en in hoofdletters."
    except references.ReferenceRefused as error:
        return f"{number}: {error.sentence}"


def _payment_reference(facts: InvoiceFacts) -> str:
    """It must be the one of this number, or a payment lands on another invoice."""
    if not facts.payment_reference:
        return "Het betalingskenmerk ontbreekt."
    refused = _as_read(facts.payment_reference, references.read_creditor_reference)
    own = facts.code and facts.payment_reference == references.creditor_reference(facts.code)
    return refused or _unless(own, "Het betalingskenmerk hoort niet bij dit factuurnummer.")


def _characters(facts: InvoiceFacts) -> str:
    """XML cannot hold control characters, and a PDF shows nothing for them."""
    broken = next((text for text in _texts(facts) if CONTROL.search(text)), None)
    return (
        "" if broken is None else f"In deze tekst staan tekens die niet zichtbaar zijn: “{CONTROL.sub('?', broken)}”."
    )


def _texts(value: object) -> Iterator[str]:
    """Every text among the facts, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))


def _units(facts: InvoiceFacts) -> str:
    unknown = ", ".join(sorted({line.unit for line in facts.lines} - UNITS.keys()))
    return _unless(not unknown, f"Onbekende eenheid: {unknown}.")


CHECKS: tuple[Check, ...] = (
    Check("BR-02", "code", ALL, _number, final_only=True),
    Check("SES-BEDRAG", "lines", ALL, amounts),
    Check("BR-16", "lines", ALL, lines_complete),
    Check("R120", "lines", ALL, arithmetic),
    Check("SES-DELEN", "lines", ALL, parts_add_up),
    Check("BR-30", "lines", ALL, periods),
    Check("BR-CL-23", "lines", ELECTRONIC, _units),
    Check("SES-TERMIJN", "due_on", ALL, _due),
    Check("NL-R-001", "refers_to", ALL, _refers),
    Check("BR-NL-3", "supplier", ALL, _sender),
    Check("BR-NL-4", "buyer", ALL, _receiver),
    Check("BR-NL-1", "supplier.kvk", ELECTRONIC, _sender_number),
    Check("BR-NL-10", "buyer.oin", ELECTRONIC, _receiver_number),
    Check("BR-NL-2", "buyer.buyer_reference", ELECTRONIC, _approval),
    Check("BR-NL-11", "supplier.iban", ALL, _account),
    Check("BR-O-05", "vat.percent", ALL, vat_percentage),
    Check("BR-O-10", "vat.reason", ALL, vat_reason),
    Check("BR-E-02", "supplier.vat_id", ALL, vat_number),
    Check("SES-IBAN", "supplier.iban", ALL, lambda facts: _as_read(facts.supplier.iban, references.read_iban)),
    Check("SES-BIC", "supplier.bic", ALL, lambda facts: _as_read(facts.supplier.bic, references.read_bic)),
    Check("SES-KVK", "supplier.kvk", ALL, lambda facts: _as_read(facts.supplier.kvk, references.read_kvk)),
    Check("SES-OIN", "supplier.oin", ALL, lambda facts: _as_read(facts.supplier.oin, references.read_oin)),
    Check("SES-BTW", "supplier.vat_id", ALL, lambda facts: _as_read(facts.supplier.vat_id, references.read_vat_id)),
    Check("SES-KVK", "buyer.kvk", ELECTRONIC, lambda facts: _as_read(facts.buyer.kvk, references.read_kvk)),
    Check("SES-OIN", "buyer.oin", ELECTRONIC, lambda facts: _as_read(facts.buyer.oin, references.read_oin)),
    Check("SES-KENMERK", "payment_reference", ALL, _payment_reference, final_only=True),
    Check("SES-TEKENS", "buyer.name", ALL, _characters),
    Check("R010", "buyer.endpoint", frozenset({Channel.PEPPOL}), lambda facts: _endpoint(facts.buyer)),
    Check("SES-PEPPOL", "buyer.endpoint", frozenset({Channel.PEPPOL}), lambda facts: _endpoint_number(facts.buyer)),
    Check(
        "SES-PEPPOL", "supplier.endpoint", frozenset({Channel.PEPPOL}), lambda facts: _endpoint_number(facts.supplier)
    ),
    Check("R020", "supplier.endpoint", frozenset({Channel.PEPPOL}), lambda facts: _endpoint(facts.supplier)),
)
