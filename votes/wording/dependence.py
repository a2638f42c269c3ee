"""What another reading of the agreement would do to the outcome (BOK-18)."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby

from twente.core.agreement import ReadingRule
from twente.core.articles import short
from votes.rules import Alternative, Vote
from votes.wording.phrases import Names, listed, number
from votes.wording.verdicts import WORDS


@dataclass(frozen=True)
class OtherReading:
    """A row of the table "Afhankelijk van lezing". `differs`: the outcome would, or might, be another."""

    reading: str
    point: str
    now: str
    other: str
    outcome: str
    differs: bool


@dataclass(frozen=True)
class Dependence:
    """Whether the outcome hangs on a reading, the sentence that says so, and one row per other reading."""

    differs: bool
    sentence: str
    rows: tuple[OtherReading, ...]


def dependence(
    vote: Vote, found: tuple[Alternative, ...], names: Names, *, adopted: Collection[str] = ()
) -> Dependence:
    """The alternatives in words, those that differ first. `adopted` are the readings that the body decided on."""
    groups = groupby(found, key=lambda item: (item.reading, item.value))
    rows = [_row(vote, tuple(items), names) for _, items in groups]
    differing = list(dict.fromkeys(row.reading for row in rows if row.differs))
    sentence = _sentence(vote, found, differing, adopted) if differing else ""
    return Dependence(bool(differing), sentence, tuple(sorted(rows, key=lambda row: not row.differs)))


def _row(vote: Vote, items: tuple[Alternative, ...], names: Names) -> OtherReading:
    reading, value = vote.rulebook.readings[items[0].reading], items[0].value
    return OtherReading(
        reading=reading.id,
        point=reading.point,
        now=reading.values[vote.readings[reading.id]],
        other=f"{reading.values[value]}{_figures(reading, items[0])}",
        outcome=_outcome(items, names),
        differs=any(item.differs for item in items),
    )


def _figures(reading: ReadingRule, item: Alternative) -> str:
    """The figures under the other reading: ": 319.980 van 481.286"."""
    figures = next((r.figures for r in item.outcome.reasons if r.reading == reading.id and r.figures), None)
    return f": {number(figures.reached)} van {number(figures.whole)}" if figures else ""


def _outcome(items: tuple[Alternative, ...], names: Names) -> str:
    """One word, or the party whose vote would decide."""
    words = {WORDS[item.outcome.result].lower() for item in items}
    if len(words) == 1:
        return words.pop()
    party = items[0].assumed_party or ""
    return f"hangt af van {names.get(party, party)}"


def _sentence(vote: Vote, found: tuple[Alternative, ...], differing: list[str], adopted: Collection[str]) -> str:
    certain = any(item.differs and item.assumed is None for item in found)
    what = "wordt de uitslag anders" if certain else "kan de uitslag anders zijn"
    first = f"Met een andere lezing van de overeenkomst {what}."
    pending = [reading for reading in differing if reading not in adopted]
    article = f" ({short(vote.rulebook.gaps_article)})" if vote.rulebook.gaps_article else ""
    return f"{first} Het overleg heeft {listed(pending)} nog niet bekrachtigd{article}." if pending else first
