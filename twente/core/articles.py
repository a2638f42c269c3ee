"""Article numbers as people write them: "12.3" is "artikel 12, lid 3", "8a" is "artikel 8, onder a".

One notation inside the software: article, then "." and the paragraph (lid), then the letter (onder) without
a dot. Everything else is a way of showing it or of reading what somebody typed. Every requirement id
(BOK-12.3, UHO-7.1) carries its article in this notation.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

_NUMBER = re.compile(r"(?P<article>[1-9]\d*)(?:\.(?P<paragraph>[1-9]\d*))?(?P<letter>[a-z])?")
_WORDS = re.compile(
    r"(?:art(?:ikel|\.)?\s*)?(?P<article>[1-9]\d*)"
    r"(?:\.(?P<short_paragraph>[1-9]\d*)|,?\s*lid\s+(?P<paragraph>[1-9]\d*))?"
    r"(?:(?P<short_letter>[a-z])|,?\s*(?:onder|sub)\s+(?P<letter>[a-z]))?",
    re.IGNORECASE,
)
_NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


class NotAnArticle(ValueError):
    """The text is not an article number."""


class Parts(NamedTuple):
    """An article number taken apart; 0 and "" stand for "the whole article" and "no letter"."""

    article: int
    paragraph: int
    letter: str


def parts(number: str) -> Parts:
    """Take "12.3", "8a" or "6.3a" apart. Raises NotAnArticle."""
    match = _NUMBER.fullmatch(number)
    if match is None:
        raise NotAnArticle(f"“{number}” is geen artikelnummer; schrijf bijvoorbeeld 12.3 of 8a.")
    return Parts(int(match["article"]), int(match["paragraph"] or 0), match["letter"] or "")


def parse(written: str) -> str:
    """Read "artikel 12, lid 3", "art. 8 onder a" or "12.3" as "12.3" or "8a". Raises NotAnArticle."""
    match = _WORDS.fullmatch(written.strip())
    if match is None:
        raise NotAnArticle(f"“{written}” is geen artikel; schrijf bijvoorbeeld artikel 12, lid 3.")
    paragraph = match["paragraph"] or match["short_paragraph"]
    letter = (match["letter"] or match["short_letter"] or "").lower()
    return match["article"] + (f".{paragraph}" if paragraph else "") + letter


def full(number: str) -> str:
    """ "12.3" as "artikel 12, lid 3"; "8a" as "artikel 8, onder a"."""
    article, paragraph, letter = parts(number)
    lid = f", lid {paragraph}" if paragraph else ""
    onder = f", onder {letter}" if letter else ""
    return f"artikel {article}{lid}{onder}"


def short(number: str) -> str:
    """ "12.3" as "art. 12.3", with a space that does not break."""
    parts(number)
    return f"art.{_NO_BREAK_SPACE}{number}"


def anchor(number: str) -> str:
    """The id of the article on its page and in its address: "12.3" is "artikel-12-3", "8a" "artikel-8-a"."""
    article, paragraph, letter = parts(number)
    return "-".join(str(part) for part in ("artikel", article, paragraph, letter) if part)


def from_anchor(slug: str) -> str:
    """The article number behind an anchor. Raises NotAnArticle."""
    match = re.fullmatch(r"artikel-([1-9]\d*)(?:-([1-9]\d*))?(?:-([a-z]))?", slug)
    if match is None:
        raise NotAnArticle(f"“{slug}” wijst geen artikel aan.")
    article, paragraph, letter = match.groups(default="")
    return article + (f".{paragraph}" if paragraph else "") + letter


def within(number: str, whole: str) -> bool:
    """Whether an article is, or stands inside, another: "8a" is within "8", "8" is not within "8a"."""
    inner, outer = parts(number), parts(whole)
    return (
        inner.article == outer.article
        and outer.paragraph in (0, inner.paragraph)
        and outer.letter in ("", inner.letter)
    )


def in_order(numbers: Iterable[str]) -> list[str]:
    """Article numbers in the order of the agreement: 2.2 before 8a, 8a before 12.3."""
    return sorted(numbers, key=parts)
