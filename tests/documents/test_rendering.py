"""Minutes as a PDF: embedded fonts, bookmarks, page numbers, nothing fetched from elsewhere."""

import logging
import re
import shutil
import struct
import subprocess
import sys
import zlib
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread

import pikepdf
import pytest

from tests.documents import sample
from twente.documents import rendering
from twente.documents.rendering import Rendered, is_own_file, render
from twente.env import ROOT


def tool(name: str) -> str:
    """A program of poppler or qpdf; without it the step is skipped and says so."""
    if not shutil.which(name):
        pytest.skip(f"{name} ontbreekt: installeer poppler-utils en qpdf om deze stap te draaien")
    return name


def pdf_of(body: str) -> pikepdf.Pdf:
    html = f"<html lang=nl><title>Proef</title><body>{body}</body></html>"
    made = render(html, title="Proef", created=sample.CREATED, author="Proef")
    return pikepdf.open(BytesIO(made.pdf))


def test_properties_come_from_the_arguments(finished: bytes) -> None:
    with pikepdf.open(BytesIO(finished)) as pdf:
        assert str(pdf.docinfo.Title) == sample.TITLE
        assert str(pdf.docinfo.Author) == sample.AUTHOR
        assert str(pdf.docinfo.CreationDate).startswith("D:20261208103000")
        assert str(pdf.Root.Lang) == "nl"


def test_bookmarks_are_the_headings(finished: bytes) -> None:
    with pikepdf.open(BytesIO(finished)) as pdf, pdf.open_outline() as outline:
        (title,) = outline.root
        chapters = [entry.title for entry in title.children]
    assert title.title == sample.TITLE
    assert chapters[0] == "Aanwezig en afwezig"
    assert chapters[5] == "5. Koers SES Twente 2027: inbreng in de Twente Board"
    assert chapters[-2:] == ["Actielijst", "Ondertekening"]


def test_contents_have_one_link_per_line(finished: bytes) -> None:
    with pikepdf.open(BytesIO(finished)) as pdf:
        links = [a for a in pdf.pages[0].Annots if a.Subtype == pikepdf.Name.Link]
    assert len(links) == len(sample.SUBJECTS) + 2


def test_every_page_says_its_number(finished: bytes, tmp_path: Path) -> None:
    (tmp_path / "verslag.pdf").write_bytes(finished)
    text = subprocess.check_output([tool("pdftotext"), "-layout", tmp_path / "verslag.pdf", "-"], text=True)
    pages = text.split("\f")[:-1]
    assert len(pages) > 5
    for number, page in enumerate(pages, start=1):
        assert f"Pagina {number} van {len(pages)}" in page


def test_long_words_are_hyphenated_with_an_ordinary_hyphen(finished: bytes, tmp_path: Path) -> None:
    (tmp_path / "verslag.pdf").write_bytes(finished)
    text = subprocess.check_output([tool("pdftotext"), "-layout", tmp_path / "verslag.pdf", "-"], text=True)
    assert re.search(r"[a-z]{4}-\n", text)
    assert "\N{HYPHEN}" not in text


def test_all_fonts_are_ours_and_embedded(finished: bytes, tmp_path: Path) -> None:
    (tmp_path / "verslag.pdf").write_bytes(finished)
    listing = subprocess.check_output([tool("pdffonts"), tmp_path / "verslag.pdf"], text=True)
    fonts = listing.splitlines()[2:]
    assert fonts
    assert all(re.search(r"Source-?Sans-?3.* yes yes yes ", font) for font in fonts), listing


def test_names_of_all_europe_stay_in_our_font() -> None:
    with pdf_of("<p>Şahin, Łukasz, Đorđe, Őry, Žižek</p>") as pdf:
        fonts = {str(f.BaseFont) for f in pdf.objects if isinstance(f, pikepdf.Dictionary) and "/BaseFont" in f}
    assert fonts
    assert all("Source-Sans-3" in font for font in fonts)


def test_nothing_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """A missing letter, picture or anchor would be."""
    logging.getLogger("weasyprint").setLevel(logging.WARNING)
    render(sample.minutes(), title=sample.TITLE, created=sample.CREATED, author=sample.AUTHOR)
    assert not [record for record in caplog.records if record.name == "weasyprint"]


def test_same_input_gives_same_bytes(rendered: Rendered) -> None:
    again = render(sample.minutes(), title=sample.TITLE, created=sample.CREATED, author=sample.AUTHOR)
    assert again == rendered


def test_signature_boxes_lie_side_by_side_on_the_last_page(rendered: Rendered) -> None:
    chair, secretary = rendered.boxes["voorzitter"], rendered.boxes["secretaris"]
    with pikepdf.open(BytesIO(rendered.pdf)) as pdf:
        assert chair.page == secretary.page == len(pdf.pages) - 1
    assert chair.rect[2] < secretary.rect[0]
    assert 190 < chair.rect[2] - chair.rect[0] < 220
    assert 60 < chair.rect[3] - chair.rect[1] < 80


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/latest/meta-data/",
        "https://voorbeeld.example/volg.png",
        "file:///etc/passwd",
        f"file://{ROOT}/static/print/../../twente/settings.py",
        f"file://{ROOT}/static/print/%2e%2e/%2e%2e/manage.py",
        f"file://elders{ROOT}/static/print/merk.svg",
        "data:image/png;base64,iVBORw0KGgo=",
        "ftp://voorbeeld.example/x",
        "",
    ],
)
def test_only_own_files_are_read(url: str) -> None:
    assert not is_own_file(url)
    with pdf_of(f'<p>Een</p><img src="{url}" alt="weg"><p>Twee</p>') as pdf:
        assert len(pdf.pages) == 1


def picture_file(folder: Path) -> Path:
    """A picture of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    path = folder / "pixel.png"
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\x7f")) + chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + body)
    return path


def pictures_in(pdf: pikepdf.Pdf) -> int:
    return sum(isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image" for o in pdf.objects)


def test_picture_is_read_from_our_folder_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Same picture, same page: elsewhere on the disk it is left out, in our folder it is shown."""
    body = f'<p>Tekst</p><img src="{picture_file(tmp_path).as_uri()}" alt="Beeld">'
    with pdf_of(body) as pdf:
        assert pictures_in(pdf) == 0
    monkeypatch.setattr(rendering, "OWN_FOLDERS", (tmp_path,))
    with pdf_of(body) as pdf:
        assert pictures_in(pdf) == 1


def test_no_address_is_called() -> None:
    """A server inside the network (metadata, intranet) never hears from a document."""
    calls: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            calls.append(self.path)

    with HTTPServer(("127.0.0.1", 0), Listener) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        style = f"<style>@import url({address}/a.css); p {{ background: url({address}/b.png) }}</style>"
        pdf_of(f'{style}<link rel=stylesheet href="{address}/c.css"><p>Tekst<img src="{address}/d.png" alt=x>').close()
        server.shutdown()
    assert calls == []


def test_link_that_leads_out_of_the_folder_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "geheim.css").write_text("p { color: red }")
    folder = tmp_path / "print"
    folder.mkdir()
    (folder / "link.css").symlink_to(tmp_path / "geheim.css")
    monkeypatch.setattr(rendering, "OWN_FOLDERS", (folder,))
    assert not is_own_file((folder / "link.css").as_uri())


def test_attachments_from_disk_are_refused() -> None:
    with pdf_of('<link rel="attachment" href="file:///etc/passwd"><p>Tekst</p>') as pdf:
        assert not any(isinstance(o, pikepdf.Dictionary) and "/EF" in o for o in pdf.objects)


def test_without_pango_the_message_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library libgobject-2.0-0')")
    code = (
        "from datetime import datetime, UTC\n"
        "from twente.documents.rendering import PrintLibraryMissing, render\n"
        "try:\n    render('<p>', title='', created=datetime(2026, 1, 1, tzinfo=UTC), author='')\n"
        "except PrintLibraryMissing as error:\n    print(error)\n"
    )
    output = subprocess.check_output(
        [sys.executable, "-c", code], cwd=ROOT, env={"PYTHONPATH": f"{tmp_path}:{ROOT}"}, text=True
    )
    assert "libpango-1.0-0" in output


def test_weasyprint_is_not_imported_with_the_room() -> None:
    code = "import sys, twente.documents.printing; print('weasyprint' in sys.modules)"
    output = subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, text=True)
    assert output.strip() == "False"


def test_print_sheet_stays_small() -> None:
    """Rules that nobody uses cost seconds per document (spec: fewer than 150)."""
    assert (ROOT / "static" / "print" / "print.css").read_text().count("{") < 150
