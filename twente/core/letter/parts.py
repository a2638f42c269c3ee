"""The text of a mail as blocks: paragraphs, facts, lists, links (pure). Nothing is added and nothing left out."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby, zip_longest


class Kind(StrEnum):
    """What a block is; a button is the first link of a letter that is no list of links."""

    TEXT = "text"
    HEADING = "heading"
    ITEMS = "items"
    FACTS = "facts"
    LINK = "link"
    BUTTON = "button"


@dataclass(frozen=True)
class Line:
    """One line: `label` and `text` of a fact; `text` and `address` of a link, or of an item that leads somewhere.

    `below` are further lines of an item.
    """

    kind: Kind
    text: str
    label: str = ""
    address: str = ""
    below: tuple[str, ...] = ()


@dataclass(frozen=True)
class Block:
    """Lines of one kind that stand together."""

    kind: Kind
    lines: tuple[Line, ...]


CHUNKS = re.compile(r"\n[ \t]*\n")
ITEM = re.compile(r"(?:- |\d{1,3}[a-z]?\. )(?=\S)")
FACT = re.compile(r"(?P<label>[^\W\d_][^:.!?\n]{1,39}): (?P<text>\S.*)")
LINK = re.compile(r"(?:(?P<text>.*\S): )?(?P<address>https?://\S+)")
SHORT = 48
"""So many characters still fit on a button, or are a heading above a list."""


def blocks(body: str, *, site: str) -> list[Block]:
    """The whole text. Only addresses of this `site` (no slash at its end) become links, never what others typed."""
    lines = [list(lines_of(chunk.split("\n"), site)) for chunk in CHUNKS.split(body.replace("\r\n", "\n").strip("\n"))]
    found = [Block(kind, tuple(same)) for chunk in lines for kind, same in groupby(chunk, key=lambda line: line.kind)]
    return found if any(leads(block) for block in found) else list(with_button(found))


def leads(block: Block) -> bool:
    """Whether this is a list of links: then none of them is the one thing to do."""
    return block.kind is Kind.ITEMS and any(line.address for line in block.lines)


def lines_of(texts: Iterable[str], site: str) -> Iterator[Line]:
    """The lines of one paragraph; what is indented under an item belongs to it, but for a link with its own name."""
    waiting: list[Line] = []
    for text in filter(str.strip, texts):
        line = line_of(text, site)
        above = waiting[-1] if waiting and text.startswith(" ") else None
        if above is None or above.kind is not Kind.ITEMS or above.address or (line.address and line.text):
            waiting.append(line)
        elif line.address:
            waiting[-1] = replace(above, address=line.address)
        else:
            waiting[-1] = replace(above, below=(*above.below, text.strip()))
    yield from headed(waiting)


def headed(lines: list[Line]) -> list[Line]:
    """A short line that ends no sentence, right above a list, is its heading."""
    return [
        replace(line, kind=Kind.HEADING) if below and below.kind is Kind.ITEMS and is_heading(line) else line
        for line, below in zip_longest(lines, lines[1:])
    ]


def is_heading(line: Line) -> bool:
    """Whether a line can stand above a list as its name."""
    return line.kind is Kind.TEXT and len(line.text) <= SHORT and line.text[-1] not in ".,;!?"


def line_of(text: str, site: str) -> Line:
    """What one line is, by the first of the kinds that fits."""
    for read in READERS:
        if line := read(text.strip(), site):
            return line
    return Line(Kind.TEXT, text.strip())


def link(text: str, site: str) -> Line | None:
    """Lees de agenda: https://overleg.example/bok-ses/vergaderingen/3/"""
    found = LINK.fullmatch(text)
    if found is None or not found["address"].startswith(f"{site}/"):
        return None
    return Line(Kind.LINK, found["text"] or "", address=found["address"])


def item(text: str, site: str) -> Line | None:
    """- Een regel van een lijst, or 3. Een agendapunt; a number stays with the words, a dash is only how text lists."""
    return Line(Kind.ITEMS, text.removeprefix("- ")) if ITEM.match(text) else None


def fact(text: str, site: str) -> Line | None:
    """Waar: stadhuis Enschede"""
    found = FACT.fullmatch(text)
    return Line(Kind.FACTS, found["text"], label=found["label"]) if found else None


Reader = Callable[[str, str], Line | None]
READERS: tuple[Reader, ...] = (link, item, fact)


def with_button(found: Iterable[Block]) -> Iterator[Block]:
    """The same blocks, the first named link as a button."""
    done = False
    for block in found:
        first = block.lines[0]
        if done or block.kind is not Kind.LINK or not 0 < len(first.text) <= SHORT:
            yield block
            continue
        done = True
        yield Block(Kind.BUTTON, (replace(first, kind=Kind.BUTTON),))
        if block.lines[1:]:
            yield Block(Kind.LINK, block.lines[1:])
