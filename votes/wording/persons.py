"""Sentences about votes about persons: who is chosen for which office, and what secrecy they do and do not have (R20).

Pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from votes.rules import Outcome, Result
from votes.rules.elections import Election, Step
from votes.wording.explanations import Explanation
from votes.wording.phrases import listed
from votes.wording.verdicts import WORDS, Verdict, verdict_without_ballots

STEPS: Mapping[Step, str] = {
    Step.FIRST: "Eerste stemming",
    Step.PRELIMINARY: "Tussenstemming",
    Step.RUN_OFF: "Herstemming",
}
_CHOSEN: Mapping[Result, str] = {
    Result.ELECTED: "{names} is gekozen{office}.",
    Result.NOT_ELECTED: "Niemand is gekozen{office}.",
}


def person_verdict(outcome: Outcome, said: tuple[Explanation, ...], *, election: Election, office: str) -> Verdict:
    """The word and the sentence of one round; `office` is a label ("Plaatsvervangend voorzitter") or empty."""
    if outcome.result in _CHOSEN:
        chosen = _CHOSEN[outcome.result].format(names=listed(outcome.names or ("",)), office=to_office(office))
        return Verdict(WORDS[outcome.result], " ".join((chosen, *(one.sentence for one in said))), outcome.adopted)
    if outcome.result is Result.LOT and election.step is Step.PRELIMINARY:
        between = f"Het lot beslist wie naar de herstemming gaat: {listed(outcome.names)}."
        return Verdict(WORDS[Result.LOT], " ".join((between, *(one.sentence for one in said))), False)
    return verdict_without_ballots(said, outcome)


def acclaimed(name: str, office: str) -> Verdict:
    """Appointed without a vote."""
    sentence = f"{name} is benoemd{to_office(office)}, zonder stemming: niemand vroeg om een stemming."
    return Verdict("Benoemd", sentence, True)


def drawn(name: str, *, election: Election, office: str, by: str, witness: str) -> Verdict:
    """After the lot: chosen, or a place in the run-off."""
    how = f"{by} trok het lot; {witness} was getuige."
    if election.step is Step.PRELIMINARY:
        return Verdict("Herstemming na loting", f"{name} gaat door naar de herstemming, na loting. {how}", False)
    return Verdict("Gekozen na loting", f"{name} is gekozen{to_office(office)}, na loting. {how}", True)


def to_office(office: str) -> str:
    """ " tot plaatsvervangend voorzitter"; empty when no office is named."""
    return f" tot {office[:1].lower()}{office[1:]}" if office else ""


def headline(word: str, name: str, *, after_lot: bool) -> str:
    """Gekozen: X, na loting; only the word when nobody was chosen."""
    if not name:
        return word
    return f"{word.removesuffix(' na loting')}: {name}{', na loting' if after_lot else ''}"


def choice_words(candidates: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Choice → what stands beside its button: for a sole candidate also against; always an abstention."""
    sole = len(candidates) == 1
    names = tuple((name, f"Voor {name}" if sole else name) for name in candidates)
    return (*names, *((("tegen", f"Tegen {candidates[0]}"),) if sole else ()), ("blanco", "Onthouding (blanco)"))


@dataclass(frozen=True)
class Secrecy:
    """What is promised and what is not, each in sentences."""

    promised: tuple[str, ...]
    limits: tuple[str, ...]
    way_out: str


SECRET_ONLINE = Secrecy(
    promised=(
        "Wie stemde en wat er op de briefjes staat, bewaren wij in twee lijsten. Niets verbindt die twee.",
        "Niemand ziet een tussenstand, ook de secretaris en de voorzitter niet.",
        "U krijgt geen bewijs van uw keuze. Zo kan niemand u vragen om het te laten zien.",
    ),
    limits=(
        "Wie de database of de server beheert, kan een briefje soms toch aan een partij koppelen. Dat kan door de "
        "volgorde van de regels, door logboeken en door reservekopieën.",
        "Als alle briefjes gelijk zijn, weet iedereen wat iedereen stemde.",
        "U vertrouwt erop dat de server uw keuze goed opslaat. U kunt dat niet zelf nagaan.",
        "Tegen iemand die met u meekijkt of u dwingt, helpt dit niet.",
    ),
    way_out="Is dat voor dit besluit niet genoeg? Vraag de secretaris dan om te stemmen met briefjes op papier.",
)
SECRET_ON_PAPER = Secrecy(
    promised=(
        "De briefjes zijn van papier. De software kent alleen de aantallen.",
        "Twee personen tellen. Hun namen staan bij de uitslag.",
    ),
    limits=("Als alle briefjes gelijk zijn, weet iedereen wat iedereen stemde.",),
    way_out="De briefjes zelf bewaart of vernietigt het overleg. Dat regelt deze software niet.",
)
WITHOUT_SLIPS = Secrecy(
    promised=("Er was één kandidaat en niemand vroeg om een stemming. Er zijn dus geen briefjes.",),
    limits=(),
    way_out="",
)
SECRECY: Mapping[str, Secrecy] = {"ballot": SECRET_ONLINE, "paper": SECRET_ON_PAPER, "no_vote": WITHOUT_SLIPS}
"""Way of the vote → what its secrecy is worth (votes.md section 6)."""
