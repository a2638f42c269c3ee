"""What the runners of worked examples share (contract in tests/cases/FORMAT.md; pure)."""

from collections.abc import Collection, Mapping
from typing import Any


class UnknownCase(ValueError):
    """The file asks something that no runner knows; it counts as failed, never as skipped."""


INFORMATION = frozenset({"id", "titel", "title", "toelichting", "note", "source", "basis", "soft", "recommended"})
"""Keys that tell a reader something and change nothing."""


def check_keys(given: Mapping[str, Any], *, required: Collection[str], optional: Collection[str] = frozenset()) -> None:
    """Refuse a combination of keys that the runner would not read in full. Raises UnknownCase."""
    missing = [key for key in required if key not in given]
    surplus = [key for key in given if key not in required and key not in optional and key not in INFORMATION]
    if missing or surplus:
        raise UnknownCase(f"missing keys {missing}, unknown keys {surplus}")
