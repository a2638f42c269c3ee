"""How the votes were taken, when that was not online: nobody asked for a vote, or the parties were called by name."""

from votes.wording.explanations import Explanation
from votes.wording.phrases import Names, capital, in_words, named, verb

TITLE_WITHOUT_VOTE = "Zonder stemming aangenomen"
ABSENT = "afwezig"
"""What one can record of a party in a roll call beside its vote."""
SPOKEN = (("voor", "Voor"), ("tegen", "Tegen"), (ABSENT, "Niet aanwezig"))
WAY_SENTENCES = {
    "ballot": "Iedere partij stemt online, op telefoon of computer.",
    "roll_call": "Hoofdelijke stemming: de secretaris noemt de partijen, zij stemmen mondeling voor of tegen.",
}
DEEMED_FOR, NOTED_AGAINST = "Geacht voor", "Tegen, aangetekend"


def entered_by_secretary(way: str) -> str:
    """What a receipt says of a vote that the secretary entered."""
    spoken = "U stemde mondeling. De secretaris legde uw stem vast."
    return spoken if way == "roll_call" else "De secretaris voerde deze stem in op uw bericht."


def without_vote(in_favour: tuple[str, ...], against: tuple[str, ...], names: Names, article: str) -> Explanation:
    """Nobody asked for a vote: who is present counts as in favour, unless noted as against (Gemeentewet 32)."""
    number = capital(in_words(len(in_favour)))
    counts = verb(in_favour, "aanwezige partij geldt", "aanwezige partijen gelden")
    sentence = f"Niemand vroeg om een stemming. {number} {counts} als voor."
    if against:
        sentence += f" {named(against, names)} {verb(against, 'liet', 'lieten')} aantekenen tegen te zijn."
    return Explanation("Zonder stemming", sentence, None, article)


def roll_call(article: str) -> Explanation:
    """Every party was called and answered aloud (Gemeentewet 32)."""
    sentence = "De partijen zijn een voor een genoemd en stemden mondeling. De secretaris legde elke stem vast."
    return Explanation("Hoofdelijke stemming", sentence, None, article)
