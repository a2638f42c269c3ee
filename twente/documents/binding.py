"""Many PDFs and pictures bound into one to read: bookmarks, working contents, a stamp on every page.

A bound copy is a reading copy: merging drops tags, PDF/A and signatures of the parts, and the stamp says so. Stamps are
artifacts (screen readers skip them) in one embedded font.
"""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from PIL import Image

from twente.documents.stamping import SIZE, Lettering

LINK = "https://leesexemplaar.invalid/"
"""Addresses in the cover that become links to pages; the rest is the key of a part."""
MARGIN, BAND = 14.0, 12.0
Name, Dictionary, Array = pikepdf.Name, pikepdf.Dictionary, pikepdf.Array


@dataclass(frozen=True)
class Part:
    """A paper to bind: the key that the cover links to, its title, its bytes, and what is stamped on its pages.

    `stamp` takes the number of a page and of all pages of this part (both from 1).
    """

    key: str
    title: str
    read: Callable[[], bytes]
    is_pdf: bool
    stamp: Callable[[int, int], str]


@dataclass(frozen=True)
class Chapter:
    """An item with its papers, as a bookmark with bookmarks below it."""

    key: str
    title: str
    parts: Sequence[Part] = field(default_factory=tuple)


def bind(
    cover: bytes, chapters: Sequence[Chapter], *, title: str, progress: Callable[[int], None] = lambda done: None
) -> tuple[bytes, int]:
    """One PDF and its number of pages. `progress` hears how many parts are in."""
    with pikepdf.open(io.BytesIO(cover)) as bound:
        for key in ("/StructTreeRoot", "/MarkInfo", "/OutputIntents", "/Metadata", "/Outlines"):
            if key in bound.Root:
                del bound.Root[key]
        starts, stamps, done = {}, {}, 0
        for chapter in chapters:
            starts[chapter.key] = len(bound.pages) if chapter.parts else 0
            for part in chapter.parts:
                starts[part.key] = len(bound.pages)
                for number, text in enumerate(added(bound, part), start=starts[part.key]):
                    stamps[number] = text
                done += 1
                progress(done)
        stamp_all(bound, stamps)
        link(bound, starts)
        bookmark(bound, chapters, starts)
        bound.docinfo["/Title"] = title
        kept = io.BytesIO()
        bound.save(kept, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True)
        return kept.getvalue(), len(bound.pages)


def added(bound: pikepdf.Pdf, part: Part) -> list[str]:
    """Put the pages of a part at the end, without what acts or is filled in; the stamp of each."""
    with pikepdf.open(io.BytesIO(part.read() if part.is_pdf else as_pdf(part.read()))) as source:
        count = len(source.pages)
        for page in source.pages:
            for key in ("/StructParents", "/AA", "/Tabs"):
                if key in page:
                    del page[key]
        bound.pages.extend(source.pages)
    return [part.stamp(number, count) for number in range(1, count + 1)]


def as_pdf(picture: bytes) -> bytes:
    """A picture on a page of A4 at most."""
    with Image.open(io.BytesIO(picture)) as image:
        kept, flat = io.BytesIO(), image.convert("RGB")
        resolution = max(flat.width / 8.27, flat.height / 11.69, 72.0)
        flat.save(kept, "PDF", resolution=resolution)
    return kept.getvalue()


def stamp_all(bound: pikepdf.Pdf, stamps: dict[int, str]) -> None:
    """The stamp at the foot of every page, left its place and right the page of the whole."""
    total = len(bound.pages)
    ends = {number: f"{number + 1} / {total}" for number in range(total)}
    font = Lettering("".join({*"".join(stamps.values()), *"".join(ends.values())}))
    resource = font.embedded(bound)
    for number, page in enumerate(bound.pages):
        stamp_page(bound, page, font, resource, stamps.get(number, ""), ends[number])


def stamp_page(bound: pikepdf.Pdf, page: pikepdf.Page, font: Lettering, resource: Any, left: str, right: str) -> None:
    """Draw over the page in its own direction, whatever the page itself did to the coordinates."""
    x0, y0, x1, y1 = (float(edge) for edge in page.cropbox)
    turn = int(page.obj.get("/Rotate", 0) or 0) % 360 if "/Rotate" in page.obj else inherited_turn(page)
    wide, matrix = {
        0: (x1 - x0, f"1 0 0 1 {x0:.2f} {y0:.2f}"),
        90: (y1 - y0, f"0 1 -1 0 {x1:.2f} {y0:.2f}"),
        180: (x1 - x0, f"-1 0 0 -1 {x1:.2f} {y1:.2f}"),
        270: (y1 - y0, f"0 -1 1 0 {x0:.2f} {y1:.2f}"),
    }.get(turn, (x1 - x0, f"1 0 0 1 {x0:.2f} {y0:.2f}"))
    words = [(MARGIN, left), (wide - MARGIN - font.width(right), right)]
    drawn = [f"BT /Stempel {SIZE} Tf {x:.2f} 4.5 Td <{font.coded(text)}> Tj ET" for x, text in words if text]
    band = f"1 1 1 rg 0 0 {wide:.2f} {BAND} re f" if left else ""
    content = f"/Artifact <</Type /Pagination>> BDC q {matrix} cm {band} 0.29 0.35 0.4 rg {' '.join(drawn)} Q EMC"
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(b"\nQ\n" + content.encode("ascii"))
    page.add_resource(resource, Name.Font, Name.Stempel)


def inherited_turn(page: pikepdf.Page) -> int:
    """The rotation that a page takes from the tree above it."""
    above = page.obj.get("/Parent")
    while above is not None:
        if "/Rotate" in above:
            return int(above["/Rotate"]) % 360
        above = above.get("/Parent")
    return 0


def link(bound: pikepdf.Pdf, starts: dict[str, int]) -> None:
    """The addresses in the cover become links to the pages where their parts begin."""
    for page in bound.pages:
        for note in page.obj.get("/Annots", Array([])):
            address = str(note.get("/A", Dictionary()).get("/URI", ""))
            if address.startswith(LINK) and address.removeprefix(LINK) in starts:
                del note["/A"]
                target = bound.pages[starts[address.removeprefix(LINK)]]
                note["/Dest"] = Array([target.obj, Name.Fit])


def bookmark(bound: pikepdf.Pdf, chapters: Sequence[Chapter], starts: dict[str, int]) -> None:
    """A bookmark for every item, with its papers below it."""
    with bound.open_outline() as outline:
        outline.root.clear()
        outline.root.append(pikepdf.OutlineItem("Agenda", 0))
        for chapter in chapters:
            entry = pikepdf.OutlineItem(chapter.title, starts[chapter.key])
            entry.children.extend(pikepdf.OutlineItem(part.title, starts[part.key]) for part in chapter.parts)
            outline.root.append(entry)
    bound.Root.PageMode = Name.UseOutlines
