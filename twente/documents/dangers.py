"""What a PDF may not bring along: anything that acts by itself, and files inside the file.

`pdf.objects` visits indirect objects only and would miss a script that is written inline, so every dictionary and
array is walked from every object. A signed PDF is never cleaned, since that would break its signature: it is refused.
"""

from collections.abc import Iterator
from typing import Any

import pikepdf

MOST_IMAGE_PIXELS = 150_000_000
KEYS = {
    "/JS": "een script",
    "/JavaScript": "een script",
    "/AA": "een handeling die vanzelf start",
    "/EmbeddedFiles": "een ander bestand",
    "/EmbeddedFile": "een ander bestand",
    "/EF": "een ander bestand",
    "/XFA": "een XFA-formulier",
    "/RichMedia": "beeld of geluid dat afspeelt",
    "/RichMediaContent": "beeld of geluid dat afspeelt",
}
"""Key of a dictionary → what it stands for, in the words of the refusal."""
ACTIONS = {
    "/JavaScript": "een script",
    "/Launch": "een opdracht om een programma te starten",
    "/SubmitForm": "een formulier dat gegevens verstuurt",
    "/ImportData": "een opdracht om gegevens te laden",
    "/GoToE": "een ander bestand",
    "/Rendition": "beeld of geluid dat afspeelt",
    "/Movie": "beeld of geluid dat afspeelt",
    "/Sound": "beeld of geluid dat afspeelt",
}
"""Kind of an action → the same."""
VIEWS = ("/GoTo", "/Named")


def danger_in(pdf: pikepdf.Pdf) -> str:
    """What this PDF brings along that we refuse, in words; empty when there is nothing."""
    return next((found for each in dictionaries(pdf) if (found := danger_of(each))), "")


def dictionaries(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary of the file once: of objects, of streams, and those written inside others, however deep."""
    waiting: list[Any] = [pdf.trailer, *pdf.objects]
    seen: set[tuple[int, int]] = set()
    while waiting:
        each = waiting.pop()
        if not isinstance(each, pikepdf.Object):
            continue
        if each.is_indirect:
            if each.objgen in seen:
                continue
            seen.add(each.objgen)
        if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
            yield each
            waiting.extend(value for _, value in each.items())
        elif isinstance(each, pikepdf.Array):
            waiting.extend(each)


def danger_of(each: Any) -> str:
    """What this one dictionary holds that we refuse."""
    for key in each.keys():  # noqa: SIM118 - a dictionary of pikepdf is no mapping
        if key in KEYS:
            return KEYS[key]
        if key == "/OpenAction" and not is_view(each[key]):
            return "een handeling die vanzelf start"
    action = each.get("/S")
    if isinstance(action, pikepdf.Name) and str(action) in ACTIONS and is_action(each):
        return ACTIONS[str(action)]
    if too_many_pixels(each):
        return "een afbeelding met te veel beeldpunten"
    return ""


def is_view(opening: Any) -> bool:
    """Whether opening only shows a page: office programs write at which page and zoom a document opens."""
    if isinstance(opening, pikepdf.Dictionary):
        return str(opening.get("/S", "")) in VIEWS and "/Next" not in opening
    return isinstance(opening, pikepdf.Array | pikepdf.Name | pikepdf.String)


def is_action(each: Any) -> bool:
    """Whether the dictionary can be an action: `/S` also names the kind of a structure element or of a group."""
    return str(each.get("/Type", "/Action")) == "/Action"


def too_many_pixels(each: Any) -> bool:
    """Whether this is an image that would fill the memory of whoever opens it."""
    if str(each.get("/Subtype", "")) != "/Image":
        return False
    try:
        return int(each.get("/Width", 0)) * int(each.get("/Height", 0)) > MOST_IMAGE_PIXELS
    except (TypeError, ValueError):
        return True
