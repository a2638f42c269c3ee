"""What a StatLine table would bring in, and every objection against it (pure; R5, R17)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from twente.core.dates import full_date
from twente.core.money import format_number
from twente.core.statline.reading import Entry, Status, Unreadable, entries, key

MOST_ROWS = 50_000
"""All regions of the country over thirty years fit in."""

MOST_INHABITANTS = 1_500_000
"""More than any Dutch municipality; catches a digit too many."""

EMPTY = frozenset({"", ".", "..", "-", "x", "…"})
"""How CBS writes that there is no figure, for instance of a dissolved municipality."""

SUFFIXES = frozenset({"o.", "gld.", "l.", "nh.", "zh.", "nb.", "fr.", "gr.", "dr.", "u.", "z.", "fl.", "gemeente"})
"""What CBS adds to the name of a municipality; others, such as (SG) and (PV), mean a larger region."""


@dataclass(frozen=True)
class Wanted:
    """A party whose figure is looked for: its CBS code ("GM0164") and its name ("Hengelo")."""

    code: str
    name: str


@dataclass(frozen=True)
class Figure:
    """Inhabitants of a party, with the name and the line under which the file has them."""

    code: str
    name: str
    name_in_file: str
    inhabitants: int
    line: int


@dataclass(frozen=True)
class FigureSet:
    """The figures per one reference date, in the order in which the parties were asked for."""

    reference_date: date
    status: Status
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Problem:
    """An objection in Dutch. `line` of the file (record of a JSON file), `reference_date` when it is about one year."""

    line: int | None
    sentence: str
    reference_date: date | None = None


@dataclass(frozen=True)
class ImportPreview:
    """What the file holds for the wanted parties. `unmatched` are the regions in it that nobody asked for."""

    sets: tuple[FigureSet, ...] = ()
    unmatched: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def ready(self) -> tuple[FigureSet, ...]:
        """The years that can be taken over: complete, and free of objections."""
        spoilt = {problem.reference_date for problem in self.problems}
        return () if None in spoilt else tuple(found for found in self.sets if found.reference_date not in spoilt)


def preview(data: bytes, wanted: Sequence[Wanted], *, most_rows: int = MOST_ROWS) -> ImportPreview:
    """Read a StatLine download (CSV or OData JSON) for these parties. A bad file gives problems, never an error."""
    try:
        found = [entry for entry in entries(data, most_rows=most_rows) if entry.value.casefold() not in EMPTY]
    except Unreadable as refused:
        return ImportPreview(problems=(Problem(refused.line, refused.sentence),))
    parties, problems = _matches({key(entry.region): entry.region for entry in found}, wanted)
    gathering = _Gathering(problems)
    for entry in found:
        party = parties.get(key(entry.region))
        if party is not None:
            gathering.add(entry, party)
    if not parties:
        gathering.problems.append(
            Problem(None, "In dit bestand staat geen van de gevraagde partijen met een inwonertal.")
        )
    sets = gathering.sets(wanted)
    unmatched = {entry.region for entry in found if key(entry.region) not in parties}
    return ImportPreview(sets, tuple(sorted(unmatched)), tuple(gathering.problems))


@dataclass
class _Gathering:
    """Figures collected per year and party while the entries go by."""

    problems: list[Problem]
    figures: dict[date, dict[str, Figure | None]] = field(default_factory=dict)
    """None marks a party whose figure was refused: named already, so not missing."""
    statuses: dict[date, Status] = field(default_factory=dict)

    def add(self, entry: Entry, party: Wanted) -> None:
        day = entry.period.reference_date
        objection = _objection(entry.value)
        of_year = self.figures.setdefault(day, {})
        if day not in self.statuses or entry.period.status is Status.PROVISIONAL:
            self.statuses[day] = entry.period.status
        earlier = of_year.get(party.code)
        if objection:
            of_year.setdefault(party.code, None)
            self._object(entry, f"Het inwonertal van {party.name} per {full_date(day)} {objection}")
        elif earlier is not None and earlier.inhabitants != int(entry.value):
            self._object(
                entry,
                f"{party.name} heeft per {full_date(day)} nog een ander inwonertal op regel {earlier.line}. "
                "Kies in StatLine alleen totalen, niet per geslacht of leeftijd.",
            )
        elif earlier is None:
            of_year[party.code] = Figure(party.code, party.name, entry.region, int(entry.value), entry.line)

    def _object(self, entry: Entry, sentence: str) -> None:
        self.problems.append(Problem(entry.line, sentence, entry.period.reference_date))

    def sets(self, wanted: Sequence[Wanted]) -> tuple[FigureSet, ...]:
        """The sets by date; who is missing from a year becomes a problem of that year."""
        return tuple(self._set(day, wanted) for day in sorted(self.figures))

    def _set(self, day: date, wanted: Sequence[Wanted]) -> FigureSet:
        of_year = self.figures[day]
        missing = [party.name for party in wanted if party.code not in of_year]
        if missing:
            sentence = f"Per {full_date(day)} ontbreekt het inwonertal van {_listed(missing)}."
            self.problems.append(Problem(None, sentence, day))
        figures = (of_year.get(party.code) for party in wanted)
        return FigureSet(day, self.statuses[day], tuple(figure for figure in figures if figure is not None))


def _matches(regions: Mapping[str, str], wanted: Iterable[Wanted]) -> tuple[dict[str, Wanted], list[Problem]]:
    """Which region of the file is which party: by code, else by name, else by name before "(O.)"."""
    parties: dict[str, Wanted] = {}
    problems: list[Problem] = []
    for party in wanted:
        found = [name for name in (key(party.code), key(party.name)) if name in regions][:1]
        found = found or [region for region in regions if _without_suffix(region) == key(party.name)]
        if len(found) == 1:
            parties[found[0]] = party
        elif found:
            names = _listed([regions[region] for region in found])
            sentence = f"{party.name} kan {names} zijn. Download de tabel met gemeentecodes."
            problems.append(Problem(None, sentence))
    return parties, problems


def _without_suffix(region: str) -> str:
    name, _, suffix = region.partition(" (")
    return name if suffix.removesuffix(")") in SUFFIXES else region


def _objection(value: str) -> str:
    """What is wrong with a number, as the end of a sentence; empty when nothing is."""
    shown = value if len(value) <= 20 else value[:20] + "…"
    if re.fullmatch(r"-[0-9]+([.,][0-9]+)?", value):
        return f"is negatief: {shown}."
    if re.fullmatch(r"[0-9]+[.,][0-9]+", value):
        return f"is geen heel getal: {shown}. Gebruik geen punt of komma."
    if not re.fullmatch(r"[0-9]+", value):
        return f"is geen getal: {shown}."
    if len(value) > len(str(MOST_INHABITANTS)) or not 0 < int(value) <= MOST_INHABITANTS:
        return f"kan niet kloppen: {shown}. Verwacht wordt 1 tot en met {format_number(MOST_INHABITANTS)}."
    return ""


def _listed(names: Sequence[str]) -> str:
    """Borne, Hengelo en Losser"""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} en {names[-1]}"
