"""The words of each way of deciding: what is opened and closed, what is asked of whom.

BOK-6.3, BOK-16.3, UHO-5, BWT-3, HER-4b.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """How the screens, mails and minutes call one way of deciding.

    `subject` begins a sentence ("De stemming is open."); `asked` says what is asked of whom; `voices` is the word for
    one and for more of those who answer.
    """

    noun: str
    subject: str
    open_act: str
    close_act: str
    opened: str
    closed: str
    asked: str = ""
    voices: tuple[str, str] = ("partij", "partijen")


VOTE = Words(
    noun="Stemming",
    subject="De stemming",
    open_act="Stemming openen",
    close_act="Stemming sluiten",
    opened="De stemming is open. Alle stemgerechtigde partijen krijgen een mail.",
    closed="De stemming is gesloten. De sluitcode gaat naar alle leden.",
)
_ANSWERS_CLOSED = "Het verzamelen van antwoorden is gesloten. De sluitcode gaat naar alle leden."
WORDS: Mapping[str, Words] = {
    "vote": VOTE,
    "persons": VOTE,
    "cluster": Words(
        noun="Benoeming",
        subject="Het verzamelen van antwoorden",
        open_act="Antwoorden verzamelen",
        close_act="Antwoorden afsluiten",
        opened="De antwoorden worden verzameld. De colleges van het cluster krijgen een mail.",
        closed=_ANSWERS_CLOSED,
        asked="Elk college van het cluster noemt één persoon. Noemen alle colleges dezelfde, dan is die voorgedragen.",
        voices=("college", "colleges"),
    ),
    "consent": Words(
        noun="Voorstel",
        subject="Het verzamelen van antwoorden",
        open_act="Antwoorden verzamelen",
        close_act="Antwoorden afsluiten",
        opened="De antwoorden worden verzameld. Alle partijen krijgen een mail.",
        closed=_ANSWERS_CLOSED,
        asked="Iedere partij besluit thuis en meldt haar antwoord: ingestemd, geweigerd of geen besluit.",
    ),
    "consensus": Words(
        noun="Voorstel",
        subject="Het verzamelen van antwoorden",
        open_act="Antwoorden verzamelen",
        close_act="Antwoorden afsluiten",
        opened="De antwoorden worden verzameld. De secretaris legt vast wat elk lid zegt.",
        closed=_ANSWERS_CLOSED,
        asked="Elk lid zegt akkoord, voorbehoud of bezwaar. Het besluit staat als niemand bezwaar maakt.",
        voices=("lid", "leden"),
    ),
    "advice": Words(
        noun="Advies",
        subject="De telling",
        open_act="Telling openen",
        close_act="Telling sluiten",
        opened="De telling is open. De secretaris legt vast hoeveel mensen voor en tegen waren.",
        closed="De telling is gesloten. De sluitcode gaat naar alle leden.",
        asked="De conferentie geeft met handopsteken richting. De secretaris legt de telling vast.",
        voices=("deelnemer", "deelnemers"),
    ),
}
"""Procedure of the rule → its words."""

NOT_BINDING = "Richtinggevend, niet bindend"
"""The label of every decision that binds nobody (HER-4b)."""
