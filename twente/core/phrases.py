"""Small Dutch phrases that every room uses: names in a row, a code for the eye (pure)."""

from collections.abc import Iterable


def listed(names: Iterable[str]) -> str:
    """Almelo, Losser en Rijssen-Holten; nothing for nobody"""
    *first, last = list(names) or [""]
    return f"{', '.join(first)} en {last}" if first else last


def spaced(code: str) -> str:
    """A checksum in groups of eight, to compare by eye."""
    return " ".join(code[start : start + 8] for start in range(0, len(code), 8))
