"""Every blind spot of uploads: what is handed in, what we answer, and that nothing of it is kept."""

import io
import logging
import socket
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.test.utils import override_settings

from tests.papers import EICAR, a_huge_png, a_pdf, a_picture, changed, script
from twente.documents import inspection
from twente.documents.inspection import FileRefused, clean_name, inspect

Name, Dictionary, Array = pikepdf.Name, pikepdf.Dictionary, pikepdf.Array


def docx_bomb() -> bytes:
    """A zip that unpacks to much more than it is."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * 5_000_000)
    return kept.getvalue()


def in_names(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([pikepdf.String("x"), script()])))


def on_open(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = script()


def uri_on_open(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.URI, URI=pikepdf.String("https://voorbeeld.example"))


def chained(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.GoTo, D=Array([pdf.pages[0].obj, Name.Fit]), Next=Dictionary(S=Name.Named))


def on_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].AA = Dictionary(O=Dictionary(S=Name.Named, N=Name.NextPage))


def inline_in_annotation(pdf: pikepdf.Pdf) -> None:
    """Direct objects four levels deep: `pdf.objects` alone would not show them."""
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=script())
    pdf.pages[0].Annots = Array([note])


def launching(pdf: pikepdf.Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]))
    note.A = Dictionary(S=Name.Launch, F=pikepdf.String("cmd.exe"))
    pdf.pages[0].Annots = Array([note])


def attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["geheim.exe"] = b"MZ"


def xfa(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=pdf.make_stream(b"<xdp/>"))


def huge_image(pdf: pikepdf.Pdf) -> None:
    image = pdf.make_stream(b"x", Type=Name.XObject, Subtype=Name.Image, Width=40_000, Height=40_000)
    pdf.pages[0].Resources.XObject = Dictionary(Im0=image)


def endless_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].mediabox = Array([0, 0, 20_000, 100])


def hidden(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """The same, with every object inside a compressed object stream."""
    return changed(change, object_stream_mode=pikepdf.ObjectStreamMode.generate)


def encrypted(**options: Any) -> bytes:
    return changed(lambda pdf: None, encryption=pikepdf.Encryption(**options))


SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
GIFAR = b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)"
ROWS: dict[str, tuple[str, bytes, int]] = {
    "exe renamed .pdf": ("stuk.pdf", b"MZ\x90\0" + b"\0" * 100, 415),
    "svg with script": ("beeld.svg", SVG, 415),
    "svg renamed .png": ("beeld.png", SVG, 415),
    "html": ("pagina.html", b"<html><script>alert(1)</script></html>", 415),
    "html renamed .pdf": ("pagina.pdf", b"<html><script>alert(1)</script></html>", 415),
    "html in front of a pdf": ("stuk.pdf", b"<html><!-- " + a_pdf(), 415),
    "pdf after 900 other bytes": ("stuk.pdf", b" " * 900 + a_pdf(), 415),
    "gif that is also a script": ("beeld.png", GIFAR, 415),
    "gif": ("beeld.gif", GIFAR, 415),
    "docx": ("stuk.docx", docx_bomb(), 415),
    "docx renamed .pdf": ("stuk.pdf", docx_bomb(), 415),
    "zip": ("stukken.zip", docx_bomb(), 415),
    "jpeg called .png": ("beeld.png", a_picture("JPEG"), 415),
    "pdf called .png": ("beeld.png", a_pdf(), 415),
    "png called .pdf": ("stuk.pdf", a_picture(), 415),
    "no extension": ("stuk", a_pdf(), 415),
    "two extensions": ("stuk.pdf.exe", a_pdf(), 415),
    "0 bytes": ("stuk.pdf", b"", 422),
    "over 50 MB": ("stuk.pdf", b"%PDF-1.7" + b"\0" * inspection.MOST_BYTES, 413),
    "only a beginning": ("stuk.pdf", b"%PDF-1.7\n", 422),
    "cut off": ("stuk.pdf", a_pdf()[:200], 422),
    "password": ("stuk.pdf", encrypted(user="a", owner="b"), 422),
    "owner's password only": ("stuk.pdf", encrypted(user="", owner="b"), 422),
    "script in the names": ("stuk.pdf", changed(in_names), 422),
    "script in the names, compressed": ("stuk.pdf", hidden(in_names), 422),
    "script on opening": ("stuk.pdf", changed(on_open), 422),
    "address on opening": ("stuk.pdf", changed(uri_on_open), 422),
    "chain on opening": ("stuk.pdf", changed(chained), 422),
    "act of a page": ("stuk.pdf", changed(on_page), 422),
    "script inline in a note": ("stuk.pdf", changed(inline_in_annotation), 422),
    "program from a link": ("stuk.pdf", changed(launching), 422),
    "file inside the file": ("stuk.pdf", changed(attachment), 422),
    "xfa form": ("stuk.pdf", changed(xfa), 422),
    "huge image inside": ("stuk.pdf", changed(huge_image), 422),
    "page of seven metres": ("stuk.pdf", changed(endless_page), 422),
    "png of 900 megapixels": ("beeld.png", a_huge_png(), 422),
    "png cut off": ("beeld.png", a_picture(size=(200, 200))[:80], 422),
    "jpeg cut off": ("beeld.jpg", a_picture("JPEG", (200, 200))[:300], 422),
    "eicar": ("eicar.pdf", EICAR, 422),
    "eicar inside a pdf": ("stuk.pdf", a_pdf() + EICAR, 422),
}


@pytest.mark.parametrize("row", ROWS)
def test_what_we_do_not_take(row: str) -> None:
    name, content, status = ROWS[row]
    with pytest.raises(FileRefused) as refused:
        inspect(content, name=name)
    assert refused.value.status == status
    assert refused.value.sentence.endswith(".")


def opening_at_a_page(pdf: pikepdf.Pdf) -> None:
    """As LibreOffice writes it in every document."""
    pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.XYZ, 0, 0, 0])


def with_a_web_address(pdf: pikepdf.Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]))
    note.A = Dictionary(S=Name.URI, URI=pikepdf.String("https://www.twente.example"))
    pdf.pages[0].Annots = Array([note])


TAKEN: dict[str, tuple[str, bytes, str, int]] = {
    "pdf": ("stuk.pdf", a_pdf("een", "twee"), "application/pdf", 2),
    "capitals": ("STUK.PDF", a_pdf(), "application/pdf", 1),
    "png": ("beeld.png", a_picture(), "image/png", 1),
    "jpeg": ("foto.jpeg", a_picture("JPEG"), "image/jpeg", 1),
    "pdf that opens at a page": ("stuk.pdf", changed(opening_at_a_page), "application/pdf", 1),
    "pdf with a web address": ("stuk.pdf", changed(with_a_web_address), "application/pdf", 1),
}


@pytest.mark.parametrize("row", TAKEN)
def test_what_we_take(row: str) -> None:
    name, content, kind, pages = TAKEN[row]
    found = inspect(content, name=name)
    assert (found.content_type, found.pages, found.scan) == (kind, pages, "not_scanned")
    assert found.content == content


def test_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspection, "MOST_PAGES", 2)
    with pytest.raises(inspection.TooMuch):
        inspect(a_pdf("1", "2", "3"), name="stuk.pdf")


NAMES = {
    "a" * 300 + ".pdf": "a" * 116 + ".pdf",
    "../../etc/passwd.pdf": "passwd.pdf",
    "C:\\Users\\jan\\stuk.pdf": "stuk.pdf",
    "stuk\x00.pdf": "stuk.pdf",
    "stuk\u202efdp.pdf": "stukfdp.pdf",
    "e\u0301e\u0301n.pdf": "één.pdf",
    "regel\r\neinde.pdf": "regeleinde.pdf",
    'a<b>:"|?*.pdf': "a_b______.pdf",
    ".pdf": "stuk.pdf",
    "": "stuk",
    "...": "stuk",
}


@pytest.mark.parametrize("name", NAMES)
def test_names_are_cleaned(name: str) -> None:
    assert clean_name(name) == NAMES[name]
    assert len(clean_name(name)) <= 120


def test_eicar_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING), pytest.raises(inspection.VirusFound):
        inspect(EICAR, name="eicar.pdf")
    assert "EICAR" in caplog.text


@pytest.fixture
def clamd(tmp_path: Path) -> Iterator[Callable[[bytes], Path]]:
    """A scanner on a socket that reads a stream as clamd does, and answers what the test says."""
    doors: list[socket.socket] = []

    def listen(answer: bytes) -> Path:
        place = tmp_path / "clamd.sock"
        door = socket.socket(socket.AF_UNIX)
        door.bind(str(place))
        door.listen(1)
        doors.append(door)
        threading.Thread(target=serve, args=(door, answer), daemon=True).start()
        return place

    def serve(door: socket.socket, answer: bytes) -> None:
        line, _ = door.accept()
        with line, line.makefile("rb") as stream:
            assert stream.read(10) == b"zINSTREAM\0"
            while size := int.from_bytes(stream.read(4), "big"):
                assert len(stream.read(size)) == size
            line.sendall(answer + b"\0")

    yield listen
    for door in doors:
        door.close()


def test_a_scanner_finds_nothing(clamd: Callable[[bytes], Path]) -> None:
    with override_settings(CLAMAV_SOCKET=str(clamd(b"stream: OK"))):
        assert inspect(a_pdf(), name="stuk.pdf").scan == "clean"


def test_a_scanner_finds_something(clamd: Callable[[bytes], Path]) -> None:
    with override_settings(CLAMAV_SOCKET=str(clamd(b"stream: Win.Test FOUND"))), pytest.raises(inspection.VirusFound):
        inspect(a_pdf(), name="stuk.pdf")


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR", b""])
def test_a_scanner_that_cannot_say_lets_nothing_in(clamd: Callable[[bytes], Path], answer: bytes) -> None:
    with override_settings(CLAMAV_SOCKET=str(clamd(answer))), pytest.raises(inspection.NoScanner):
        inspect(a_pdf(), name="stuk.pdf")


def test_a_scanner_that_is_gone_lets_nothing_in(tmp_path: Path) -> None:
    with override_settings(CLAMAV_SOCKET=str(tmp_path / "weg")), pytest.raises(inspection.NoScanner):
        inspect(a_pdf(), name="stuk.pdf")
