"""While a vote is open or imagined: whether the outcome is fixed, and what is still needed."""

from collections.abc import Collection
from dataclasses import dataclass

from votes.rules import Result, Vote
from votes.rules.foresight import Need, open_parties, settled, still_needed
from votes.wording.phrases import Names, counted, listed, named, number, verb
from votes.wording.verdicts import WORDS


@dataclass(frozen=True)
class Prospect:
    """What can be said of an open vote: the headline, the sentence below it, and whether the outcome is fixed."""

    title: str
    sentence: str
    fixed: bool


def prospect(vote: Vote) -> Prospect:
    """ "Uitslag staat vast: aangenomen." or "Nog nodig: 2 stemmen en 41.312 inwoners." """
    certain = settled(vote)
    return _fixed(certain, waiting=len(open_parties(vote))) if certain else _moving(still_needed(vote))


def _fixed(result: Result, *, waiting: int) -> Prospect:
    others = "Wat de partijen die nog niet stemden ook doen: de uitslag blijft zo."
    first = others if waiting else "Alle stemgerechtigde partijen hebben gestemd."
    sentence = f"{first} Alleen een partij die haar stem wijzigt, kan daar iets aan veranderen."
    return Prospect(f"Uitslag staat vast: {WORDS[result].lower()}.", sentence, fixed=True)


def _moving(need: Need | None) -> Prospect:
    if need is None:
        return Prospect("Aannemen kan niet meer.", "Hoe het wel afloopt, staat nog niet vast.", fixed=False)
    if need.nothing:
        return Prospect("Nu genoeg om aan te nemen.", "De uitslag staat nog niet vast.", fixed=False)
    fewest = counted(len(need.parties), "partij die nog niet stemde", "partijen die nog niet stemden")
    return Prospect(f"Nog nodig: {missing(need)}.", f"Dat kan met {fewest}.", fixed=False)


def missing(need: Need) -> str:
    """2 stemmen en 41.312 inwoners; where neither alone is short, the number of parties."""
    parts = [f"{number(need.votes)} {'stem' if need.votes == 1 else 'stemmen'}"] if need.votes else []
    parts += [f"{number(need.inhabitants)} inwoners"] if need.inhabitants else []
    return listed(parts or [f"{len(need.parties)} {'partij' if len(need.parties) == 1 else 'partijen'}"])


def shortage(vote: Vote, present: Collection[str], names: Names) -> Prospect:
    """What an imagined vote still needs to be adopted, with the fewest parties that bring it as an example."""
    need = still_needed(vote, among=present)
    if need is None:
        sentence = "Ook als alle aanwezige partijen voor stemmen, wordt het voorstel niet aangenomen."
        return Prospect("Met deze aanwezigen niet te halen.", sentence, fixed=True)
    if need.nothing:
        return Prospect("Er is niets meer nodig.", "Met deze stemmen wordt het voorstel aangenomen.", fixed=True)
    fewest = counted(len(need.parties), "partij", "partijen")
    votes = verb(need.parties, "stemt", "stemmen")
    sentence = f"Dat kan als nog {fewest} voor {votes}, bijvoorbeeld {named(need.parties, names)}."
    return Prospect(f"Nog nodig: {missing(need)}.", sentence, fixed=False)
