"""Minutes on paper: printing against WeasyPrint alone, signing twice, and judging the result.

The text is that of adopted minutes of the demonstration, its items repeated until there are enough pages.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from django.conf import settings

from bench.table import row
from meetings.documents import minutes_html
from meetings.models import Minutes
from meetings.rules.minutes import Content
from twente.core import clock
from twente.documents.rules import CHAIR_FIELD, SECRETARY_FIELD
from twente.documents.signers import signer_for
from twente.documents.signers.options import configured
from twente.documents.signing import Signer, sign
from twente.documents.trust import trust_from
from twente.documents.validation import Expected, verify

COLUMNS = ("bladzijden", "eigen ms", "kaal ms", "verhouding", "eigen MB", "kaal MB")
SIGNING_COLUMNS = ("bladzijden", "voorzitter", "secretaris", "controle", "geldig")
TEXT = "<p>" + "De secretaris licht het voorstel toe en beantwoordt de vragen van de leden. " * 12 + "</p>"


def longer(content: Content, pages: int) -> Content:
    """The same minutes with so many more items that they fill about as many pages."""
    items = content["items"]
    made = [items[place % len(items)] | {"number": place + 1, "id": place} for place in range(max(3, pages - 3))]
    return content | {"items": [item | {"text": TEXT * 3} for item in made]}


def adopted() -> Content:
    """The content of adopted minutes of the demonstration."""
    return Minutes.objects.exclude(content=None).order_by("pk").values_list("content", flat=True)[0]


def printed(how: str, html: Path, pdf: Path) -> tuple[float, float]:
    """Milliseconds and megabytes of one document in a process of its own."""
    command = [sys.executable, "-m", "bench.press", how, str(html), str(pdf)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 - our own module
    time_taken, memory = (float(word) for word in said.split()[-2:])
    return time_taken, memory


def measure(sizes: tuple[int, ...]) -> Iterator[str]:
    """A line per size: ours, bare, and how many times longer ours takes."""
    with tempfile.TemporaryDirectory() as folder:
        html, pdf = Path(folder, "verslag.html"), Path(folder, "verslag.pdf")
        for size in sizes:
            html.write_text(minutes_html(longer(adopted(), size)), encoding="utf-8")
            bare_time, bare_memory = printed("kaal", html, pdf)
            own_time, own_memory = printed("eigen", html, pdf)
            pages = len(pypdfium2.PdfDocument(pdf))
            cells = (pages, own_time, bare_time, own_time / bare_time, own_memory, bare_memory)
            yield row(f"verslag van ongeveer {size}", *cells)


def measure_signing(sizes: tuple[int, ...]) -> Iterator[str]:
    """A line per size: the chair's signature, the secretary's with its seal, and our judgement of both, in ms."""
    with tempfile.TemporaryDirectory() as folder:
        html, pdf = Path(folder, "verslag.html"), Path(folder, "verslag.pdf")
        for size in sizes:
            html.write_text(minutes_html(longer(adopted(), size)), encoding="utf-8")
            printed("eigen", html, pdf)
            yield signed_twice(size, pdf.read_bytes())


def signed_twice(size: int, pdf: bytes) -> str:
    """One document through both signatures and the check."""
    pages, moment, taken = len(pypdfium2.PdfDocument(pdf)), clock.now(), []
    signers = {field: key_of(field) for field in (CHAIR_FIELD, SECRETARY_FIELD)}
    for field, signer in signers.items():
        begin = time.perf_counter()
        pdf = sign(pdf, field=field, signer=signer, reason="Meting", at=moment)
        taken.append((time.perf_counter() - begin) * 1000)
    certificates = {field: signer.certificate_sha256 for field, signer in signers.items()}
    begin = time.perf_counter()
    verdict = verify(pdf, expected=Expected(signers=certificates, trust=trust_from(settings.SIGNING_FOLDER)))
    taken.append((time.perf_counter() - begin) * 1000)
    return row(f"verslag van ongeveer {size}", pages, *taken, "ja" if verdict.valid else "nee")


def key_of(field: str) -> Signer:
    """The demonstration's key of one field."""
    return signer_for(field, name="Meting", options=configured())
