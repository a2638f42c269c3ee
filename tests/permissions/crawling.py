"""How a canary is looked for: a crawl over every page that can be reached, and a wrong form at every address."""

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from urllib.parse import urldefrag, urlencode, urljoin, urlsplit

import pypdfium2
from django.http import HttpResponseBase
from django.test import Client

from tests.permissions.world import taken_back

WORD = "grondaankoop"
"""A word that stands beside every canary, for pages that search: the question itself is no leak."""


def song(name: str) -> str:
    """The text of one carrier: letters and digits only, so that nothing escapes or breaks it."""
    return f"kanarie{name}q7"


def heard(text: str, songs: Mapping[str, str]) -> set[str]:
    """The carriers whose canary sings in this text."""
    flat = "".join(text.casefold().replace("\u00ad", "").replace("\r\n ", "").split("\n"))
    return {name for name, words in songs.items() if words in flat}


def words_of(response: HttpResponseBase) -> str:
    """Everything that an answer says: its headers, and its body, whatever kind of file that is."""
    body = response.getvalue() if hasattr(response, "getvalue") else b"".join(response)  # type: ignore[call-overload]
    kind = response.headers.get("Content-Type", "")
    text = words_of_pdf(body) if kind.startswith("application/pdf") else body.decode(errors="ignore")
    return f"{response.headers.items()}\n{text}"


@cache
def words_of_pdf(data: bytes) -> str:
    """The text of every page, and the names in its bookmarks."""
    document = pypdfium2.PdfDocument(BytesIO(data))
    texts = [page.get_textpage().get_text_bounded() for page in document]
    return "\n".join([*texts, *(entry.get_title() for entry in document.get_toc())])


class Ways(HTMLParser):
    """The addresses that a page leads to without sending anything: links, fragments, polls and search forms."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.form: str | None = None
        self.asks: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect what the tag leads to."""
        given = {name: value or "" for name, value in attrs}
        self.found += [given[name] for name in ("href", "hx-get", "data-poll", "src") if given.get(name)]
        if tag == "form" and given.get("method", "get").lower() == "get":
            self.form, self.asks = given.get("action", ""), {}
        if self.form is not None and tag == "input" and given.get("type", "text") in ("text", "search"):
            self.asks[given.get("name", "")] = WORD

    def handle_endtag(self, tag: str) -> None:
        """A search form asks for the word that stands beside the canaries."""
        if tag == "form" and self.form is not None and self.asks:
            self.found.append(f"{self.form}?{urlencode(self.asks)}")
            self.form = None


def ways_of(address: str, response: HttpResponseBase) -> set[str]:
    """The addresses of this site that an answer leads to."""
    leads = [response.headers["Location"]] if response.headers.get("Location") else []
    if response.headers.get("Content-Type", "").startswith("text/html"):
        parser = Ways()
        parser.feed(response.getvalue().decode())  # type: ignore[attr-defined]
        leads += parser.found
    whole = {urldefrag(urljoin(address, lead)).url for lead in leads}
    return {one for one in whole if one.startswith("/") and not one.startswith(("/static/", "/account"))}


def crawl(browser: Client, first: Collection[str]) -> Iterator[tuple[str, str]]:
    """Address and words of every page that can be reached from these; the first ones also as htmx asks for them."""
    waiting, seen = sorted(first), set(first)
    while waiting:
        address = waiting.pop()
        response = browser.get(address)
        yield address, words_of(response)
        if address in first and response.status_code == 200:
            yield address, words_of(browser.get(address, headers={"HX-Request": "true"}))
        new = {way for way in ways_of(address, response) if worth(way)} - seen
        seen |= new
        waiting += sorted(new)


def look(browser: Client, first: Collection[str]) -> Iterator[tuple[str, str]]:
    """Address and words of these pages only, or of the page to which one of them sends."""
    for address in sorted(first):
        yield address, words_of(browser.get(address, follow=True))


REFUSES_POSTS = 405
NONSENSE = {"key": "geen", "seen": "x", "version": "-1", "text": "a\x00b", "to": "x", "day": "31-31", "choice": "?"}
"""What no form takes; beside it a post names what is confidential, which no refusal may echo in words."""


def posts(browser: Client, first: Collection[str], about: Mapping[str, Any]) -> Iterator[tuple[str, int, str]]:
    """Address, status and words of what a wrong form gets at each address; what one changed is taken back."""
    for address in sorted(first):
        with taken_back():
            response = browser.post(address, {**NONSENSE, **about})
            yield address, response.status_code, words_of(response)


def taking_posts(asked: Collection[str]) -> frozenset[str]:
    """Those addresses that take a post at all."""
    with taken_back():
        return frozenset(address for address in asked if Client().post(address).status_code != REFUSES_POSTS)


def worth(address: str) -> bool:
    """Not the days of a calendar, which lead to one empty form, nor articles on which no decision rests."""
    if "/artikelen/" in address:
        return "/artikelen/12" in address
    return "dag=" not in urlsplit(address).query
