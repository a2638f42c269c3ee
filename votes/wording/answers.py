"""Answers in words: what a voice said, how far it is, who is still to answer, and the outcome (pure)."""

from collections.abc import Mapping, Sequence

from votes.rules import Flag, Outcome, Result
from votes.wording.asking import Words
from votes.wording.explanations import Explanation
from votes.wording.phrases import Names, capital, listed, named, number
from votes.wording.verdicts import Verdict, verdict_without_ballots

ANSWER_WORDS: Mapping[str, str] = {
    "ingestemd": "Ingestemd",
    "geweigerd": "Geweigerd",
    "geen_besluit": "Geen besluit",
    "akkoord": "Akkoord",
    "voorbehoud": "Voorbehoud",
    "bezwaar": "Bezwaar",
    "draagt_voor": "Draagt voor",
    "": "Nog geen antwoord",
}
"""Value of an answer → the word on screen; empty is who did not answer."""

SILENT = "Geen antwoord"
"""Who did not answer, once no answer can come any more."""
_NEUTRAL = frozenset({Result.PER_PARTY, Result.GUIDING})
FLAGS: Mapping[Flag, str] = {
    Flag.RESERVATION: "Er is een voorbehoud gemaakt. Het staat bij het besluit.",
    Flag.NOT_BINDING: "De uitkomst geeft richting en bindt niemand.",
}


def said(value: str, nominee: str = "") -> str:
    """One answer: "Ingestemd", "Draagt voor: Kim de Boer"."""
    return f"{ANSWER_WORDS[value]}: {nominee}" if nominee else ANSWER_WORDS[value]


def answered(words: Words, counted: int, whole: int) -> str:
    """9 van de 15 partijen gaven antwoord."""
    one, more = words.voices
    verb = "gaf" if counted == 1 else "gaven"
    return f"{number(counted)} van de {number(whole)} {more if whole != 1 else one} {verb} antwoord."


def totals(counts: Mapping[str, int]) -> str:
    """Ingestemd 7, geweigerd 1, geen besluit 1; what nobody said is left out."""
    return capital(", ".join(f"{ANSWER_WORDS[value].lower()} {count}" for value, count in counts.items() if count))


def per_answer(names_by_value: Mapping[str, Sequence[str]], favourable: Sequence[str]) -> str:
    """Ingestemd 7, geweigerd 1 (Losser): who did not simply agree is named."""
    pieces = []
    for value, names in names_by_value.items():
        who = f" ({listed(names)})" if value not in favourable else ""
        pieces.append(f"{ANSWER_WORDS[value].lower()} {len(names)}{who}")
    return capital(", ".join(pieces))


def everybody(words: Words, silent: Sequence[str], counted: int, whole: int, names: Names) -> Explanation:
    """How many answered, and who did not: it informs, the reasons decide."""
    sentence = answered(words, counted, whole)
    if silent:
        sentence = f"{sentence} Geen antwoord van: {named(silent, names)}."
    return Explanation("Wie antwoord gaf", sentence, None, None)


def neutral(outcome: Outcome, reasons: Sequence[Explanation]) -> tuple[Explanation, ...]:
    """Where each decides for itself or nothing binds, a reason is neither reached nor missed."""
    if outcome.result not in _NEUTRAL:
        return tuple(reasons)
    return tuple(Explanation(row.title, row.sentence, None, row.article, row.reading) for row in reasons)


def appointed(outcome: Outcome, cluster: str, colleges: Sequence[str]) -> str:
    """Cluster b (Tubbergen, …) draagt Kim de Boer voor. Empty when the colleges did not agree (BOK-6.3)."""
    if outcome.result is not Result.NOMINATED:
        return ""
    return f"Cluster {cluster} ({listed(colleges)}) draagt {listed(outcome.names)} voor."


def outcome_of(outcome: Outcome, reasons: Sequence[Explanation], opening: str = "") -> Verdict:
    """The word and the sentences of the outcome; `opening` replaces the first sentence about names."""
    found = verdict_without_ballots(tuple(reasons), outcome)
    if not opening:
        return found
    return Verdict(found.word, " ".join([opening, *(row.sentence for row in reasons)]), found.adopted)


def flags(outcome: Outcome) -> list[str]:
    """What a reader must know beside the outcome."""
    return [FLAGS[flag] for flag in outcome.flags]


def hands(counts: Mapping[str, int], people: int) -> str:
    """Voor 31, tegen 12, onthouding 3; 52 mensen waren erbij."""
    three = f"Voor {number(counts['voor'])}, tegen {number(counts['tegen'])}, onthouding {number(counts['onthouding'])}"
    return f"{three}; {number(people)} {'mens was' if people == 1 else 'mensen waren'} erbij."
