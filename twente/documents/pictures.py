"""Pages of a PDF as pictures and as text, with PDFium. One page at a time: the library is not made for threads."""

import io
from threading import Lock
from typing import Any

import pypdfium2

from twente.documents import vault

TURN = Lock()
WIDTHS = (900, 1400, 2100)
"""Widths in pixels at which pages are drawn: whole page on a phone, on a desk, and enlarged."""
MOST_PIXELS = 12_000_000
MOST_LETTERS = 100_000


def page_count(content: bytes) -> int:
    """Number of pages as PDFium sees them; 0 when it cannot open the file."""
    with TURN:
        try:
            document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError:
            return 0
        try:
            return len(document)
        finally:
            document.close()


def page_picture(stored_as: str, number: int, width: int) -> bytes:
    """A page (from 1) of a stored PDF as PNG, this many pixels wide; made once and kept beside the file.

    Raises FileMissing, and IndexError for a page that is not there.
    """
    place = vault.pictures_of(stored_as) / f"{number}-{width}.png"
    try:
        return place.read_bytes()
    except FileNotFoundError:
        drawn = draw(vault.read(stored_as), number, width)
    vault.write_whole(place, drawn)
    return drawn


def draw(content: bytes, number: int, width: int) -> bytes:
    """One page as PNG; a very long page is drawn smaller, so that it never fills the memory."""
    with TURN:
        document = pypdfium2.PdfDocument(content)
        try:
            page = at(document, number)
            across, down = page.get_size()
            scale = min(width / max(across, 1), (MOST_PIXELS / max(across * down, 1)) ** 0.5)
            image = page.render(scale=scale).to_pil()
        finally:
            document.close()
    kept = io.BytesIO()
    image.convert("RGB").quantize(256).save(kept, "PNG", optimize=False) if few_colours(image) else image.save(
        kept, "PNG"
    )
    return kept.getvalue()


def few_colours(image: Any) -> bool:
    """Whether the page is text and drawings rather than photographs: then a palette makes it a third of the size."""
    return image.convert("RGB").getcolors(4096) is not None


def texts(content: bytes) -> list[str]:
    """The text of every page, cleaned for reading and searching; an image without text gives an empty string."""
    with TURN:
        document = pypdfium2.PdfDocument(content)
        try:
            return [text_of(document, number) for number in range(1, len(document) + 1)]
        finally:
            document.close()


def text_of(document: Any, number: int) -> str:
    """The text of one page on the lines of the page, without what a database cannot keep."""
    page = at(document, number)
    found = page.get_textpage().get_text_bounded()[:MOST_LETTERS]
    found = found.replace("\x00", "").replace("\ufffe", "").replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.rstrip() for line in found.split("\n")).strip()


def at(document: Any, number: int) -> Any:
    """The page with this number, from 1. Raises IndexError."""
    if not 1 <= number <= len(document):
        raise IndexError(number)
    return document[number - 1]
