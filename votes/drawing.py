"""Bars and map of a result as plain numbers; the templates only print them. Pure.

A picture illustrates and never decides: lengths are rounded to whole units, the outcome rests on whole numbers.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

WIDTH = 760
ROOM_PER_LETTER, ROOM_AROUND = 9, 12


@dataclass(frozen=True)
class Segment:
    """A piece of a bar: where it starts and how long it is, its pattern, its label when there is room for one."""

    x: int
    width: int
    css: str
    label: str
    shift: int = 0

    @property
    def middle(self) -> int:
        """Where the label stands: half-way, unless the mark would run through it."""
        return self.x + self.width // 2 + self.shift

    @property
    def room(self) -> int:
        """How much the label takes."""
        return ROOM_AROUND + ROOM_PER_LETTER * len(self.label)

    @property
    def fits(self) -> bool:
        """Whether the label fits inside."""
        return self.width >= self.room


@dataclass(frozen=True)
class Part:
    """A quantity in a bar: heads or inhabitants with the pattern of its choice and a word for it."""

    amount: int
    css: str
    word: str


@dataclass(frozen=True)
class Bar:
    """One threshold drawn: the segments, the mark, and what the text beside it says."""

    name: str
    verdict: str
    passed: bool
    threshold: str
    mark: int
    segments: tuple[Segment, ...]

    @property
    def shares(self) -> str:
        """Every piece in words, also those too short for a label."""
        return ", ".join(part.label for part in self.segments)


def number(amount: int) -> str:
    """319980 as 319.980."""
    return f"{amount:,}".replace(",", ".")


def along(amount: int, whole: int) -> int:
    """A quantity as a length on the bar, rounded half up; an empty whole has no length."""
    return (2 * amount * WIDTH + whole) // (2 * whole) if whole else 0


def segments(parts: Sequence[Part], whole: int) -> tuple[Segment, ...]:
    """The pieces of a bar from left to right; each ends where the next begins."""
    drawn, passed = [], 0
    for part in parts:
        start, end = along(passed, whole), along(passed + part.amount, whole)
        if part.amount:
            drawn.append(Segment(start, end - start, part.css, f"{number(part.amount)} {part.word}"))
        passed += part.amount
    return tuple(drawn)


def bar(
    name: str, parts: Sequence[Part], *, reached: int, whole: int, needed: int, passed: bool, unit: str, exact: bool
) -> Bar:
    """A bar of `whole` units with a mark at half, or at everything when everything is needed.

    `exact` says that reaching the mark itself is enough ("ten minste"); otherwise more is needed ("meer dan").
    """
    verdict = f"{number(reached)} van {number(whole)}{unit}: {'gehaald' if passed else 'niet gehaald'}"
    mark = along(needed if exact else needed - 1, whole)
    threshold = f"ten minste {number(needed)} nodig" if exact else f"meer dan {number(needed - 1)} nodig"
    mark = min(mark, WIDTH)
    return Bar(name, verdict, passed, threshold, mark, tuple(beside(mark, part) for part in segments(parts, whole)))


def beside(mark: int, part: Segment) -> Segment:
    """The piece with its label next to the mark when that would run through it and there is room on the wider side."""
    left, right = mark - part.x, part.x + part.width - mark
    if abs(part.middle - mark) > part.room // 2 or max(left, right) < part.room:
        return part
    middle = mark + right // 2 if right >= left else part.x + left // 2
    return replace(part, shift=middle - part.middle)


def result_bars(tally: Mapping[str, int], reasons: Sequence[Mapping[str, Any]]) -> list[Bar]:
    """The bars that explain a result: one per test that counts heads, parties or inhabitants."""
    drawn: dict[Draw, Bar] = {}
    for reason in reasons:
        draw = DRAWN.get(reason["code"])
        if draw is not None and reason["figures"]:
            drawn.setdefault(draw, draw(tally, reason["figures"], reason["passed"]))
    return list(drawn.values())


def heads_bar(tally: Mapping[str, int], figures: Mapping[str, int], passed: bool) -> Bar:
    """Votes: more than half of the base is needed (BOK-12.3)."""
    rest = max(0, figures["whole"] - tally["in_favour"] - tally["against"])
    blank = min(rest, tally["blank"])
    parts = (
        Part(tally["in_favour"], "voor", "voor"),
        Part(tally["against"], "tegen", "tegen"),
        Part(blank, "onth", "onthouding"),
        Part(rest - blank, "niet", "niet gestemd"),
    )
    return bar("Stemmen", parts, **figures, passed=passed, unit=" stemmen", exact=False)


def inhabitants_bar(tally: Mapping[str, int], figures: Mapping[str, int], passed: bool) -> Bar:
    """Inhabitants behind the votes: at least half of the base is needed (BOK-12.3).

    Not cast and no vote are two things: a party that may vote and did not, and one that may not (BOK-12.2).
    """
    cast = tally["inhabitants_for"] + tally["inhabitants_against"] + tally["inhabitants_blank"]
    without = max(0, figures["whole"] - tally["inhabitants_entitled"])
    parts = (
        Part(tally["inhabitants_for"], "voor", "voor"),
        Part(tally["inhabitants_against"], "tegen", "tegen"),
        Part(tally["inhabitants_blank"], "onth", "onthouding"),
        Part(max(0, figures["whole"] - cast - without), "niet", "niet gestemd"),
        Part(without, "geen", "geen stem"),
    )
    return bar("Inwoners", parts, **figures, passed=passed, unit="", exact=True)


def weighed_bar(tally: Mapping[str, int], figures: Mapping[str, int], passed: bool) -> Bar:
    """Inhabitants for against inhabitants against: more than half is needed (HLB-9a)."""
    parts = (
        Part(tally["inhabitants_for"], "voor", "voor"),
        Part(tally["inhabitants_against"], "tegen", "tegen"),
    )
    return bar("Inwoners", parts, **figures, passed=passed, unit="", exact=False)


def unanimity_bar(tally: Mapping[str, int], figures: Mapping[str, int], passed: bool) -> Bar:
    """Parties in favour: everybody is needed; where a blank vote passes, nobody stands in the way (BOK-12.5, R7)."""
    rest = max(0, figures["whole"] - figures["reached"] - tally["against"])
    blank = min(rest, tally["blank"])
    parts = (
        Part(figures["reached"], "voor", "voor"),
        Part(tally["against"], "tegen", "tegen"),
        Part(blank, "onth", "onthouding"),
        Part(rest - blank, "niet", "niet gestemd"),
    )
    drawn = bar("Partijen", parts, **figures, passed=passed, unit=" partijen voor", exact=True)
    lenient = passed and figures["reached"] < figures["whole"]
    return replace(drawn, threshold="niemand tegen nodig" if lenient else f"alle {number(figures['whole'])} nodig")


def presence_bar(tally: Mapping[str, int], figures: Mapping[str, int], passed: bool) -> Bar:
    """Parties that were there: more than two thirds for an accession (BOK-14), more than half for a quorum (R9)."""
    away = max(0, figures["whole"] - figures["reached"])
    parts = (Part(figures["reached"], "er", "aanwezig"), Part(away, "geen", "afwezig"))
    return bar("Aanwezig", parts, **figures, passed=passed, unit=" partijen", exact=False)


Draw = Callable[[Mapping[str, int], Mapping[str, int], bool], Bar]
DRAWN: Mapping[str, Draw] = {
    "KOPPEN_GEHAALD": heads_bar,
    "KOPPEN_NIET_GEHAALD": heads_bar,
    "INWONERS_GEHAALD": inhabitants_bar,
    "INWONERS_NIET_GEHAALD": inhabitants_bar,
    "GEWOGEN_GEHAALD": weighed_bar,
    "GEWOGEN_NIET_GEHAALD": weighed_bar,
    "UNANIEM": unanimity_bar,
    "NIET_UNANIEM_TEGEN": unanimity_bar,
    "NIET_UNANIEM_AFWEZIG": unanimity_bar,
    "NIET_UNANIEM_BLANCO": unanimity_bar,
    "NIET_UNANIEM_NIET_GESTEMD": unanimity_bar,
    "TWEEDERDE_VERTEGENWOORDIGD": presence_bar,
    "TWEEDERDE_NIET_VERTEGENWOORDIGD": presence_bar,
    "QUORUM_NIET_GEHAALD": presence_bar,
}
"""Code of a reason → the bar that shows it; reasons of one test share a bar."""


@cache
def map_data() -> dict[str, Any]:
    """Borders and label points of the municipalities, with the credit that belongs under the map."""
    text = (Path(__file__).parent / "data" / "map.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@dataclass(frozen=True)
class Area:
    """One municipality on the map with the pattern of its vote."""

    name: str
    path: str
    css: str
    label_css: str
    x: int
    y: int


def areas(patterns: Mapping[str, str]) -> list[Area]:
    """The map coloured by CBS code → pattern; a party outside the map is only in the table."""
    return [
        Area(
            name=area["name"],
            path=area["path"],
            css=patterns.get(area["code"], "geen"),
            label_css=("" if patterns.get(area["code"]) == "voor" else "d ") + ("k" if area["small"] else ""),
            x=int(area["x"]),
            y=int(area["y"]),
        )
        for area in map_data()["areas"]
    ]
