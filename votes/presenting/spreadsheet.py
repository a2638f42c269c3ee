"""The overview as a file for a spreadsheet: one line per vote, or one per party per vote (Dutch Excel)."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.urls import reverse

from twente.core.spreadsheet import Cell, moment
from votes.counting import word_of
from votes.models import Proposal
from votes.presenting.overview import mark_of

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
