"""Text with a little markup, as minutes keep it: a closed list of tags in one fixed spelling. Pure.

Whatever a browser, a word processor or an attacker sends becomes paragraphs, lists, quotes, strong, em and links;
nothing that could be fetched, run or styled is left. Cleaning what is clean changes nothing.
"""

import re
from html import escape
from html.parser import HTMLParser

import nh3

CONTAINERS = ("ul", "ol", "li", "blockquote")
MARKS = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "a": "a"}
BLOCKS = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "tr", "table", "tbody", "thead", "dt", "dd"}
CELLS = ("td", "th")
KNOWN = {*CONTAINERS, *MARKS, *BLOCKS, *CELLS, "br"}
NEVER = {"script", "style", "title", "template", "textarea", "noscript", "iframe", "object", "svg", "math"}
"""Tags whose content goes too; of every other unknown tag the text stays."""
SCHEMES = {"http", "https", "mailto"}
DEEPEST = 4
"""Lists and quotes inside each other; what lies deeper joins the fourth."""
ROWS = 100
"""Rows of a pasted table that become lines; more belong in a paper of the meeting."""
BULLET, NUMBER, QUOTE = re.compile(r"[-*•] +(?=\S)"), re.compile(r"\d{1,3}[.)] +(?=\S)"), re.compile(r"> ?(?=\S)")
STARTS = (("ul", BULLET), ("ol", NUMBER), ("blockquote", QUOTE))


def clean(html: str) -> str:
    """The same text in the closed list of tags; "" when nothing visible is left."""
    safe = nh3.clean(
        html, tags=KNOWN, clean_content_tags=NEVER, attributes={"a": {"href"}}, url_schemes=SCHEMES, link_rel=None
    )
    writer = _Writer()
    writer.feed(safe)
    writer.close()
    return writer.finished()


def from_plain(text: str) -> str:
    """Plain text as markup: a blank line starts a paragraph; lines with "- ", "1. " or "> " are a list or a quote."""
    blocks = [block.strip("\n") for block in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n"))]
    return "".join(_block(block.splitlines()) for block in blocks if block.strip())


def to_plain(html: str) -> str:
    """Clean markup as plain text that `from_plain` reads back; strong, em and links keep only their words."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "\n\n".join("\n".join(lines) for lines in reader.blocks if lines).strip()


def rows_pasted(html: str) -> int:
    """How many table rows a text holds before it is cleaned."""
    return len(re.findall(r"<tr[\s>]", html, re.IGNORECASE))


def _block(lines: list[str]) -> str:
    """One block of plain text."""
    for tag, start in STARTS:
        if all(start.match(line.strip()) for line in lines):
            return _listed(tag, [start.sub("", line.strip(), count=1) for line in lines])
    return f"<p>{_broken(lines)}</p>"


def _listed(tag: str, lines: list[str]) -> str:
    """Lines of a list, or of a quote."""
    if tag == "blockquote":
        return f"<blockquote><p>{_broken(lines)}</p></blockquote>"
    return f"<{tag}>" + "".join(f"<li>{_spaced(escape(line, quote=False))}</li>" for line in lines) + f"</{tag}>"


def _broken(lines: list[str]) -> str:
    """Lines under each other in one paragraph."""
    return "<br>".join(_spaced(escape(line, quote=False)) for line in lines)


def _spaced(text: str) -> str:
    """Every run of spaces as one space."""
    return re.sub(r"\s+", " ", text).strip()


class _Writer(HTMLParser):
    """Writes safe HTML again in one fixed spelling, block by block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.open: list[str] = []
        self.skipped: list[str] = []
        self.marks: list[str] = []
        self.active: list[tuple[str, str]] = []
        self.run, self.worded = "", False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block begins, or a mark inside one."""
        if tag in CONTAINERS:
            self.flush()
            self.enter(tag)
        elif tag in BLOCKS:
            self.flush()
        elif tag in MARKS:
            self.mark(MARKS[tag], dict(attrs).get("href") or "")
        elif tag == "br":
            self.run += "<br>"
        elif self.worded:
            self.run += " – "

    def handle_endtag(self, tag: str) -> None:
        """A block ends, or a mark inside one."""
        if tag in CONTAINERS:
            self.flush()
            self.leave(tag)
        elif tag in BLOCKS:
            self.flush()
        elif tag in MARKS:
            self.unmark()

    def handle_data(self, data: str) -> None:
        """Words of the current block."""
        self.worded = self.worded or bool(data.strip())
        self.run += escape(re.sub(r"\s+", " ", data), quote=False)

    def mark(self, name: str, href: str) -> None:
        """Begin strong, em or a link; a link without an address is only its words."""
        if any(name == known for known, _ in self.active) or (name == "a" and not href):
            self.marks.append("")
            return
        start = f'<a href="{escape(href)}">' if name == "a" else f"<{name}>"
        self.marks.append(name)
        self.active.append((name, start))
        self.run += start

    def unmark(self) -> None:
        """End the mark that was opened last; tags are well nested after the first cleaning."""
        if self.marks and (name := self.marks.pop()):
            self.active.pop()
            self.run += f"</{name}>"

    def enter(self, tag: str) -> None:
        """Begin a list, its entry, or a quote, where it may stand; elsewhere only its text stays."""
        top = self.open[-1] if self.open else ""
        depth = sum(name != "li" for name in self.open)
        fits = top in ("ul", "ol") if tag == "li" else depth < DEEPEST and (top != "li" or tag != "blockquote")
        if tag != "li" and top in ("ul", "ol"):
            fits = False
        self.skipped.append("" if fits else tag)
        if fits:
            self.open.append(tag)
            self.out.append(f"<{tag}>")

    def leave(self, tag: str) -> None:
        """End what `enter` began."""
        if self.skipped and not self.skipped.pop() and self.open:
            self.out.append(f"</{self.open.pop()}>")

    def flush(self) -> None:
        """Write the waiting words as a paragraph, or as (part of) an entry of a list."""
        if self.worded:
            words = self.run + "".join(f"</{name}>" for name, _ in reversed(self.active))
            self.out.append(self.wrapped(_trimmed(words)))
        self.run, self.worded = "".join(start for _, start in self.active), False

    def wrapped(self, words: str) -> str:
        """The words in the tag that their place asks for."""
        top = self.open[-1] if self.open else ""
        if top == "li":
            return words if self.out[-1].startswith("<li") else f"<br>{words}"
        return f"<li>{words}</li>" if top in ("ul", "ol") else f"<p>{words}</p>"

    def finished(self) -> str:
        """Everything that was written, without empty lists and quotes."""
        self.flush()
        text = "".join(self.out)
        while (rest := re.sub(r"<(ul|ol|li|blockquote)></\1>", "", text)) != text:
            text = rest
        return text


def _trimmed(words: str) -> str:
    """Words without spaces and breaks at their ends, and without marks around nothing."""
    while (rest := re.sub(r"<(strong|em)>(\s*)</\1>|<a [^>]*>(\s*)</a>", r"\2\3", words)) != words:
        words = rest
    words = re.sub(r"\s*<br>\s*", "<br>", re.sub(r" +", " ", words).strip())
    words = re.sub(r"^(?:<br>|\s)+|(?:<br>|\s)+$", "", words)
    words = re.sub(r"^((?:<(?:strong|em|a [^>]*)>)+) ", r"\1", words)
    return re.sub(r" ((?:</(?:strong|em|a)>)+)$", r"\1", words)


class _Reader(HTMLParser):
    """Reads clean markup as blocks of plain lines."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[list[str]] = []
        self.lists: list[list[int]] = []
        self.quoted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A new block, or a new line in one."""
        if tag in ("ul", "ol"):
            if not self.lists:
                self.blocks.append([])
            self.lists.append([0, int(tag == "ol")])
        elif tag == "blockquote":
            self.quoted += 1
        elif tag == "p":
            self.blocks.append([self.start()])
        elif tag == "li":
            self.blocks[-1].append(self.start() + self.bullet())
        elif tag == "br":
            self.blocks[-1].append(self.start())

    def handle_endtag(self, tag: str) -> None:
        """The end of a list or a quote."""
        if tag in ("ul", "ol"):
            self.lists.pop()
        elif tag == "blockquote":
            self.quoted -= 1

    def handle_data(self, data: str) -> None:
        """Words on the current line."""
        if self.blocks and self.blocks[-1]:
            self.blocks[-1][-1] += data

    def start(self) -> str:
        """How a line begins here."""
        return "> " if self.quoted and not self.lists else ""

    def bullet(self) -> str:
        """The bullet or number of the next entry; an entry of an inner list is indented."""
        self.lists[-1][0] += 1
        count, numbered = self.lists[-1]
        return "  " * (len(self.lists) - 1) + (f"{count}. " if numbered else "- ")
