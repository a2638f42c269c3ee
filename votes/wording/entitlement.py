"""Before and during a vote: how is decided, who may vote and why, and the answer to somebody who votes."""

from collections.abc import Mapping

from twente.core.agreement import TEST_KINDS, Test, share_in_words
from votes.rules import Answer, Ground, Vote, excluded_parties, is_financial, seated
from votes.wording.explanations import Explanation, ground_of
from votes.wording.phrases import Names, capital, in_words
from votes.wording.recusals import takes_no_part

_BASES = {
    ("majority_of_votes", "uitgebracht"): "de stemmen voor en tegen; een onthouding telt niet mee",
    ("majority_of_votes", "aanwezig"): "de aanwezige partijen",
    ("majority_of_votes", "stemgerechtigd"): "de stemgerechtigde partijen",
    ("share_of_inhabitants", "alle_partijen"): "de inwoners van alle partijen, ook van wie afwezig is of niet stemt",
    ("share_of_inhabitants", "stemgerechtigd"): "de inwoners van de stemgerechtigde partijen",
    ("share_of_inhabitants", "aanwezig"): "de inwoners van de aanwezige partijen",
    ("weighted_majority", None): "de inwoners van de partijen die voor of tegen stemmen",
    ("majority_of_votes", None): "de stemmen voor en tegen; een onthouding telt niet mee",
    ("parties_represented", None): "alle partijen",
}
_WHAT = {
    "majority_of_votes": "De voorstemmers vormen {more} {share} van {base}.",
    "share_of_inhabitants": "De voorstemmers vertegenwoordigen {more} {share} van {base}.",
    "weighted_majority": "De voorstemmers vertegenwoordigen {more} {share} van {base}.",
    "parties_represented": "Aanwezig is {more} {share} van {base}.",
}
_TITLES = {
    "majority_of_votes": "Meerderheid van de stemmen",
    "share_of_inhabitants": "Aandeel van de inwoners",
    "weighted_majority": "Gewogen meerderheid",
    "parties_represented": "Genoeg partijen aanwezig",
    "unanimous_of_all": "Unanimiteit",
    "unanimous_of_present": "Unanimiteit van de aanwezigen",
}
_UNANIMITY = {
    ("unanimous_of_all", "neutraal"): "Unaniem: alle {all} partijen stemmen voor; een onthouding houdt niet tegen.",
    ("unanimous_of_all", "alleen_aanwezigen"): "Unaniem: alle aanwezige partijen stemmen voor.",
    (
        "unanimous_of_all",
        "blokkeert",
    ): "Unaniem: alle {all} partijen stemmen voor, ook wie er niet is. Een onthouding houdt tegen.",
    (
        "unanimous_of_present",
        "neutraal",
    ): "Unaniem: alle aanwezige partijen stemmen voor; een onthouding houdt niet tegen.",
    ("unanimous_of_present", "alleen_aanwezigen"): "Unaniem: alle aanwezige partijen stemmen voor.",
    (
        "unanimous_of_present",
        "blokkeert",
    ): "Unaniem: alle aanwezige partijen stemmen voor. Een onthouding houdt tegen.",
}
_WITHOUT_VOTE = {
    "absolute_majority_of_slips": (
        "Geheime stemming",
        "Iedere partij levert in het geheim één briefje in. Gekozen is wie {more} {share} van de geldige briefjes"
        " krijgt.",
    ),
    "same_nominee_of_all": (
        "Colleges van het cluster",
        "Alle colleges van het cluster noemen dezelfde persoon. Het overleg stemt hier niet over.",
    ),
    "consent_of_all_parties": (
        "Instemming van alle partijen",
        "Iedere partij besluit zelf. Het besluit staat als alle {all} partijen instemmen.",
    ),
    "each_party_decides": (
        "Iedere partij besluit zelf",
        "Iedere partij besluit zelf en meldt haar antwoord. Een gezamenlijk besluit is er niet.",
    ),
    "no_objection": (
        "Consensus",
        "Ieder lid zegt akkoord, voorbehoud of bezwaar. Het besluit staat als niemand bezwaar maakt.",
    ),
    "sense_of_the_meeting": (
        "Peiling",
        "De aanwezigen zeggen voor of tegen; meer voor dan tegen geeft richting. De uitkomst bindt niemand.",
    ),
}
"""Tests of the ways to decide in which no party casts an open vote."""


def conditions(vote: Vote) -> tuple[Explanation, ...]:
    """What must be reached, one explanation for each test of the rule ("Hoe wordt besloten?"), whoever votes."""
    return tuple(_condition(test, vote) for test in vote.rule.tests)


def _condition(test: Test, vote: Vote) -> Explanation:
    """One test in a sentence: with the number of parties, the threshold and the base in the reading in use."""
    value = vote.readings[test.reading] if test.reading else None
    words = {"all": in_words(len(vote.rulebook.parties))}
    if TEST_KINDS[test.kind].takes_threshold:
        words["more"] = "minstens" if test.threshold.exactly_is_enough else "meer dan"
        words["share"] = share_in_words(test.threshold.share)
    title, sentence = _WITHOUT_VOTE.get(test.kind) or (_TITLES[test.kind], _WHAT.get(test.kind))
    if sentence is None:
        sentence = _UNANIMITY[test.kind, value or "blokkeert"]
    words["base"] = _BASES.get((test.kind, value), "")
    return Explanation(title, sentence.format(**words), None, test.article, test.reading)


def entitlement(vote: Vote, party: str, names: Names) -> Explanation:
    """Why this party may vote, or why not (BOK-12.1, BOK-12.2). Raises KeyError for a party without a seat."""
    name = names.get(party, party)
    seat = {seat.party: seat for seat in seated(vote).seats}[party]
    if seat.excluded is Ground.DECISION:
        sentence = takes_no_part(name, seat.because)
        return Explanation("Geen stem", sentence, False, vote.rulebook.gaps_article)
    found = excluded_parties(vote.rulebook, vote.rule, vote.matter, vote.readings)
    for item in found:
        if item.party == party:
            sentence = f"{name} heeft geen stem: {ground_of(item, vote)}."
            return Explanation("Geen stem", sentence, False, item.article, item.reading)
    return _entitled(vote, party, name)


def _entitled(vote: Vote, party: str, name: str) -> Explanation:
    """For the party that can be excluded, also why it is not."""
    rule = vote.rulebook.exclusion
    if rule is None or rule.party != party or not vote.rule.exclusion:
        return Explanation("Eén stem", f"{name} heeft één stem.", True, vote.rulebook.one_vote_article)
    why = "het gaat over geld" if is_financial(rule, vote.matter) else "het onderwerp valt buiten de uitsluiting"
    return Explanation("Eén stem", f"{name} stemt mee: {why}.", True, rule.article, rule.reading)


ANSWERS: Mapping[Answer, str] = {
    Answer.ACCEPTED: "uw stem is vastgelegd.",
    Answer.REPLACES: "uw nieuwe stem is vastgelegd. Uw eerdere stem telt niet meer.",
    Answer.REPEATED: "uw stem was al vastgelegd. U hoeft niets te doen.",
    Answer.KEY_REUSED: "dit formulier is al gebruikt voor een andere stem. Open de stemming opnieuw.",
    Answer.NOT_OPEN: "de stemming is nog niet open.",
    Answer.CLOSED: "de stemming is gesloten. Uw stem is niet vastgelegd.",
    Answer.CHAIR: "de voorzitter heeft geen stem.",
    Answer.NO_MANDATE: "u hebt geen mandaat om namens deze partij te stemmen.",
    Answer.EXCLUDED: "deze partij heeft geen stem over dit onderwerp.",
    Answer.INVALID_CHOICE: "kies voor, tegen of onthouding.",
    Answer.ALREADY_VOTED: "deze partij heeft al gestemd. Een geheime stem kan niet meer wijzigen.",
}


def answer_sentence(answer: Answer) -> str:
    """What somebody who casts a vote reads."""
    return capital(ANSWERS[answer])
