"""Pure rules of openness: what few may read, and what is left of it for everybody else (HLB-9c; Awb 2:5)."""

from collections.abc import Container, Mapping
from datetime import date
from typing import Any

PUBLIC, CLOSED, SECRET = "public", "closed", "secret"
"""Levels of openness: the values of an item's `confidentiality`."""
KEPT = ("id", "position", "minutes", "confidentiality")
"""What everybody may know of a confidential item: that it is there, its number and its minutes."""
BLANKS: Mapping[type, Any] = {str: "", bool: False, int: 0, list: [], dict: {}}


def is_confidential(level: str, until: date | None, on: date) -> bool:
    """Whether few may read it on a day (Amsterdam); `until` is the last day, None is until it is lifted."""
    return level != PUBLIC and (until is None or until >= on)


def veil(row: Mapping[str, Any], title: str) -> dict[str, Any]:
    """A frozen item for who may not read it. What is not named in KEPT is emptied, also what is added later."""
    empty = {key: BLANKS.get(type(value)) for key, value in row.items() if key not in KEPT}
    return {key: row[key] for key in KEPT if key in row} | empty | {"title": title, "veiled": True}


def veiled(content: Mapping[str, Any], hidden: Container[int], title: str) -> dict[str, Any]:
    """A frozen agenda in which the items with these ids are veiled."""
    rows = [veil(row, title) if row["id"] in hidden else dict(row) for row in content["items"]]
    return {**content, "items": rows}


def confidential_ids(*contents: Mapping[str, Any]) -> set[int]:
    """The items that were confidential when one of these agendas was frozen; the earliest agendas name no openness."""
    rows = (row for content in contents for row in content["items"])
    return {row["id"] for row in rows if row.get("confidentiality", PUBLIC) != PUBLIC}
