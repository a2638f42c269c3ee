"""The printed invoice: PDF/A-3 with the UBL inside, one page, the same bytes every time, the same cents everywhere."""

import re
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from lxml import etree

from finance.documents import InvoiceFiles, invoice_files
from finance.einvoice.dutch_rules import NAMES
from finance.einvoice.facts import InvoiceFacts
from finance.einvoice.sheet import sheet, written, written_price
from finance.einvoice.ubl import write_ubl
from tests.documents.test_rendering import tool
from tests.finance.invoices import BUYER, NOTES, credit_note, invoice, ten_invoices, two_credit_notes, year_line
from twente.core.money import format_amount, parse_amount
from twente.documents.finishing import _elements
from twente.env import ROOT


@pytest.fixture(scope="module")
def made() -> dict[str, tuple[InvoiceFacts, InvoiceFiles]]:
    return {facts.code: (facts, invoice_files(facts)) for facts in (*ten_invoices(), *two_credit_notes())}


@pytest.fixture(scope="module")
def ordinary(made: dict) -> bytes:
    return made["SES-2027-0001"][1].pdf


CODES = [facts.code for facts in (*ten_invoices(), *two_credit_notes())]


def text_of(pdf: bytes, folder: Path) -> str:
    (folder / "factuur.pdf").write_bytes(pdf)
    return subprocess.check_output([tool("pdftotext"), "-layout", folder / "factuur.pdf", "-"], text=True)


def test_made_again_the_bytes_are_the_same(made: dict) -> None:
    """Regenerating gives the stored hash or an error, so the hash may not move."""
    for facts, files in (made["SES-2027-0001"], made["SES-2027-0011"]):
        again = invoice_files(facts)
        assert again == files
        assert (again.pdf_sha256, again.ubl_sha256) == (files.pdf_sha256, files.ubl_sha256)


def test_another_process_gives_the_same_bytes(ordinary: bytes) -> None:
    code = (
        "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'twente.settings'; django.setup();"
        "from finance.documents import invoice_files; from tests.finance.invoices import invoice;"
        "print(invoice_files(invoice()).pdf_sha256)"
    )
    said = subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, text=True)
    assert said.split()[-1] == InvoiceFiles(ordinary, b"").pdf_sha256


@pytest.mark.parametrize("code", CODES)
def test_ubl_inside_is_the_ubl(code: str, made: dict) -> None:
    facts, files = made[code]
    with pikepdf.open(BytesIO(files.pdf)) as pdf:
        assert list(pdf.attachments) == [f"{code}.xml"]
        inside = pdf.attachments[f"{code}.xml"].get_file()
        assert inside.read_bytes() == files.ubl == write_ubl(facts)
        assert inside.mime_type in {"text/xml", "application/xml"}
        (associated,) = pdf.Root.AF
        assert associated.AFRelationship == "/Alternative"
        assert str(associated.UF) == f"{code}.xml"


@pytest.mark.parametrize("code", CODES)
def test_cents_are_equal_in_pdf_ubl_and_facts(code: str, made: dict, tmp_path: Path) -> None:
    facts, files = made[code]
    text = text_of(files.pdf, tmp_path)
    (total,) = re.findall(r"(?:Te betalen|Totaal van deze creditnota) +(€ [0-9.,]+)", text)
    payable = etree.fromstring(files.ubl).findtext("cac:LegalMonetaryTotal/cbc:PayableAmount", "", NAMES)
    assert parse_amount(total) == facts.total_cents == Decimal(payable) * 100
    for line in facts.lines:
        assert format_amount(line.cents).replace("\u00a0", " ") in text
        for label, cents in line.parts:
            assert re.search(f"{label} +{re.escape(format_amount(cents)).replace(chr(160), ' ')}", text)


@pytest.mark.parametrize("code", CODES)
def test_usual_invoice_is_one_page(code: str, made: dict) -> None:
    with pikepdf.open(BytesIO(made[code][1].pdf)) as pdf:
        assert len(pdf.pages) == 1


def test_it_says_it_is_pdf_a_3_and_accessible(ordinary: bytes) -> None:
    with pikepdf.open(BytesIO(ordinary)) as pdf:
        with pdf.open_metadata() as metadata:
            assert metadata.pdfa_status == "3A"
            assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert str(pdf.Root.Lang) == "nl"
        assert str(pdf.docinfo.Title) == "Factuur SES-2027-0001: Bijdrage 2027"
        assert str(pdf.docinfo.CreationDate).startswith("D:20270201000000")
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"


def test_it_is_tagged_with_headers_and_a_described_code(ordinary: bytes) -> None:
    with pikepdf.open(BytesIO(ordinary)) as pdf:
        elements = [element for element, _ in _elements(pdf.Root.StructTreeRoot)]
        kinds = [str(element.S) for element in elements]
        assert kinds.count("/H1") == 1
        assert kinds.count("/H2") == 2
        assert all("/Scope" in element.A for element in elements if element.S == "/TH")
        described = [str(element.Alt) for element in elements if element.S == "/Figure"]
    assert described == ["Beeldmerk van het overleg", "QR-code voor de app van uw bank: €\u00a0658.694,07"]


def test_all_fonts_are_ours_and_embedded(ordinary: bytes, tmp_path: Path) -> None:
    (tmp_path / "factuur.pdf").write_bytes(ordinary)
    fonts = subprocess.check_output([tool("pdffonts"), tmp_path / "factuur.pdf"], text=True).splitlines()[2:]
    assert fonts
    assert all(re.search(r"Source-?Sans-?3.* yes yes yes ", font) for font in fonts), fonts


def test_qpdf_finds_no_errors(ordinary: bytes, tmp_path: Path) -> None:
    (tmp_path / "factuur.pdf").write_bytes(ordinary)
    subprocess.run([tool("qpdf"), "--check", tmp_path / "factuur.pdf"], check=True, capture_output=True)


def test_payer_finds_what_to_type(ordinary: bytes, tmp_path: Path) -> None:
    text = text_of(ordinary, tmp_path)
    typed = ("NL91 ABNA 0417 1643 00", "RF85 SES2 0270 001", "3 maart 2027", "45-2027-0118")
    for wanted in (*typed, *dict(NOTES).values()):
        assert wanted in text


def test_credit_note_asks_for_no_payment(made: dict, tmp_path: Path) -> None:
    text = " ".join(text_of(made["SES-2027-0011"][1].pdf, tmp_path).split())
    assert "Dit bedrag gaat af van factuur SES-2027-0001 van 1 februari 2027. U hoeft niets over te maken." in text
    assert "IBAN" not in text
    assert sheet(credit_note()).code is None


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>",
        "A & B",
        '"><img src=x onerror=1>',
        "{{ 7*7 }}",
        "=HYPERLINK(1)",
        "file:///etc/passwd",
    ],
)
def test_names_are_text_and_nothing_else(name: str, tmp_path: Path) -> None:
    files = invoice_files(invoice(buyer=replace(BUYER, name=name)))
    assert "".join(name.split()) in "".join(text_of(files.pdf, tmp_path).split())
    with pikepdf.open(BytesIO(files.pdf)) as pdf:
        assert list(pdf.attachments) == ["SES-2027-0001.xml"]


def test_many_lines_flow_to_a_second_page_with_the_head_repeated(tmp_path: Path) -> None:
    lines = tuple(replace(year_line(1000 + number), position=number) for number in range(1, 31))
    facts = invoice(lines=lines, total_cents=sum(line.cents for line in lines))
    pages = text_of(invoice_files(facts).pdf, tmp_path).split("\f")[:-1]
    assert len(pages) > 1
    assert "Omschrijving" in pages[1]
    assert "Factuur SES-2027-0001" in pages[1]


QUANTITIES = [("73107", "73.107"), ("0.1000", "0,1"), ("11", "11"), ("1000.5", "1.000,5")]
PRICES = [("9.01", "9,01"), ("10000", "10.000,00"), ("0.125", "0,125"), ("1250.5", "1.250,50")]


@pytest.mark.parametrize(("number", "shown"), QUANTITIES)
def test_quantity_in_dutch(number: str, shown: str) -> None:
    assert written(Decimal(number)) == shown


@pytest.mark.parametrize(("price", "shown"), PRICES)
def test_price_in_dutch(price: str, shown: str) -> None:
    assert written_price(Decimal(price)) == f"€\u00a0{shown}"


def test_part_of_a_year_says_of_how_much() -> None:
    (line,) = sheet(ten_invoices()[1]).lines
    assert (line.quantity, line.price) == ("11 maanden", "€\u00a0658.694,07 per 12 maanden")
