"""The overview as a file for a spreadsheet: one line per vote, or one per party per vote (Dutch Excel)."""

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from twente.core.dates import in_amsterdam
from votes.counting import word_of
from votes.models import Proposal
from votes.presenting.overview import mark_of

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel reads the file as Windows-1252 and breaks every ë."""
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
Cell = str | int | None
VOTE_HEADINGS = (
    "Nummer",
    "Vergadering",
    "Agendapunt",
    "Ronde",
    "Onderwerp",
    "Voorgesteld besluit",
    "Soort besluit",
    "Stand",
    "Uitslag",
    "Toelichting",
    "Geheim",
    "Voor",
    "Tegen",
    "Onthouding",
    "Niet gestemd",
    "Niet stemgerechtigd",
    "Inwoners voor",
    "Inwoners tegen",
    "Inwoners onthouding",
    "Inwoners totaal",
    "Gesloten",
    "Vastgesteld",
    "Sluitcode",
    "Adres",
)
BALLOT_HEADINGS = (
    "Nummer",
    "Vergadering",
    "Agendapunt",
    "Onderwerp",
    "Uitslag",
    "Partijcode",
    "Partij",
    "Inwoners",
    "Stem",
    "Uitgebracht door",
    "Mandaat",
    "Opmerking",
    "Tijd",
)


class Line:
    """A file that hands back the line that is written to it, so that csv can stream."""

    def write(self, line: str) -> str:
        """The line itself."""
        return line


def lines(headings: Iterable[str], rows: Iterable[Iterable[Cell]]) -> Iterator[str]:
    """The file line by line: semicolons, as a Dutch Excel wants, and nothing that it would calculate."""
    writer = csv.writer(Line(), delimiter=";", lineterminator="\r\n")
    yield BYTE_ORDER_MARK + writer.writerow(headings)
    for row in rows:
        yield writer.writerow([safe(cell) for cell in row])


def safe(cell: Cell) -> Cell:
    """Typed text that a spreadsheet would take for a formula gets an apostrophe in front; figures stay figures."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(STARTS_A_FORMULA) else cell


def moment(value: datetime | None) -> str:
    """2026-12-02 10:47 on the Amsterdam clock, which every spreadsheet understands."""
    return in_amsterdam(value).strftime("%Y-%m-%d %H:%M") if value else ""


def vote_lines(proposals: Iterable[Proposal], slug: str) -> Iterator[list[Cell]]:
    """One line per vote; a secret vote has its outcome in words and no figures of parties."""
    for vote in proposals:
        result = vote.result
        yield [
            *place(vote),
            vote.round,
            vote.title,
            vote.text,
            result.get("rule", vote.decision_kind),
            vote.get_state_display(),
            word_of(vote),
            result.get("sentence", ""),
            "ja" if getattr(vote, "secret", None) == "true" else "nee",
            *counts(result),
            moment(vote.closed_at),
            moment(vote.established_at),
            vote.closing_hash,
            settings.SITE_URL + reverse("votes:proposal_detail", args=[slug, vote.pk]),
        ]


def counts(result: dict[str, Any]) -> list[Cell]:
    """Parties and inhabitants of an open vote; empty cells for every other."""
    if not result.get("ballots"):
        return [None] * 9
    tally = result["tally"]
    silent = tally["entitled"] - tally["in_favour"] - tally["against"] - tally["blank"]
    parties = [tally["in_favour"], tally["against"], tally["blank"], silent, tally["parties"] - tally["entitled"]]
    people = ("inhabitants_for", "inhabitants_against", "inhabitants_blank", "inhabitants_total")
    return [*parties, *(tally[name] for name in people)]


def ballot_lines(proposals: Iterable[Proposal]) -> Iterator[list[Cell]]:
    """One line per party per open vote that is closed; a secret vote has none."""
    for vote in proposals:
        for row in vote.result.get("ballots", []):
            yield [
                *place(vote),
                vote.title,
                word_of(vote),
                row["party"],
                row["name"],
                row["inhabitants"],
                mark_of(row).word,
                row["voter"],
                row["mandate"],
                row["note"],
                row["time"],
            ]


def place(vote: Proposal) -> list[Cell]:
    """Number of the vote, moment of the meeting, number of the item."""
    return [vote.pk, moment(vote.item.meeting.starts_at), vote.item.position]
