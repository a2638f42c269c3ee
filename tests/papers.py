"""Files that people hand in, good ones and every kind that is refused; made here, so that nothing odd lies about."""

import io
import struct
import uuid
import zlib
from collections.abc import Callable, Sequence

import pikepdf
from PIL import Image

from meetings.models import AgendaItem, Paper
from meetings.services import papers as services
from tests.cast import MORNING, Cast
from twente.core import clock
from twente.documents.inspection import inspect
from twente.outbox import services as outbox
from twente.outbox.tasks import run

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD" + b"-ANTIVIRUS-TEST-FILE!$H+H*"
A4 = (595, 842)


def blank(texts: Sequence[str] = ("",)) -> pikepdf.Pdf:
    """An open PDF with a page per text, in a font that every reader has."""
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name.Helvetica,
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )
    for text in texts:
        page = pdf.add_blank_page(page_size=A4)
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        safe = text.replace("\\", "").replace("(", "").replace(")", "").encode("cp1252")
        page.Contents = pdf.make_stream(b"BT /F1 18 Tf 70 760 Td (" + safe + b") Tj ET")
    return pdf


def saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    """The bytes of a PDF."""
    kept = io.BytesIO()
    pdf.save(kept, **options)
    return kept.getvalue()


def a_pdf(*texts: str) -> bytes:
    """A PDF with a page per text."""
    return saved(blank(texts or ("Koersdocument SES Twente",)))


def changed(change: Callable[[pikepdf.Pdf], None], **options: object) -> bytes:
    """A PDF with something added."""
    pdf = blank(("Gewoon stuk",))
    change(pdf)
    return saved(pdf, **options)


def script() -> pikepdf.Dictionary:
    """A JavaScript action, written inline wherever it is put."""
    return pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def a_picture(kind: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    """A small picture."""
    kept = io.BytesIO()
    Image.new("RGB", size, "#0b5d6b").save(kept, kind)
    return kept.getvalue()


def a_huge_png(side: int = 30_000) -> bytes:
    """A PNG of a few bytes that says it is 900 megapixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")


def a_paper(
    cast: Cast, item: AgendaItem, title: str = "Koersdocument", *, content: bytes = b"", name: str = "koers.pdf"
) -> Paper:
    """A paper that the secretary handed in."""
    file = inspect(content or a_pdf(title), name=name)
    return services.add_paper(item=item, title=title, file=file, key=uuid.uuid4(), by=cast.secretary, now=MORNING)


def work() -> None:
    """Let the worker do every waiting job, in the test's own connection."""
    while (job := outbox.claim_job(now=clock.now())) is not None:
        run(job)
