"""Reading a rulebook strictly: the records are their own schema, and every mistake says where it stands.

The types of a frozen dataclass say what its table in the file must hold: `ArticleRef` an article that exists,
`Length | None` a term or "none", `tuple[Test, ...]` a list of tables. Missing, unknown and wrong keys are
refused with file, key and reason. What an agreement does not arrange is written "none"; only a field with a
default may be left out.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Annotated, Any, get_args, get_origin, get_type_hints

NONE = "none"


class RulebookError(ValueError):
    """A mistake in a rulebook: which file, which key, and why, in Dutch."""

    def __init__(self, file: str, key: str, reason: str) -> None:
        super().__init__(f"{file}: {key}: {reason}")
        self.file, self.key, self.reason = file, key, reason


@dataclass(frozen=True)
class Place:
    """Where a value stands, and the names that the rest of the file offers to point at."""

    file: str
    names: Mapping[str, Collection[str]]
    key: str = ""

    def at(self, part: str) -> "Place":
        """One step deeper."""
        return replace(self, key=f"{self.key}.{part}" if self.key else part)

    def wrong(self, reason: str) -> RulebookError:
        """The mistake that stands here."""
        return RulebookError(self.file, self.key or "bestand", reason)


Reader = Callable[[Any, Place], Any]
"""Turns a value of the TOML file into a value of the rulebook, or refuses it."""

_KINDS = {
    str: "tekst",
    bool: "true of false",
    int: "een geheel getal",
    date: "een datum, zoals 2021-02-01",
    list: "een lijst",
    dict: "een tabel",
}


def exactly(kind: type) -> Reader:
    """A value of this type and no other: true is not a number, a moment is not a day."""

    def read(value: Any, place: Place) -> Any:
        if type(value) is not kind:
            raise place.wrong(f"hier hoort {_KINDS[kind]}, niet {value!r}.")
        return value

    return read


_list, _table = exactly(list), exactly(dict)


def text(value: Any, place: Place) -> str:
    """Text that says something."""
    if not str(exactly(str)(value, place)).strip():
        raise place.wrong("de tekst is leeg.")
    return str(value)


def matching(pattern: str, example: str) -> Reader:
    """Text of one form, such as a key or a party code."""

    def read(value: Any, place: Place) -> str:
        if not re.fullmatch(pattern, text(value, place)):
            raise place.wrong(f"“{value}” heeft niet de juiste vorm; schrijf bijvoorbeeld “{example}”.")
        return str(value)

    return read


def one_of(*allowed: str) -> Reader:
    """One word out of a closed list."""

    def read(value: Any, place: Place) -> str:
        if text(value, place) not in allowed:
            raise place.wrong(f"“{value}” bestaat niet; kies uit {', '.join(allowed)}.")
        return str(value)

    return read


def ref(kind: str, label: str) -> Reader:
    """The name of something that stands elsewhere in the same file."""

    def read(value: Any, place: Place) -> str:
        if text(value, place) not in place.names[kind]:
            raise place.wrong(f"{label} “{value}” staat niet in dit rulebook.")
        return str(value)

    return read


def fraction(value: Any, place: Place) -> Fraction:
    """A share between 0 and 1, written as "1/2": never a percentage, never a decimal."""
    match = re.fullmatch(r"(\d+)/([1-9]\d*)", value) if isinstance(value, str) else None
    if match is None:
        raise place.wrong(f"{value!r} is geen breuk tussen aanhalingstekens; schrijf bijvoorbeeld “1/2”.")
    share = Fraction(int(match[1]), int(match[2]))
    if not 0 < share <= 1:
        raise place.wrong(f"{value} ligt niet tussen 0 en 1.")
    return share


def positive(value: Any, place: Place) -> int:
    """A whole number from 1: cents, seats, a version, a year."""
    number = int(exactly(int)(value, place))
    if number < 1:
        raise place.wrong(f"{number} is kleiner dan 1.")
    return number


Text = Annotated[str, text]
Key = Annotated[str, matching(r"[a-z][a-z0-9_]*", "gewoon")]
Number = Annotated[int, positive]
Share = Annotated[Fraction, fraction]
ArticleRef = Annotated[str, ref("article", "artikel")]
ReadingRef = Annotated[str, ref("reading", "lezing")]
PartyRef = Annotated[str, ref("party", "partij")]
DecisionRef = Annotated[str, ref("decision", "besluit")]
OfficeRef = Annotated[str, ref("office", "ambt")]
StepRef = Annotated[str, ref("dispute_step", "stap")]


def reader_for(hint: Any) -> Reader:
    """The reader that a type asks for."""
    origin, inside = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return next(extra for extra in inside[1:] if callable(extra))
    if origin is UnionType or NoneType in inside:
        return _or_none(reader_for(next(part for part in inside if part is not NoneType)))
    if origin is tuple:
        return _records(inside[0]) if is_dataclass(inside[0]) else _several(reader_for(inside[0]))
    if origin is Mapping:
        return _mapping(reader_for(inside[0]), reader_for(inside[1]))
    return record(hint) if isinstance(hint, type) and is_dataclass(hint) else exactly(hint)


def _or_none(reader: Reader) -> Reader:
    return lambda value, place: None if value == NONE else reader(value, place)


def _several(reader: Reader) -> Reader:
    def read(value: Any, place: Place) -> tuple[Any, ...]:
        items = enumerate(_list(value, place), start=1)
        return tuple(reader(item, place.at(str(index))) for index, item in items)

    return read


def _mapping(names: Reader, values: Reader) -> Reader:
    def read(value: Any, place: Place) -> Mapping[str, Any]:
        table = _table(value, place)
        pairs = {names(name, place.at(name)): values(item, place.at(name)) for name, item in table.items()}
        return MappingProxyType(pairs)

    return read


def _records(cls: Any) -> Reader:
    """A list of tables, each known by its first field, which stands there once; "none" is the empty list."""
    by, read_one = fields(cls)[0].name, record(cls)

    def read(value: Any, place: Place) -> tuple[Any, ...]:
        made: dict[str, Any] = {}
        for index, item in enumerate([] if value == NONE else _list(value, place), start=1):
            name = str(item.get(by, index)) if isinstance(item, dict) else str(index)
            if name in made:
                raise place.at(name).wrong("deze sleutel komt twee keer voor.")
            made[name] = read_one(item, place.at(name))
        return tuple(made.values())

    return read


def named(cls: Any, field_name: str, names: Reader) -> Reader:
    """A table of tables, each of which carries its own name: [article."12.3"], [reading.R1]; or "none"."""
    read_one = record(cls)

    def read(value: Any, place: Place) -> Mapping[str, Any]:
        made = {}
        for name, item in ({} if value == NONE else _table(value, place)).items():
            here = place.at(name)
            made[names(name, here)] = replace(read_one(item, here), **{field_name: name})
        return MappingProxyType(made)

    return read


@cache
def record(cls: Any) -> Reader:
    """A table whose keys are exactly the fields of the class."""
    hints = get_type_hints(cls, include_extras=True)
    own = [entry for entry in fields(cls) if entry.name not in cls.given]
    known = {cls.sections.get(entry.name, entry.name): entry for entry in own}
    readers = {name: reader_for(hints[entry.name]) for name, entry in known.items()}

    def read(value: Any, place: Place) -> Any:
        table = _table(value, place)
        _refuse_other_keys(table, known, place)
        made = cls(**{known[name].name: readers[name](table[name], place.at(name)) for name in table})
        for name, reason in made.mistakes():
            raise place.at(name).wrong(reason)
        return made

    return read


def _refuse_other_keys(table: Mapping[str, Any], known: Mapping[str, "Field[Any]"], place: Place) -> None:
    for name in table:
        if name not in known:
            raise place.at(name).wrong("deze sleutel bestaat niet.")
    for name, entry in known.items():
        if name not in table and entry.default is MISSING:
            raise place.at(name).wrong(f"deze sleutel ontbreekt; schrijf “{NONE}” als er niets is geregeld.")


class Record:
    """A table of a rulebook.

    `given` names the fields that do not come out of the table, `sections` those with another name there.
    """

    given: frozenset[str] = frozenset()
    sections: Mapping[str, str] = MappingProxyType({})

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """What is wrong between the fields: key and reason."""
        return iter(())
