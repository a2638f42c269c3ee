"""What is confidential in minutes goes into an annex; the public document only counts the item (BOK-8h). Pure."""

import json
from collections.abc import Collection, Iterable
from typing import cast

from meetings.rules.minutes import Content, ItemContent

TITLE = "Besloten punt"


def public_part(content: Content, closed: Collection[int]) -> Content:
    """The content with nothing of the closed items (ids) but their number."""
    items = [closed_item(item) if item["id"] in closed else item for item in content["items"]]
    return cast("Content", {**content, "items": items})


def annex_of(content: Content, closed: Collection[int]) -> Content | None:
    """The content with only the closed items; None when there are none."""
    items = [item for item in content["items"] if item["id"] in closed]
    return cast("Content", {**content, "items": items, "annex": True}) if items else None


def closed_item(item: ItemContent) -> ItemContent:
    """What the public reads of a closed item."""
    return {
        "id": item["id"],
        "number": item["number"],
        "title": TITLE,
        "status": "",
        "kind": "",
        "article": "",
        "decides": False,
        "line": [],
        "text": "",
        "decisions": [],
        "closed": True,
    }


def opened_for(public: Content, annex: Content | None, readable: Collection[int]) -> Content:
    """The public content with the closed items that somebody may read in their place."""
    own = {item["id"]: item for item in annex["items"] if item["id"] in readable} if annex else {}
    items = [own.get(item["id"], item) for item in public["items"]]
    return cast("Content", {**public, "items": items})


def leaks(public: Content, annex: Content | None) -> tuple[int, ...]:
    """Numbers of annex items of which the public content holds more than the number."""
    if annex is None:
        return ()
    shown = {item["id"]: item for item in public["items"]}
    text = json.dumps(public, ensure_ascii=False)
    return tuple(
        item["number"]
        for item in annex["items"]
        if shown.get(item["id"]) != closed_item(item) or any(word in text for word in words_of(item))
    )


def words_of(item: ItemContent) -> Iterable[str]:
    """Pieces of a closed item that the public may not find, as they stand in JSON; short ones say nothing."""
    pieces = [item["text"], *(decision["text"] for decision in item["decisions"])]
    return (json.dumps(piece, ensure_ascii=False)[1:-1] for piece in pieces if len(piece) > 20)
