"""What a screen reader and an archive need, and two empty signature fields."""

import subprocess
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest

from tests.documents.test_rendering import tool
from twente.documents.finishing import _elements, finish
from twente.documents.rendering import Rendered


@pytest.fixture
def pdf(finished: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(BytesIO(finished)) as opened:
        yield opened


def elements(pdf: pikepdf.Pdf, kind: str) -> list[pikepdf.Dictionary]:
    return [element for element, _ in _elements(pdf.Root.StructTreeRoot) if str(element.S) == f"/{kind}"]


def fields(pdf: pikepdf.Pdf) -> dict[str, pikepdf.Dictionary]:
    return {str(field.T): field for field in pdf.Root.AcroForm.Fields}


def test_metadata_claim_pdf_a_and_pdf_ua(pdf: pikepdf.Pdf) -> None:
    xmp = pdf.Root.Metadata.read_bytes().decode()
    with pdf.open_metadata() as metadata:
        assert metadata.pdfa_status == "2A"
        assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
    assert "http://www.aiim.org/pdfa/ns/extension/" in xmp
    assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"


def test_every_header_cell_says_its_direction(pdf: pikepdf.Pdf) -> None:
    scopes = [str(cell.A.Scope) for cell in elements(pdf, "TH")]
    assert scopes.count("/Column") >= 3 * 6
    assert scopes.count("/Row") >= 14


def test_pictures_lie_on_the_page_and_have_a_description(pdf: pikepdf.Pdf) -> None:
    (figure,) = elements(pdf, "Figure")
    left, bottom, right, top = (float(edge) for edge in figure.A.BBox)
    assert str(figure.Alt) == "Beeldmerk van het overleg"
    assert 60 < left < right < 110
    assert 750 < bottom < top < 800


def test_headings_do_not_skip_a_level(pdf: pikepdf.Pdf) -> None:
    levels = [int(str(e.S)[2:]) for e, _ in _elements(pdf.Root.StructTreeRoot) if str(e.S) in {"/H1", "/H2", "/H3"}]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_links_say_what_the_reader_sees(pdf: pikepdf.Pdf) -> None:
    texts = {str(a.Contents) for page in pdf.pages for a in page.get("/Annots", []) if a.Subtype == "/Link"}
    assert "5. Koers SES Twente 2027: inbreng in de Twente Board" in texts
    assert "artikel 12, lid 3" in texts
    assert not any(text.startswith("punt-") for text in texts)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("voorzitter", "Handtekening van de voorzitter"),
        ("secretaris", "Handtekening van de coördinerend secretaris"),
    ],
)
def test_signature_fields_are_tagged_and_printed(pdf: pikepdf.Pdf, name: str, title: str) -> None:
    field = fields(pdf)[name]
    assert str(field.TU) == title
    assert field.F == 4
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    form = numbers[numbers.index(field.StructParent) + 1]
    assert form.S == "/Form"
    assert form.K.Obj.objgen == field.objgen


def test_only_the_last_signature_locks(pdf: pikepdf.Pdf) -> None:
    assert "/Lock" not in fields(pdf)["voorzitter"]
    assert fields(pdf)["secretaris"].Lock.Action == "/All"


def test_same_rendering_gives_same_bytes(rendered: Rendered, finished: bytes) -> None:
    assert finish(rendered) == finished


def test_document_without_boxes_has_no_fields() -> None:
    from tests.documents import sample
    from twente.documents.printing import print_document

    html = "<html lang=nl><title>Brief</title><body><p>Geachte heer</p></body></html>"
    made = print_document(html, title="Brief", created=sample.CREATED, author=sample.AUTHOR)
    with pikepdf.open(BytesIO(made)) as pdf:
        assert "/AcroForm" not in pdf.Root


def test_qpdf_finds_no_errors(finished: bytes, tmp_path: Path) -> None:
    (tmp_path / "verslag.pdf").write_bytes(finished)
    subprocess.run([tool("qpdf"), "--check", tmp_path / "verslag.pdf"], check=True, capture_output=True)
