"""From TOML text to a rulebook, or to one clear mistake."""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, cast

from twente.core.agreement.fields import Place, RulebookError, record
from twente.core.agreement.rulebook import Rulebook

_SHIPPED = Path(__file__).parent.parent / "agreements"
_POINTED_AT: Mapping[str, str] = {
    "article": "",
    "reading": "",
    "party": "code",
    "decision": "key",
    "office": "key",
    "dispute_step": "key",
}
"""What a rulebook may point at: the table or list, and for a list the key that names its entries."""


def load(source: str, *, name: str) -> Rulebook:
    """Read a rulebook from its text. `name` is the file that a mistake names. Raises RulebookError."""
    book = read(_toml(source, name), name=name)
    return replace(book, source=source, sha256=hashlib.sha256(source.encode()).hexdigest())


def read(document: Mapping[str, Any], *, name: str) -> Rulebook:
    """Read a rulebook from a parsed document. Raises RulebookError, and nothing else, whatever it holds."""
    names = {kind: _names(document.get(kind), by) for kind, by in _POINTED_AT.items()}
    return cast("Rulebook", record(Rulebook)(document, Place(name, names)))


def load_file(path: Path) -> Rulebook:
    """Read a rulebook from a file. Raises RulebookError, also when the file is not UTF-8."""
    try:
        source = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise RulebookError(path.name, "bestand", "dit bestand is geen UTF-8-tekst.") from error
    return load(source, name=path.name)


@cache
def shipped() -> tuple[Rulebook, ...]:
    """The rulebooks that come with the product, by key. Raises RulebookError."""
    return tuple(sorted(map(load_file, _SHIPPED.glob("*.toml")), key=lambda book: book.key))


def _toml(source: str, name: str) -> dict[str, Any]:
    """The TOML document; a key that stands there twice is a mistake of TOML itself."""
    try:
        return tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        number = int(found[1]) if found else len(source.splitlines())
        written = source.splitlines()[number - 1].strip() if source.strip() else ""
        key = re.split(r"[=\]]", written.lstrip("["), maxsplit=1)[0].strip() or "bestand"
        twice = re.search(r"overwrite|twice|mutable|defined", str(error), re.IGNORECASE)
        reason = "deze sleutel komt twee keer voor." if twice else f"geen geldige TOML ({error})."
        raise RulebookError(name, key, f"regel {number}: {reason}") from error


def _names(section: Any, by: str) -> frozenset[str]:
    """The names that a section offers; a section of the wrong form offers none, and is refused itself."""
    if isinstance(section, dict):
        return frozenset(section)
    entries = section if isinstance(section, list) else []
    return frozenset(str(entry[by]) for entry in entries if isinstance(entry, dict) and by in entry)
