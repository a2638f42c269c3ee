"""The outcome in one word and one or two sentences, and what a reader must know beside it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from twente.core.agreement import share_in_words
from votes.rules import CouncilAnswer, Figures, Flag, Outcome, Reason, Result, Tally, Vote, count, seated
from votes.wording.explanations import Explanation, explain_reasons
from votes.wording.phrases import Names, capital, listed, named, number, verb


@dataclass(frozen=True)
class Verdict:
    """The word above a result ("Verworpen") and the sentence below it."""

    word: str
    sentence: str
    adopted: bool


WORDS: Mapping[Result, str] = {
    Result.ADOPTED: "Aangenomen",
    Result.REJECTED: "Verworpen",
    Result.POSTPONED: "Aangehouden",
    Result.INVALID: "Ongeldig",
    Result.NOT_OPENED: "Kan nog niet open",
    Result.ELECTED: "Gekozen",
    Result.NOT_ELECTED: "Niet gekozen",
    Result.RUN_OFF: "Herstemming",
    Result.PRELIMINARY_ROUND: "Tussenstemming",
    Result.LOT: "Loting",
    Result.NOMINATED: "Voorgedragen",
    Result.NO_AGREEMENT: "Geen overeenstemming",
    Result.OPEN: "Nog open",
    Result.REFUSED: "Geweigerd",
    Result.ALL_CONSENT: "Alle partijen stemden in",
    Result.NOT_ESTABLISHED: "Niet tot stand gekomen",
    Result.PENDING: "In behandeling",
    Result.PER_PARTY: "Iedere partij besluit zelf",
    Result.CONSENSUS: "Consensus",
    Result.NO_CONSENSUS: "Geen consensus",
    Result.GUIDING: "Richtinggevend, niet bindend",
}

_ABOUT_NAMES: Mapping[Result, str] = {
    Result.ELECTED: "{names} is gekozen.",
    Result.RUN_OFF: "Er volgt een herstemming tussen {names}.",
    Result.PRELIMINARY_ROUND: "Er volgt eerst een tussenstemming tussen {names}.",
    Result.LOT: "Het lot beslist tussen {names}.",
    Result.NOMINATED: "{names} is voorgedragen.",
}


def verdict(vote: Vote, outcome: Outcome, names: Names) -> Verdict:
    """The outcome of a vote with absolute figures; a percentage never decides and is not mentioned."""
    tally = count(seated(vote))
    opening = _opening(vote, outcome, tally)
    sentence = opening or " ".join(
        explanation.sentence for explanation in explain_reasons(vote.rule, outcome, names, ballots=seated(vote))
    )
    return Verdict(WORDS[outcome.result], sentence, outcome.adopted)


def verdict_without_ballots(explanations: tuple[Explanation, ...], outcome: Outcome) -> Verdict:
    """The outcome of a person vote, a cluster, a referral, consensus or advice, from its explanations."""
    about = _ABOUT_NAMES.get(outcome.result, "").format(names=listed(outcome.names) if outcome.names else "")
    said = " ".join(explanation.sentence for explanation in explanations)
    return Verdict(WORDS[outcome.result], f"{about} {said}".strip(), outcome.adopted)


def _opening(vote: Vote, outcome: Outcome, tally: Tally) -> str:
    """The sentence of a double threshold (BOK-12.3); empty for decisions with other tests."""
    by_code = {reason.code: reason for reason in outcome.reasons}
    heads = by_code.get("KOPPEN_GEHAALD") or by_code.get("KOPPEN_NIET_GEHAALD")
    people = by_code.get("INWONERS_GEHAALD") or by_code.get("INWONERS_NIET_GEHAALD")
    if heads is None:
        return ""
    first = _heads_sentence(heads, tally)
    if people is None or people.figures is None:
        return first
    second = _PEOPLE[heads.passed, people.passed](people.figures, _share(vote, "share_of_inhabitants"))
    waits = " Het besluit wacht tot de volgende vergadering." if outcome.result is Result.POSTPONED else ""
    return f"{first} {second}{waits}"


_OTHER_HEADS = {"aanwezig": "aanwezige", "stemgerechtigd": "stemgerechtigde"}


def _heads_sentence(heads: Reason, tally: Tally) -> str:
    if tally.cast == 0:
        return "Niemand stemde voor of tegen."
    if heads.value in _OTHER_HEADS and heads.figures:
        of = f"{heads.figures.reached} van de {heads.figures.whole} {_OTHER_HEADS[heads.value]} partijen"
        return f"Voor stemden {of}, {tally.against} tegen: {'een' if heads.passed else 'geen'} meerderheid."
    if heads.passed:
        return f"Een meerderheid stemde voor, {tally.in_favour} tegen {tally.against}."
    if tally.tied:
        return f"De stemmen staakten: {tally.in_favour} voor en {tally.against} tegen."
    return f"Er was geen meerderheid: {tally.in_favour} voor en {tally.against} tegen."


def _represent(figures: Figures, link: str) -> str:
    whole = number(figures.whole)
    return capital(f"{link}de voorstemmers vertegenwoordigen samen {number(figures.reached)} van de {whole} inwoners.")


def _enough(figures: Figures, part: str) -> str:
    return f"{_represent(figures, '')} Dat is minstens {part}."


def _but_short(figures: Figures, part: str) -> str:
    return f"{_represent(figures, 'maar ')} Dat zijn er {number(figures.short)} te weinig voor {part}."


def _enough_in_vain(figures: Figures, part: str) -> str:
    return f"{_represent(figures, '')} Dat is wel minstens {part}."


def _short_too(figures: Figures, part: str) -> str:
    if not figures.reached:
        return f"Voor {part} van de inwoners waren er {number(figures.needed)} nodig."
    return f"{_represent(figures, '')} Ook dat zijn er te weinig: {number(figures.short)} minder dan {part}."


_PEOPLE: Mapping[tuple[bool, bool], Callable[[Figures, str], str]] = {
    (True, True): _enough,
    (True, False): _but_short,
    (False, True): _enough_in_vain,
    (False, False): _short_too,
}
"""What is said of the inhabitants, by whether the heads and the inhabitants were enough."""


def _share(vote: Vote, kind: str) -> str:
    return share_in_words(next(test for test in vote.rule.tests if test.kind == kind).threshold.share)


def signals(vote: Vote, outcome: Outcome, names: Names) -> tuple[str, ...]:
    """The flags of an outcome as sentences."""
    return tuple(FLAGS[flag](vote, names) for flag in outcome.flags)


def _tied(vote: Vote, names: Names) -> str:
    tally = count(seated(vote))
    if tally.tied:
        return f"De stemmen staakten: {tally.in_favour} voor en {tally.against} tegen."
    return f"Voor en tegen vertegenwoordigen evenveel inwoners: {number(tally.inhabitants_for)}."


def _below_quorum(vote: Vote, names: Names) -> str:
    tally = count(seated(vote))
    return (
        f"Er waren {tally.present} van de {tally.entitled} stemgerechtigde partijen aanwezig: niet meer dan de helft."
        " De overeenkomst vraagt geen quorum."
    )


def _refused(vote: Vote, names: Names) -> str:
    councils = vote.preparation.councils
    by = tuple(council.party for council in councils if council.answer is CouncilAnswer.REFUSED)
    raad = verb(by, "De raad van {} stemde", "De raden van {} stemden").format(named(by, names))
    return f"{raad} niet in. Het budgetrecht ligt bij de raad."


FLAGS: Mapping[Flag, Callable[[Vote, Names], str]] = {
    Flag.TIED: _tied,
    Flag.BELOW_QUORUM: _below_quorum,
    Flag.COUNCIL_REFUSED: _refused,
    Flag.RESERVATION: lambda vote, names: "Er is een voorbehoud gemaakt. Het staat bij het besluit.",
    Flag.NOT_BINDING: lambda vote, names: "De uitkomst geeft richting en bindt niemand.",
}
