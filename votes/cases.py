"""Runs worked examples of `soort: stemmingen` through the rules and rulebooks of the screens (tests/cases/FORMAT.md).

A case names parties; the rules know them by their CBS code. Everything else comes from the rulebook: the case
brings who was there, what they chose, and the readings that differ.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from twente.core.agreement import DecisionRule, Rulebook, shipped
from twente.core.cases import UnknownCase, check_keys
from votes.rules import (
    Attempt,
    Ballots,
    Choice,
    Consent,
    Council,
    CouncilAnswer,
    Ground,
    Matter,
    Outcome,
    Poll,
    Position,
    Preparation,
    Seat,
    Slips,
    Vote,
    advise,
    alternatives,
    appoint,
    count,
    decide,
    depends_on_reading,
    elect,
    refer,
    replay,
    seated,
    seek_consensus,
)

Case = Mapping[str, Any]

COMMON = ("overeenkomst", "besluit", "lezingen", "verwacht")
COMPARED_READINGS = ("R3", "R4")
"""The worked examples vary these two; the screens vary every reading that touches the count."""


def run(case: Case, file: Case) -> dict[str, Any]:
    """What comes out under the shipped rulebooks, with the keys of `verwacht`. Raises UnknownCase."""
    return run_under({book.key: book for book in shipped()}, case, file)


def run_under(books: Mapping[str, Rulebook], case: Case, file: Case) -> dict[str, Any]:
    """What comes out under these rulebooks. Raises UnknownCase."""
    book = books.get(case.get("overeenkomst", ""))
    if book is None:
        raise UnknownCase(f"overeenkomst {case.get('overeenkomst')!r}")
    if case.get("besluit") in NOT_DECISIONS:
        return NOT_DECISIONS[case["besluit"]](case, book)
    rule = book.decisions.get(case.get("besluit", ""))
    if rule is None:
        raise UnknownCase(f"besluit {case.get('besluit')!r} van {book.key}")
    return PROCEDURES[rule.procedure](case, file, book, rule)


def expected(case: Case) -> dict[str, Any]:
    """The part of the case that must come out."""
    return dict(case["verwacht"])


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "uitkomst": outcome.code,
        "redenen": [reason.code for reason in outcome.reasons],
        "vlaggen": [str(flag) for flag in outcome.flags],
    }


def _readings(case: Case, file: Case, book: Rulebook) -> dict[str, str]:
    """The readings of the rulebook, of the file where the agreement knows them, and of the case."""
    by_key = {reading.key: reading for reading in book.readings.values()}
    unknown = case["lezingen"].keys() - by_key.keys()
    if unknown:
        raise UnknownCase(f"lezing {sorted(unknown)} van {book.key}")
    chosen = {**file.get("standaard_lezingen", {}), **case["lezingen"]}
    used = {by_key[key].id: value for key, value in chosen.items() if key in by_key}
    wrong = {reading: value for reading, value in used.items() if value not in book.readings[reading].values}
    if wrong:
        raise UnknownCase(f"waarde van een lezing {wrong}")
    return {**book.reading_values, **used}


def _codes(book: Rulebook, names: Iterable[str], extra: Iterable[str] = ()) -> list[str]:
    """CBS codes for names; a party that joined keeps its name. Raises UnknownCase."""
    known = {**{party.name: party.code for party in book.parties}, **{name: name for name in extra}}
    strangers = [name for name in names if name not in known]
    if strangers:
        raise UnknownCase(f"geen partij: {strangers}")
    return [known[name] for name in names]


def _vote(case: Case, file: Case, book: Rulebook, rule: DecisionRule) -> dict[str, Any]:
    required = ("onderwerp", "populatie", "aanwezig", "uitgesloten", "uitgesloten_grond", "stemmen")
    check_keys(case, required=(*COMMON, *required), optional=("raden", "extra_partijen"))
    extra = case.get("extra_partijen", {})
    readings = _readings(case, file, book)
    preparation = Preparation(_councils(case, book, rule), requested=True, admitted=True)
    inhabitants = {**file["inwoners"][case["populatie"]], **extra}
    ballots = _ballots(case, dict(zip(_codes(book, inhabitants, extra), inhabitants.items(), strict=True)))
    vote = Vote(book, rule, _matter(case, book), ballots, readings, preparation)
    found = alternatives(vote, among=COMPARED_READINGS)
    keys = {reading.id: reading.key for reading in book.readings.values()}
    return {
        **_counted(seated(vote)),
        **_outcome(decide(vote)),
        "alternatieven": {f"{keys[item.reading]}={item.value}": item.outcome.code for item in found},
        "afhankelijk_van_lezing": depends_on_reading(found),
    }


def _counted(ballots: Ballots) -> dict[str, Any]:
    tally = count(ballots)
    return {
        "stemgerechtigd": tally.entitled,
        "koppen": {"voor": tally.in_favour, "tegen": tally.against, "blanco": tally.blank},
        "inwoners_voor": tally.inhabitants_for,
        "inwoners_tegen": tally.inhabitants_against,
        "inwoners_totaal": tally.inhabitants_total,
    }


def _ballots(case: Case, parties: Mapping[str, tuple[str, int]]) -> Ballots:
    """The seats of a case. An exclusion by the agreement is not taken over: it must come out of the rule."""
    names = {name for name, _ in parties.values()}
    strangers = {*case["aanwezig"], *case["stemmen"], *case["uitgesloten"]} - names
    if strangers or set(case["uitgesloten"]) != case["uitgesloten_grond"].keys():
        raise UnknownCase(f"geen partij, of uitgesloten zonder grond: {sorted(strangers)}")
    decided = {name for name, ground in case["uitgesloten_grond"].items() if Ground(ground) is Ground.DECISION}
    return Ballots(
        tuple(
            Seat(
                party=code,
                inhabitants=inhabitants,
                present=name in case["aanwezig"],
                choice=Choice(case["stemmen"][name]) if name in case["stemmen"] else None,
                excluded=Ground.DECISION if name in decided else None,
            )
            for code, (name, inhabitants) in parties.items()
        )
    )


def _matter(case: Case, book: Rulebook) -> Matter:
    """Article and letter as one number; where nobody can be excluded the subject does not matter."""
    subject = case["onderwerp"]
    check_keys(subject, required=(), optional=("artikel", "letter", "financieel", "betrokken"))
    if book.exclusion is None:
        return Matter("", subject.get("financieel", False))
    return Matter(subject["artikel"] + subject.get("letter", ""), subject["financieel"])


def _councils(case: Case, book: Rulebook, rule: DecisionRule) -> tuple[Council, ...]:
    given = case.get("raden", {})
    if bool(given) != (rule.gate is not None and rule.gate.kind == "councils"):
        raise UnknownCase("raden")
    return tuple(
        Council(code, council["voorgelegd"], CouncilAnswer(council["ingestemd"]))
        for code, council in zip(_codes(book, given), given.values(), strict=True)
    )


def _persons(case: Case, file: Case, book: Rulebook, rule: DecisionRule) -> dict[str, Any]:
    check_keys(case, required=(*COMMON, "onderwerp", "ronde", "kandidaten", "briefjes", "stemgerechtigd"))
    _readings(case, file, book)
    counts = dict(case["briefjes"])
    other = {kind: counts.pop(kind, 0) for kind in ("tegen", "blanco", "ongeldig")}
    if counts.keys() - set(case["kandidaten"]):
        raise UnknownCase("briefjes voor iemand die geen kandidaat is")
    slips = Slips(
        entitled=case["stemgerechtigd"],
        candidates={name: counts.get(name, 0) for name in case["kandidaten"]},
        against=other["tegen"],
        blank=other["blanco"],
        invalid=other["ongeldig"],
    )
    return _outcome(elect(rule, slips, round_number=case["ronde"]))


def _cluster(case: Case, file: Case, book: Rulebook, rule: DecisionRule) -> dict[str, Any]:
    check_keys(case, required=(*COMMON, "cluster", "keuzes"))
    clusters = {cluster.key: cluster for cluster in book.clusters}
    nominees = dict(zip(_codes(book, case["keuzes"]), case["keuzes"].values(), strict=True))
    return _outcome(appoint(rule, clusters[case["cluster"]].parties, nominees))


def _consensus(case: Case, file: Case, book: Rulebook, rule: DecisionRule) -> dict[str, Any]:
    check_keys(case, required=(*COMMON, "standpunten"))
    positions = {member: Position(position) for member, position in case["standpunten"].items()}
    return _outcome(seek_consensus(rule, positions))


def _advice(case: Case, file: Case, book: Rulebook, rule: DecisionRule) -> dict[str, Any]:
    check_keys(case, required=(*COMMON, "telling"))
    counted = case["telling"]
    check_keys(counted, required=("voor", "tegen"), optional=("onthouden",))
    return _outcome(advise(rule, {Choice.FOR: counted["voor"], Choice.AGAINST: counted["tegen"]}))


def _local(case: Case, book: Rulebook) -> dict[str, Any]:
    """Decided at home; `soort` names the kind of decision in the rulebook."""
    check_keys(case, required=(*COMMON, "besluiten", "soort"))
    rule = book.decisions.get(case["soort"])
    if rule is None or rule.procedure != "consent":
        raise UnknownCase(f"soort {case['soort']!r} van {book.key}")
    answers = zip(_codes(book, case["besluiten"]), case["besluiten"].values(), strict=True)
    return _outcome(refer(rule, book.party_codes, {code: Consent(answer) for code, answer in answers}))


def _casting(case: Case, book: Rulebook) -> dict[str, Any]:
    """The answers to a sequence of votes being cast, and what counts at the end."""
    required = ("geheim", "uitgesloten", "vertegenwoordigers", "voorzitter", "open_van", "sluit", "gebeurtenissen")
    check_keys(case, required=(*COMMON, *required), optional=("kandidaten",))
    secret = case["geheim"]
    poll = Poll(
        opens_at=datetime.fromisoformat(case["open_van"]),
        closes_at=datetime.fromisoformat(case["sluit"]),
        representatives=case["vertegenwoordigers"],
        voteless=frozenset({case["voorzitter"]}),
        excluded=frozenset(case["uitgesloten"]),
        secret=secret,
        choices=(frozenset(case["kandidaten"]) if "kandidaten" in case else None) if secret else frozenset(Choice),
    )
    answers, counting = replay(tuple(map(_attempt, case["gebeurtenissen"])), poll)
    votes = {vote.party: vote.choice for vote in counting}
    return {
        "antwoorden": [str(given) for given in answers],
        "telt": {"aantal_briefjes": len(votes)} if secret else votes,
    }


def _attempt(event: Case) -> Attempt:
    check_keys(event, required=("t", "persoon", "partij", "keuze", "sleutel"))
    return Attempt(
        datetime.fromisoformat(event["t"]), event["persoon"], event["partij"], event["keuze"], event["sleutel"]
    )


PROCEDURES: Mapping[str, Callable[[Case, Case, Rulebook, DecisionRule], dict[str, Any]]] = {
    "vote": _vote,
    "persons": _persons,
    "cluster": _cluster,
    "consensus": _consensus,
    "advice": _advice,
}
NOT_DECISIONS: Mapping[str, Callable[[Case, Rulebook], dict[str, Any]]] = {"uitbrengen": _casting, "lokaal": _local}
"""What a case may ask that is no key of a decision: casting, and "at home" with the kind in `soort`."""
