"""What blocks which channel, with a planted fault for each check."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from finance.einvoice.checks import CHECKS, Channel, problems
from finance.einvoice.facts import Endpoint, InvoiceFacts, Vat, VatCategory
from tests.finance.invoices import (
    BUYER,
    SUPPLIER,
    credit_note,
    invoice,
    ten_invoices,
    two_credit_notes,
    year_line,
)

LINE = year_line()
TAXED = Vat(VatCategory.STANDARD, Decimal(21))
KNOWN = replace(SUPPLIER, vat_id="NL004495445B01")


def line(**changes: object) -> InvoiceFacts:
    return invoice(line=replace(LINE, **changes))


PLANTED: list[tuple[str, str, InvoiceFacts]] = [
    ("BR-02", "code", invoice(code="", payment_reference="")),
    ("SES-BEDRAG", "lines", line(cents=0, quantity=Decimal(0), parts=())),
    ("SES-BEDRAG", "lines", line(cents=-65869407, quantity=Decimal(-73107), parts=())),
    ("SES-BEDRAG", "lines", invoice(total_cents=65869408)),
    ("BR-16", "lines", invoice(lines=(), total_cents=1)),
    ("BR-16", "lines", line(description="")),
    ("BR-16", "lines", invoice(lines=(LINE, LINE), total_cents=2 * LINE.cents)),
    ("R120", "lines", line(cents=65869408, parts=())),
    ("R120", "lines", line(base_quantity=Decimal(0))),
    ("SES-DELEN", "lines", line(parts=(("Twente Board", 65869406),))),
    ("BR-30", "lines", line(starts_on=date(2028, 1, 1))),
    ("BR-30", "lines", line(starts_on=None)),
    ("BR-CL-23", "lines", line(unit="INWONER")),
    ("SES-TERMIJN", "due_on", invoice(due_on=date(2027, 1, 31))),
    ("NL-R-001", "refers_to", replace(credit_note(), refers_to=None)),
    ("BR-NL-3", "supplier", invoice(supplier=replace(SUPPLIER, postcode=""))),
    ("BR-NL-4", "buyer", invoice(buyer=replace(BUYER, street=""))),
    ("BR-NL-1", "supplier.kvk", invoice(supplier=replace(SUPPLIER, oin=""))),
    ("BR-NL-10", "buyer.oin", invoice(buyer=replace(BUYER, kvk=""))),
    ("BR-NL-2", "buyer.buyer_reference", invoice(buyer=replace(BUYER, buyer_reference=""))),
    ("BR-NL-11", "supplier.iban", invoice(supplier=replace(SUPPLIER, iban=""))),
    ("BR-O-05", "vat.percent", invoice(vat=Vat(VatCategory.OUTSIDE, Decimal(21), "x"), total_cents=79701982)),
    ("BR-O-05", "vat.percent", invoice(supplier=KNOWN, vat=replace(TAXED, percent=Decimal(0)))),
    ("BR-O-10", "vat.reason", invoice(vat=Vat(VatCategory.OUTSIDE))),
    ("BR-E-02", "supplier.vat_id", invoice(vat=TAXED, total_cents=79701982)),
    ("SES-IBAN", "supplier.iban", invoice(supplier=replace(SUPPLIER, iban="NL92ABNA0417164300"))),
    ("SES-IBAN", "supplier.iban", invoice(supplier=replace(SUPPLIER, iban="NL91 ABNA 0417 1643 00"))),
    ("SES-BIC", "supplier.bic", invoice(supplier=replace(SUPPLIER, bic="ABNANL2"))),
    ("SES-KVK", "supplier.kvk", invoice(supplier=replace(SUPPLIER, kvk="1234567"))),
    ("SES-OIN", "supplier.oin", invoice(supplier=replace(SUPPLIER, oin="1589623000"))),
    ("SES-BTW", "supplier.vat_id", invoice(supplier=replace(SUPPLIER, vat_id="NL1"))),
    ("SES-KVK", "buyer.kvk", invoice(buyer=replace(BUYER, kvk="1"))),
    ("SES-OIN", "buyer.oin", invoice(buyer=replace(BUYER, oin="00000001001589624000"))),
    ("SES-KENMERK", "payment_reference", invoice(payment_reference="RF39SES20220001")),
    ("SES-KENMERK", "payment_reference", invoice(payment_reference="")),
    ("SES-TEKENS", "buyer.name", invoice(notes=(("Grondslag", "a\x00b"),))),
]  # fmt: skip
EXTRA = {"BR-16": {("SES-BEDRAG", "lines")}}  # no lines: nothing to add up to
OF_PEPPOL: list[tuple[str, str, InvoiceFacts]] = [
    ("R010", "buyer.endpoint", invoice(buyer=replace(BUYER, kvk=""))),
    ("R020", "supplier.endpoint", invoice(supplier=replace(SUPPLIER, oin=""))),
    ("SES-PEPPOL", "buyer.endpoint", invoice(buyer=replace(BUYER, endpoint=Endpoint("0007", "1")))),
    ("SES-PEPPOL", "supplier.endpoint", invoice(supplier=replace(SUPPLIER, endpoint=Endpoint("0190", "1")))),
]


@pytest.mark.parametrize("channel", Channel)
@pytest.mark.parametrize("facts", [*ten_invoices(), *two_credit_notes()], ids=lambda facts: facts.code)
def test_good_invoice_has_no_problems(facts: InvoiceFacts, channel: Channel) -> None:
    assert problems(facts, channel=channel) == ()


@pytest.mark.parametrize(("rule", "field", "facts"), PLANTED, ids=lambda value: value if isinstance(value, str) else "")
def test_planted_fault_breaks_its_rule_with_a_sentence(rule: str, field: str, facts: InvoiceFacts) -> None:
    found = {(problem.rule, problem.field): problem.message for problem in problems(facts, channel=Channel.UBL)}
    assert (rule, field) in found
    assert found.keys() <= {
        (rule, field),
        ("BR-02", "code"),
        ("SES-KENMERK", "payment_reference"),
        ("R120", "lines"),
    } | EXTRA.get(rule, set())
    assert found[rule, field][-1] in ".?"


@pytest.mark.parametrize(
    ("rule", "field", "facts"), OF_PEPPOL, ids=lambda value: value if isinstance(value, str) else ""
)
def test_peppol_asks_an_address_more(rule: str, field: str, facts: InvoiceFacts) -> None:
    assert rule in {problem.rule for problem in problems(facts, channel=Channel.PEPPOL)}
    assert rule not in {problem.rule for problem in problems(facts, channel=Channel.UBL)}
    addressed = Endpoint("0106", "12345678")
    mended = replace(
        facts, supplier=replace(facts.supplier, endpoint=addressed), buyer=replace(facts.buyer, endpoint=addressed)
    )
    assert rule not in {problem.rule for problem in problems(mended, channel=Channel.PEPPOL)}


def test_every_check_has_a_planted_fault() -> None:
    assert {(check.rule, check.field) for check in CHECKS} == {row[:2] for row in (*PLANTED, *OF_PEPPOL)}


def test_missing_oin_and_reference_never_block_the_pdf() -> None:
    facts = invoice(buyer=replace(BUYER, kvk="", buyer_reference=""))
    assert problems(facts, channel=Channel.PDF) == ()
    assert [problem.message for problem in problems(facts, channel=Channel.UBL)] == [
        "OIN ontbreekt: vul het OIN of het KvK-nummer van Gemeente Almelo in.",
        "Kenmerk ontbreekt: Gemeente Almelo keurt goed op een kenmerk of ordernummer.",
    ]


def test_draft_has_no_number_yet() -> None:
    facts = invoice(code="", payment_reference="")
    assert problems(facts, channel=Channel.UBL, draft=True) == ()
    assert len(problems(facts, channel=Channel.UBL)) == 2


def test_half_a_cent_goes_up_once() -> None:
    """F04: 24.018 inhabitants × 9,01 × 11/12 is 19836866,5 cents."""
    half = replace(
        LINE, quantity=Decimal(11), unit="MON", price=Decimal("216402.18"), base_quantity=Decimal(12), parts=()
    )
    assert half.exact_cents == 19836867
    assert not problems(invoice(line=replace(half, cents=19836867)), channel=Channel.PDF)
    assert problems(invoice(line=replace(half, cents=19836866)), channel=Channel.PDF)
