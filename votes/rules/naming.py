"""Whether two written names are the same person's: case and spaces make no difference, letters do (BOK-6.3)."""

from collections.abc import Iterable


def bare(name: str) -> str:
    """The name as it is compared: one space between words, no capitals."""
    return " ".join(name.split()).casefold()


def spelled(name: str, known: Iterable[str]) -> str:
    """The name as it was written the first time, when somebody wrote it before; else with single spaces."""
    first = next((other for other in known if bare(other) == bare(name)), name)
    return " ".join(first.split())
