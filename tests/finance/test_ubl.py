"""Invoices as UBL: the shape, the sums, the Dutch rules and EN 16931 in a process of its own."""

import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from lxml import etree

from finance.einvoice import en16931
from finance.einvoice.dutch_rules import DUTCH, NAMES, OURS, PEPPOL, broken_rules
from finance.einvoice.en16931 import SaxonMissing, failed_rules
from finance.einvoice.facts import InvoiceFacts
from finance.einvoice.schemas import NotReadable, shape_errors
from finance.einvoice.ubl import Variant, write_ubl
from tests.finance.invoices import BUYER, SUPPLIER, credit_note, invoice, ten_invoices, two_credit_notes, year_line
from twente.env import ROOT

ALL = (*ten_invoices(), *two_credit_notes())
VARIANTS = [(facts, variant) for facts in ALL for variant in Variant]


def named(value: object) -> str:
    return value.code if isinstance(value, InvoiceFacts) else str(getattr(value, "name", value))


@pytest.fixture(scope="module")
def by_the_standard(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[en16931.FailedRule, ...]]:
    """All documents of this file and two planted faults, through the published rules in one go."""
    folder = tmp_path_factory.mktemp("e-facturen")
    documents = {f"{facts.code}-{variant.name}": write_ubl(facts, variant) for facts, variant in VARIANTS}
    taxed = write_ubl(invoice()).replace(b"</cac:PostalAddress>", b"</cac:PostalAddress>" + VAT_NUMBER, 1)
    documents |= {"btw-nummer": taxed, "rekenfout": write_ubl(replace(invoice(), total_cents=1))}
    for name, content in documents.items():
        (folder / f"{name}.xml").write_bytes(content)
    try:
        reports = failed_rules(sorted(folder.glob("*.xml")))
    except SaxonMissing as missing:
        pytest.skip(str(missing))
    return {file.stem: failed for file, failed in reports.items()}


VAT_NUMBER = (
    b"<cac:PartyTaxScheme><cbc:CompanyID>NL004495445B01</cbc:CompanyID>"
    b"<cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>"
)


@pytest.mark.parametrize(("facts", "variant"), VARIANTS, ids=named)
def test_ten_invoices_and_two_credit_notes_are_valid(facts, variant, by_the_standard) -> None:
    content = write_ubl(facts, variant)
    assert shape_errors(content) == ()
    assert broken_rules(content) == ()
    assert by_the_standard[f"{facts.code}-{variant.name}"] == ()


def test_planted_faults_are_found_by_the_standard(by_the_standard) -> None:
    """A seller's VAT number outside VAT, and a total that is not the sum."""
    assert {failed.rule for failed in by_the_standard["btw-nummer"]} == {"BR-O-02"}
    assert {failed.rule for failed in by_the_standard["rekenfout"]} == {"BR-CO-16"}
    assert by_the_standard["rekenfout"][0].flag == "fatal"


@pytest.mark.parametrize("facts", ALL, ids=named)
def test_amounts_add_up_to_the_cent(facts: InvoiceFacts) -> None:
    root = etree.fromstring(write_ubl(facts))
    kind = "CreditNoteLine" if facts.is_credit else "InvoiceLine"
    lines = [Decimal(amount) for amount in texts(root, f"cac:{kind}/cbc:LineExtensionAmount")]
    (tax,) = texts(root, "cac:TaxTotal/cbc:TaxAmount")
    (total,) = texts(root, "cac:LegalMonetaryTotal/cbc:PayableAmount")
    assert sum(lines) + Decimal(tax) == Decimal(total) == Decimal(facts.total_cents) / 100
    assert min(lines) > 0


def texts(root: etree._Element, path: str) -> list[str]:
    return [node.text for node in root.findall(path, NAMES)]


@pytest.mark.parametrize("variant", Variant, ids=named)
def test_same_facts_give_the_same_bytes_in_every_process(variant: Variant) -> None:
    code = (
        "import sys; from finance.einvoice.ubl import Variant, write_ubl; from tests.finance.invoices import invoice;"
        f"sys.stdout.buffer.write(write_ubl(invoice(), Variant.{variant.name}))"
    )
    elsewhere = subprocess.check_output([sys.executable, "-c", code], cwd=ROOT)
    assert elsewhere == write_ubl(invoice(), variant)


def test_names_are_escaped_and_read_back_as_they_were() -> None:
    name = "A & B <script>alert(1)</script> ]]> \"'"
    content = write_ubl(invoice(buyer=replace(BUYER, name=name)))
    assert b"<script>" not in content
    assert texts(etree.fromstring(content), "cac:AccountingCustomerParty/cac:Party/cac:PartyName/cbc:Name") == [name]


def test_part_of_a_year_keeps_the_price_of_the_year() -> None:
    """Eleven months: a rounded price per month would not add up (R120)."""
    (line,) = etree.fromstring(write_ubl(ten_invoices()[1])).findall("cac:InvoiceLine", NAMES)
    assert line.findtext("cbc:InvoicedQuantity", "", NAMES) == "11"
    assert line.findtext("cac:Price/cbc:PriceAmount", "", NAMES) == "658694.07"
    assert line.find("cac:Price/cbc:BaseQuantity", NAMES).attrib == {"unitCode": "MON"}


def test_outside_vat_no_vat_number_is_written() -> None:
    """BR-O-02: not even when both have one."""
    facts = invoice(supplier=replace(SUPPLIER, vat_id="NL004495445B01"), buyer=replace(BUYER, vat_id="NL004495445B01"))
    assert b"NL004495445B01" not in write_ubl(facts)


def test_legal_number_and_peppol_address_are_two_things() -> None:
    """An OIN keeps its own scheme; on Peppol it is the address only when no other was given."""
    dutch, peppol = (etree.fromstring(write_ubl(ten_invoices()[6], variant)) for variant in Variant)
    party = "cac:AccountingCustomerParty/cac:Party"
    assert dutch.find(f"{party}/cac:PartyLegalEntity/cbc:CompanyID", NAMES).attrib == {"schemeID": "0190"}
    assert dutch.find(f"{party}/cbc:EndpointID", NAMES) is None
    assert peppol.find(f"{party}/cbc:EndpointID", NAMES).attrib == {"schemeID": "0190"}


def test_credit_note_has_its_own_shape_and_names_the_invoice() -> None:
    root = etree.fromstring(write_ubl(credit_note()))
    assert etree.QName(root).localname == "CreditNote"
    assert texts(root, "cbc:CreditNoteTypeCode") == ["381"]
    assert texts(root, "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID") == ["SES-2027-0001"]


def without(*tags: str) -> bytes:
    """The ordinary invoice, these elements left out (path from the root)."""
    root = etree.fromstring(write_ubl(invoice(), Variant.PEPPOL))
    for tag in tags:
        node = root.find(tag, NAMES)
        node.getparent().remove(node)
    return etree.tostring(root)


def changed(old: str, new: str, *, facts: InvoiceFacts | None = None) -> bytes:
    content = write_ubl(facts or invoice(), Variant.PEPPOL)
    assert old.encode() in content
    return content.replace(old.encode(), new.encode())


FISCAL = "<cac:TaxRepresentativeParty><cac:PostalAddress/></cac:TaxRepresentativeParty><cac:PaymentMeans>"
SELLER, PARTY = "cac:AccountingSupplierParty/cac:Party", "cac:AccountingCustomerParty/cac:Party"
BASE = '<cbc:BaseQuantity unitCode="DAY">1</cbc:BaseQuantity></cac:Price>'
ORDERED = "<cac:OrderLineReference><cbc:LineID>1</cbc:LineID></cac:OrderLineReference><cac:Item>"
PLANTED = {
    "BR-NL-1": without(f"{SELLER}/cac:PartyLegalEntity/cbc:CompanyID"),
    "BR-NL-2": without("cbc:BuyerReference"),
    "BR-NL-3": without(f"{SELLER}/cac:PostalAddress/cbc:PostalZone"),
    "BR-NL-4": without(f"{PARTY}/cac:PostalAddress/cbc:StreetName"),
    "BR-NL-5": changed("<cac:PaymentMeans>", FISCAL),
    "BR-NL-7": changed("InvoiceTypeCode>380<", "InvoiceTypeCode>326<"),
    "BR-NL-8": changed("CreditNoteTypeCode>381<", "CreditNoteTypeCode>380<", facts=credit_note()),
    "BR-NL-9": write_ubl(replace(credit_note(), refers_to=None)),
    "BR-NL-10": without(f"{PARTY}/cac:PartyLegalEntity/cbc:CompanyID"),
    "BR-NL-11": without("cac:PaymentMeans"),
    "BR-NL-12": changed("PaymentMeansCode>58<", "PaymentMeansCode>10<"),
    "BR-NL-13": changed("<cac:Item>", ORDERED),
    "SES-BEDRAG": changed('PayableAmount currencyID="EUR">', 'PayableAmount currencyID="EUR">-'),
    "R008": changed("<cbc:Name>Gemeente Almelo<", "<cbc:Name> <"),
    "R002": changed("<cbc:DocumentCurrencyCode>", "<cbc:Note>x</cbc:Note><cbc:DocumentCurrencyCode>"),
    "R120": changed(">9.01<", ">9.02<"),
    "R130": changed("</cac:Price>", BASE),
    "BR-O-02": changed("<cac:PartyLegalEntity>", f"{VAT_NUMBER.decode()}<cac:PartyLegalEntity>"),
    "R010": without(f"{PARTY}/cbc:EndpointID"),
    "R020": without(f"{SELLER}/cbc:EndpointID"),
    "R007": without("cbc:ProfileID"),
}  # fmt: skip


@pytest.mark.parametrize("rule", PLANTED)
def test_planted_fault_breaks_exactly_its_rule(rule: str) -> None:
    also = {"R008": {"BR-NL-5"}, "BR-NL-5": {"R008"}}  # an empty address is an empty element
    found = {broken.rule for broken in broken_rules(PLANTED[rule])}
    assert rule in found
    assert found <= {rule} | also.get(rule, set())


def test_every_rule_has_a_planted_fault() -> None:
    assert {rule for rule, _, _ in (*DUTCH, *OURS, *PEPPOL)} == set(PLANTED)
    assert len(DUTCH) == 12


@pytest.mark.parametrize("cents", [-2, 2])
def test_peppol_allows_two_cents_and_we_write_none(cents: int) -> None:
    line = replace(year_line(), cents=65869407 + cents)
    assert not broken_rules(write_ubl(invoice(line=line)))
    further = replace(line, cents=line.cents + cents // 2)
    assert {broken.rule for broken in broken_rules(write_ubl(invoice(line=further)))} == {"R120"}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"geen xml",
        b"<Invoice>",
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
        b'<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>',
        b"<x>" + b" " * 5_000_001 + b"</x>",
    ],
    ids=["leeg", "tekst", "half", "entiteit", "bom", "groot"],
)
def test_what_is_no_document_is_refused(content: bytes) -> None:
    with pytest.raises(NotReadable):
        broken_rules(content)
    with pytest.raises(NotReadable):
        shape_errors(content)


def test_shape_errors_name_the_line() -> None:
    found = shape_errors(write_ubl(invoice()).replace(b"<cbc:IssueDate>2027", b"<cbc:IssueDate>MMXXVII"))
    assert len(found) == 1
    assert found[0].startswith("regel 6:")
    assert shape_errors(b"<html/>") == ("html is geen factuur of creditnota in UBL.",)


def folder_of(folder: Path, *documents: tuple[str, bytes]) -> Path:
    for name, content in documents:
        (folder / name).write_bytes(content)
    return folder


def control(folder: Path) -> str:
    said = StringIO()
    try:
        call_command("factuurcontrole", str(folder), stdout=said)
    except CommandError as error:
        if "saxonche" in str(error):
            pytest.skip(str(error))
        return f"{said.getvalue()}FOUT {error}"
    return said.getvalue()


def test_control_of_a_folder(tmp_path: Path) -> None:
    folder_of(tmp_path, ("een.xml", write_ubl(invoice())), ("twee.xml", write_ubl(credit_note())))
    assert control(tmp_path) == "een.xml: in orde\ntwee.xml: in orde\n2 documenten in orde.\n"


def test_control_names_what_is_wrong(tmp_path: Path) -> None:
    wrong = write_ubl(invoice(buyer=replace(BUYER, buyer_reference="", kvk="")))
    said = control(folder_of(tmp_path, ("fout.xml", wrong), ("goed.xml", write_ubl(invoice()))))
    assert "  BR-NL-2: Kenmerk of ordernummer ontbreekt.\n" in said
    assert "  BR-NL-10: De ontvanger heeft een KvK-nummer of OIN nodig.\n" in said
    assert said.endswith("FOUT 1 van 2 documenten niet in orde.")


def test_control_of_an_empty_folder_says_so(tmp_path: Path) -> None:
    assert "geen bestanden" in control(tmp_path)


def test_without_saxon_nothing_is_called_valid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """factur-x says yes when it cannot run the rules; we do not."""
    (tmp_path / "saxonche.py").write_text("raise ImportError")
    (tmp_path / "een.xml").write_bytes(write_ubl(invoice()))
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}")
    with pytest.raises(SaxonMissing, match="saxonche ontbreekt"):
        failed_rules([tmp_path / "een.xml"])


def test_saxon_never_enters_this_process() -> None:
    code = (
        "import sys, finance.einvoice.en16931; from finance.einvoice import schemas as s;"
        "from tests.finance.invoices import invoice;"
        "from finance.einvoice.ubl import write_ubl; s.shape_errors(write_ubl(invoice()));"
        "print({'saxonche', 'facturx', 'pypdf', 'requests', 'django'} & set(sys.modules))"
    )
    assert subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, text=True).strip() == "set()"
