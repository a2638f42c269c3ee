"""HTML to tagged PDF/A with WeasyPrint (2a, or 3a when a file goes along); reads nothing but our own print folders.

WeasyPrint needs Pango and takes most of a second to import, so it is imported when the first document is rendered.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from twente.core.clock import AMSTERDAM
from twente.env import ROOT

STATIC = ROOT / "static"
OWN_FOLDERS = (STATIC / "print", STATIC / "fonts" / "print")
SIGNATURE_ANCHOR = "sig-"
POINTS_PER_PIXEL = 0.75


class PrintLibraryMissing(Exception):
    """Pango, which WeasyPrint draws text with, is not on this machine; the message says what to install."""

    def __init__(self) -> None:
        super().__init__(
            "Documenten maken kan niet: de bibliotheek Pango ontbreekt op deze machine. "
            "Typ als beheerder: apt install libpango-1.0-0 libpangoft2-1.0-0"
        )


@dataclass(frozen=True)
class Box:
    """Place of a signature: page counted from 0; left, bottom, right, top in points from the lower left corner."""

    page: int
    rect: tuple[float, float, float, float]


@dataclass(frozen=True)
class Attachment:
    """A file inside the document that says the same in another form (relationship Alternative), as an invoice's XML."""

    name: str
    content: bytes
    description: str


@dataclass(frozen=True)
class Rendered:
    """A PDF/A before finishing, with the places and link texts that finishing needs."""

    pdf: bytes
    boxes: Mapping[str, Box]
    link_texts: Mapping[str, str]


def render(html: str, *, title: str, created: datetime, author: str, attachment: Attachment | None = None) -> Rendered:
    """Lay out a page of our print templates; the same input gives the same bytes.

    `created` is the moment the document belongs to (shown in its properties), never the moment of rendering.
    Raises PrintLibraryMissing when Pango is absent.
    """
    weasyprint, fonts, sheet, fetcher = _press()
    variant = "pdf/a-3a" if attachment else "pdf/a-2a"
    page = weasyprint.HTML(string=html, base_url=f"{STATIC.as_uri()}/", url_fetcher=fetcher)
    document = page.render(font_config=fonts, stylesheets=[sheet], pdf_variant=variant)
    stamp = created.astimezone(AMSTERDAM).isoformat(timespec="seconds")
    document.metadata.title, document.metadata.authors = title, [author]
    document.metadata.created = document.metadata.modified = stamp
    document.metadata.generator = "Bestuurlijk overleg"
    document.metadata.lang = "nl"
    return Rendered(
        pdf=document.write_pdf(pdf_variant=variant, attachments=_attached(weasyprint, attachment, created)),
        boxes=_signature_boxes(document.pages),
        link_texts=_link_texts(page.etree_element),
    )


def _attached(weasyprint: Any, attachment: Attachment | None, created: datetime) -> list[Any]:
    """What WeasyPrint takes in, new for every document: the same object cannot be written twice."""
    if attachment is None:
        return []
    moment = created.astimezone(UTC)
    return [
        weasyprint.Attachment(
            file_obj=BytesIO(attachment.content),
            name=attachment.name,
            description=attachment.description,
            created=moment,
            modified=moment,
            relationship="Alternative",
        )
    ]


@cache
def _press() -> tuple[Any, Any, Any, Any]:
    """WeasyPrint, our fonts, our sheet and our fetcher: parsed once per process."""
    try:
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher
    except OSError as error:
        raise PrintLibraryMissing from error

    class OwnFilesOnly(URLFetcher):
        """Fetches files of the print folders; anything else is left out of the document."""

        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
            if not is_own_file(url):
                raise ValueError("Alleen eigen lettertypen, opmaak en afbeeldingen van de toepassing.")
            return super().fetch(url, headers)

    fonts, fetcher = FontConfiguration(), OwnFilesOnly(allowed_protocols=("file",), allow_redirects=False)
    sheet = weasyprint.CSS(filename=STATIC / "print" / "print.css", font_config=fonts, url_fetcher=fetcher)
    return weasyprint, fonts, sheet, fetcher


def is_own_file(url: str) -> bool:
    """Whether the address is a file in one of our print folders (links that lead out of them are not)."""
    parts = urlsplit(url)
    if parts.scheme != "file" or parts.netloc not in {"", "localhost"}:
        return False
    path = Path(unquote(parts.path)).resolve()
    return any(path.is_relative_to(folder.resolve()) for folder in OWN_FOLDERS)


def _signature_boxes(pages: list[Any]) -> dict[str, Box]:
    """Rectangles of the elements `sig-<field>`, from CSS pixels (downwards) to points (upwards)."""
    boxes = {}
    for number, page in enumerate(pages):
        for anchor, (left, top, right, bottom) in page.anchors.items():
            if anchor.startswith(SIGNATURE_ANCHOR):
                edges = (left, page.height - bottom, right, page.height - top)
                rect = tuple(round(edge * POINTS_PER_PIXEL, 3) for edge in edges)
                boxes[anchor.removeprefix(SIGNATURE_ANCHOR)] = Box(number, rect)
    return boxes


def _link_texts(root: Any) -> dict[str, str]:
    """What a link says, by its target: screen readers read this instead of the address."""
    texts: dict[str, str] = {}
    for link in root.iter("a"):
        target, text = link.get("href", ""), " ".join("".join(link.itertext()).split())
        if target and text:
            texts.setdefault(target.removeprefix("#"), text)
    return texts
