"""Our own font inside a signature field: the default of the signing library is not embedded, which PDF/A forbids."""

import unicodedata
from functools import cache
from io import BytesIO
from typing import Any

from twente.documents.rendering import STATIC

FOLDER = STATIC / "fonts" / "print"
NAMES = {400: "SourceSans3-Regular", 600: "SourceSans3-Semibold"}
POSTSCRIPT_NAME = 6
# Left out: tables about layout, which two merged fonts would contradict each other in.
LAYOUT_TABLES = ["GSUB", "GPOS", "GDEF", "BASE", "STAT"]


@cache
def true_type(weight: int) -> bytes:
    """The web font of this weight as one TrueType font, with the letters of all European languages."""
    from fontTools.merge import Merger, Options

    merged = Merger(Options(drop_tables=LAYOUT_TABLES)).merge(
        [_unpacked(f"source-sans-3-{part}{weight}.woff2") for part in ("", "ext-")]
    )
    for record in merged["name"].names:
        if record.nameID == POSTSCRIPT_NAME:
            record.string = NAMES[weight]
    return _saved(merged).getvalue()


def drawable(text: str) -> str:
    """The text in characters that the font has: an unknown letter loses its accent, an unknown sign disappears."""
    known = _characters()
    shown = []
    for character in unicodedata.normalize("NFC", text):
        plain = unicodedata.normalize("NFKD", character)
        shown.append(character if character in known else "".join(part for part in plain if part in known))
    return "".join(shown)


@cache
def _characters() -> frozenset[str]:
    from fontTools.ttLib import TTFont

    return frozenset(chr(code) for code in TTFont(BytesIO(true_type(400))).getBestCmap())


def _unpacked(name: str) -> BytesIO:
    from fontTools.ttLib import TTFont

    font = TTFont(FOLDER / name)
    font.flavor = None
    return _saved(font)


def _saved(font: Any) -> BytesIO:
    output = BytesIO()
    font.save(output)
    output.seek(0)
    return output
