"""A table of fourteen for the tests of votes: who was there, who chose what, on the figures of 1 January 2025."""

from collections.abc import Mapping
from typing import Any

from twente.core.agreement import Rulebook, shipped
from votes.rules import UNPREPARED, Ballots, Choice, Ground, Matter, Preparation, Seat, Vote

BOK: Rulebook = next(book for book in shipped() if book.key == "bok_ses")
NAMES = BOK.party_names
CODES = {name: code for code, name in NAMES.items()}
INHABITANTS = {
    "Almelo": 74776,
    "Borne": 24741,
    "Dinkelland": 26728,
    "Enschede": 162317,
    "Haaksbergen": 24225,
    "Hellendoorn": 36213,
    "Hengelo": 83655,
    "Hof van Twente": 35660,
    "Losser": 23469,
    "Oldenzaal": 32021,
    "Rijssen-Holten": 38836,
    "Tubbergen": 21507,
    "Twenterand": 34113,
    "Wierden": 25342,
}


def book(key: str) -> Rulebook:
    """A shipped rulebook."""
    return next(found for found in shipped() if found.key == key)


def seats(
    choices: Mapping[str, Choice | None], *, absent: tuple[str, ...] = (), barred: tuple[str, ...] = ()
) -> Ballots:
    """All fourteen; who is not named in `choices` votes for."""
    return Ballots(
        tuple(
            Seat(
                party=CODES[name],
                inhabitants=inhabitants,
                present=name not in absent,
                choice=choices.get(name, Choice.FOR),
                excluded=Ground.DECISION if name in barred else None,
            )
            for name, inhabitants in INHABITANTS.items()
        )
    )


def vote(
    choices: Mapping[str, Choice | None],
    *,
    on: str = "8d",
    financial: bool = False,
    kind: str = "gewoon",
    readings: Mapping[str, str] | None = None,
    preparation: Preparation = UNPREPARED,
    **where: Any,
) -> Vote:
    """A vote under the BOK; everybody not named votes for."""
    return Vote(
        rulebook=BOK,
        rule=BOK.decisions[kind],
        matter=Matter(on, financial),
        ballots=seats(choices, **where),
        readings={**BOK.reading_values, **(readings or {})},
        preparation=preparation,
    )


def silent(*, except_for: Mapping[str, Choice]) -> dict[str, Choice | None]:
    """Nobody votes but these."""
    return {name: except_for.get(name) for name in INHABITANTS}


DRAWN_RESULT: dict[str, Choice | None] = {
    "Almelo": Choice.AGAINST,
    "Losser": Choice.AGAINST,
    "Rijssen-Holten": Choice.AGAINST,
    "Haaksbergen": Choice.BLANK,
    "Enschede": None,
}
"""The vote of the drawn result page: nine to three, and 1.822 inhabitants too few."""
