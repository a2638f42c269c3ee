"""A mail in two forms: the HTML says what the text says, is whole, and fetches nothing (issue 7, build 6)."""

from html.parser import HTMLParser

import pytest
from django.core.mail import BadHeaderError
from django.test import override_settings

from twente.core.letter.parts import Kind, blocks
from twente.core.letter.writing import html_of, written

SITE = "https://overleg.example"
VOID = {"meta", "br", "link", "img", "hr", "input"}
AGENDA = f"""Geachte mevrouw Jansen,

De agenda van het bestuurlijk overleg staat klaar.

Wanneer: woensdag 2 december 2026, 10.00–12.00 uur
Waar: stadhuis Enschede

Agenda
1. Opening (ter kennisname, 5 minuten)
2. Koers (ter besluitvorming, 20 minuten)

Lees de agenda met toelichting: {SITE}/bok-ses/vergaderingen/3/
De uitnodiging voor uw eigen agenda is bijgevoegd.
"""
DIGEST = f"""Geachte heer De Vries,

Dit is er nieuw voor u.

Stukken
- 3 nieuwe stukken bij het bestuurlijk overleg
  {SITE}/bok-ses/vergaderingen/3/
  Deze berichten stoppen: {SITE}/mails-stoppen/abc/

Alle mails instellen: {SITE}/mails/
"""
TERMS = f"""Geachte mevrouw Jansen,

Dit vraagt uw aandacht:

- Agenda versturen: 2 december 2026 (artikel 5, lid 7)
  Uiterlijk woensdag 25 november 2026.
  {SITE}/bok-ses/vergaderingen/3/

- Voor uw eigen lijst
  Zonder link.

Alle termijnen: {SITE}/termijnen/
"""
HOSTILE = f"""Geachte <script>alert(1)</script> & "O'Neill",

Waar: <img src=https://elders.example/pixel.gif onerror=alert(1)>
Klik hier: https://elders.example/inloggen
- punt {{{{ 7|add:7 }}}} </li></ul><style>*{{display:none}}</style>

Lezen: {SITE}/x?a=1&b="2"
"""
pytestmark = pytest.mark.usefixtures("site")


@pytest.fixture
def site():
    with override_settings(SITE_URL=SITE):
        yield


class Reader(HTMLParser):
    """Reads HTML as a person does, with the address after what is linked; keeps what is open and what is fetched."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.open: list[str] = []
        self.addresses: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "a":
            self.addresses.append(dict(attrs)["href"])

    def handle_endtag(self, tag):
        assert self.open.pop() == tag
        if tag == "a":
            self.words.append(self.addresses[-1])

    def handle_data(self, data):
        if "body" in self.open:
            self.words.append(data)


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert not reader.open
    return reader


def words(text: str) -> list[str]:
    """What is said, without the colon before an address and the dash before a line, which only a text needs."""
    return [word.rstrip(":") for word in text.split() if word != "-"]


@pytest.mark.parametrize("body", [AGENDA, DIGEST, TERMS, HOSTILE, "Eén regel.\n", ""])
def test_both_forms_say_the_same_in_the_same_order(body: str) -> None:
    said = read(html_of("Bekijk de agenda", body)).words
    assert words(" ".join(said)) == ["Bestuurlijk", "overleg", "Bekijk", "de", "agenda", *words(body)]


def test_what_others_typed_stays_text() -> None:
    subject = "</title><script>x</script>"
    reader = read(html_of(subject, HOSTILE))
    assert {tag for tag, _ in reader.tags} <= {
        *("html", "head", "meta", "title", "style", "body", "table", "tbody", "tr", "td"),
        *("h1", "h2", "p", "b", "br", "ul", "li", "a"),
    }
    assert reader.addresses == [f'{SITE}/x?a=1&b="2"']
    assert sum(tag == "style" for tag, _ in reader.tags) == 1


@pytest.mark.parametrize("body", [AGENDA, DIGEST, HOSTILE])
def test_nothing_is_fetched_and_nobody_is_counted(body: str) -> None:
    html = html_of("Onderwerp", body)
    for _, attributes in read(html).tags:
        assert not {"src", "srcset", "background", "poster", "data"} & set(attributes)
        assert not [name for name in attributes if name.startswith("on")]
    style = html.partition("<style>")[2].partition("</style>")[0]
    assert "url(" not in html
    assert "@import" not in html
    assert "prefers-color-scheme: dark" in style


@pytest.mark.parametrize(
    "near", [f"{SITE}.elders.example/", "https://elders.example/", "http://overleg.example/", SITE]
)
def test_only_our_own_addresses_become_links(near: str) -> None:
    (block,) = blocks(f"Lezen: {near}", site=SITE)
    assert block.kind in (Kind.FACTS, Kind.TEXT)


def test_the_one_thing_to_do_is_the_button_and_a_list_of_links_has_none() -> None:
    kinds = [block.kind for block in blocks(AGENDA, site=SITE)]
    assert kinds == [Kind.TEXT, Kind.TEXT, Kind.FACTS, Kind.HEADING, Kind.ITEMS, Kind.BUTTON, Kind.TEXT]
    kinds = [block.kind for block in blocks(DIGEST, site=SITE)]
    assert kinds == [Kind.TEXT, Kind.TEXT, Kind.HEADING, Kind.ITEMS, Kind.LINK, Kind.LINK]


def test_the_text_comes_first_and_the_styles_stand_in_the_tags() -> None:
    message = written("Onderwerp", AGENDA, ["a@voorbeeld.example"]).message()
    assert [part.get_content_type() for part in message.get_payload()] == ["text/plain", "text/html"]
    (href,) = [attributes for tag, attributes in read(html_of("Onderwerp", AGENDA)).tags if tag == "a"]
    assert "background-color: #0b5d6b" in str(href["style"])


@pytest.mark.parametrize("bad", ["Onderwerp\nBcc: x@elders.example", "Onderwerp\r\nX: y"])
def test_a_subject_cannot_add_a_header(bad: str) -> None:
    with pytest.raises(BadHeaderError):
        written(bad, AGENDA, ["a@voorbeeld.example"]).message()


def test_an_address_cannot_add_a_header() -> None:
    with pytest.raises(BadHeaderError):
        written("Onderwerp", AGENDA, ["a@voorbeeld.example\nBcc: x@elders.example"]).message()


def test_a_huge_text_is_still_one_letter() -> None:
    assert html_of("Lang", "regel\n" * 20_000).count("<br>") == 19_999
