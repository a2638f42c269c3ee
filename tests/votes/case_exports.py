"""Worked examples written as exports, the way a vote with these ballots would have been exported."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from twente.core.agreement import Rulebook, shipped
from votes import chain, export

Case = Mapping[str, Any]
Line = dict[str, Any]
FILE = json.loads((Path(__file__).parent.parent / "cases" / "stemmingen.json").read_text(encoding="utf-8"))
BOOKS = {book.key: book for book in shipped()}
NOON = "2026-12-02T11:00:00.000000Z"


def exported(case: Case, outcome: str) -> bytes:
    """The export of this example with this outcome, all its codes right."""
    book = BOOKS[case["overeenkomst"]]
    key = case["soort"] if case["besluit"] == "lokaal" else case["besluit"]
    snapshot = common(case, book, key) | START[book.decisions[key].procedure](case, book)
    cast = list(CAST[book.decisions[key].procedure](case, book, snapshot))
    ballots = [line for line in cast if line["line"] == "ballot"]
    result = {
        "line": "result",
        "snapshot": chain.digest(snapshot),
        "head": ballots[-1]["hash"] if ballots else chain.digest(snapshot),
        "ballots": len(ballots),
        "result": outcome,
        "tally": TALLY[book.decisions[key].procedure](case, snapshot, cast),
        "present": [party["code"] for party in snapshot["parties"] if party["name"] in case.get("aanwezig", ())],
        "closed_at": NOON,
    }
    closing = chain.digest({name: value for name, value in result.items() if name != "line"})
    rules = {"line": "rules", "source": book.source}
    return export.written([snapshot, rules, *cast, result | {"closing_hash": closing}])


def common(case: Case, book: Rulebook, key: str) -> Line:
    """What every snapshot says; readings by their number, from the file and the case."""
    chosen = {**FILE["standaard_lezingen"], **case["lezingen"]}
    used = {reading.id: chosen[reading.key] for reading in book.readings.values() if reading.key in chosen}
    councils = [
        {"party": code, "submitted": council["voorgelegd"], "answer": council["ingestemd"]}
        for code, council in zip(book.party_codes, case.get("raden", {}).values(), strict=False)
    ]
    return {
        "vote": 7,
        "round": 1,
        "way": "ballot",
        "election": {"step": "herstemming" if case.get("ronde") == 2 else "eerste_stemming", "ahead": []},
        "agreement": {"key": book.key, "version": book.version, "sha256": book.sha256},
        "decision": key,
        "procedure": book.decisions[key].procedure,
        "readings": {**book.reading_values, **used},
        "preparation": {"councils": councils, "requested": True, "admitted": True},
        "parties": [],
        "voices": [],
        "candidates": [],
    }


def start_of_vote(case: Case, book: Rulebook) -> Line:
    """The fourteen, and who joined, with the inhabitants of the case."""
    about, codes = case["onderwerp"], {party.name: party.code for party in book.parties}
    inhabitants = {**FILE["inwoners"][case["populatie"]], **case.get("extra_partijen", {})}
    parties = [
        {"code": codes.get(name, name), "name": name, "inhabitants": n, "excluded": excluded(case, name)}
        for name, n in inhabitants.items()
    ]
    subject = about.get("artikel", "") + about.get("letter", "") if book.exclusion else ""
    return {"subject": subject, "financial": about.get("financieel", False), "parties": parties}


def excluded(case: Case, name: str) -> str:
    """The ground on which a party has no vote, if it has none."""
    return str(case["uitgesloten_grond"].get(name, ""))


def start_of_persons(case: Case, book: Rulebook) -> Line:
    """As many parties as may vote, and the candidates."""
    parties = [{"code": str(n), "name": "", "inhabitants": None, "excluded": ""} for n in range(case["stemgerechtigd"])]
    return {"subject": "", "financial": False, "parties": parties, "candidates": case["kandidaten"]}


def start_of_answers(case: Case, book: Rulebook) -> Line:
    """Who is asked: the colleges of the cluster, the parties, the members of the case."""
    clusters = {cluster.key: cluster.parties for cluster in book.clusters}
    asked = (
        clusters.get(case.get("cluster", ""), book.party_codes) if "standpunten" not in case else case["standpunten"]
    )
    return {"subject": "", "financial": False, "voices": [{"code": code, "name": code} for code in asked]}


def ballots(case: Case, book: Rulebook, snapshot: Line) -> Iterator[Line]:
    """A chain of the ballots of the case."""
    previous, names = chain.digest(snapshot), {party["name"]: party["code"] for party in snapshot["parties"]}
    for seq, (name, choice) in enumerate(case["stemmen"].items(), start=1):
        facts = {"seq": seq, "party": names[name], "choice": choice, "key": f"k{seq}", "cast_at": NOON}
        link = chain.next_hash(previous=previous, vote=7, **facts)
        yield {"line": "ballot", **facts, "previous": previous, "hash": link, "entered": False}
        previous = link


def slips(case: Case, book: Rulebook, snapshot: Line) -> Iterator[Line]:
    """The slips in the box."""
    return ({"line": "slip", "choice": choice} for choice, count in case["briefjes"].items() for _ in range(count))


def answers(case: Case, book: Rulebook, snapshot: Line) -> Iterator[Line]:
    """What each college, party or member answered; "open" is no answer. Or the show of hands."""
    if "telling" in case:
        yield {"line": "hands"} | case["telling"]
    codes = {party.name: party.code for party in book.parties}
    for name, person in case.get("keuzes", {}).items():
        yield {"line": "answer", "voice": codes[name], "value": "draagt_voor", "nominee": person}
    for name, value in {**case.get("besluiten", {}), **case.get("standpunten", {})}.items():
        if value != "open":
            yield {"line": "answer", "voice": codes.get(name, name), "value": value, "nominee": ""}


START: Mapping[str, Callable[[Case, Rulebook], Line]] = {
    "vote": start_of_vote,
    "persons": start_of_persons,
    **dict.fromkeys(("cluster", "consent", "consensus", "advice"), start_of_answers),
}
CAST: Mapping[str, Callable[[Case, Rulebook, Line], Iterator[Line]]] = {
    "vote": ballots,
    "persons": slips,
    **dict.fromkeys(("cluster", "consent", "consensus", "advice"), answers),
}


def count_of_answers(case: Case, snapshot: Line, cast: list[Line]) -> Line:
    """What the closing code covers of answers, or the hands as they were counted."""
    facts = [{name: value for name, value in line.items() if name != "line"} for line in cast]
    return case.get("telling") or {"answers": len(facts), "digest": chain.digest(facts)}


def count_of_slips(case: Case, snapshot: Line, cast: list[Line]) -> Line:
    """The slips of each candidate; all parties that took part handed one in."""
    candidates = [{"name": name, "slips": case["briefjes"].get(name, 0)} for name in case["kandidaten"]]
    return {"candidates": candidates, "total": len(cast), "taken_part": len(cast)}


def count_of_votes(case: Case, snapshot: Line, cast: list[Line]) -> Line:
    """The count that the case expects, and what the file leaves to the reader: groups without a figure of their own."""
    wanted, voters = case["verwacht"], [party for party in snapshot["parties"] if not party["excluded"]]
    present = [party for party in voters if party["name"] in case["aanwezig"]]
    blank = [party for party in voters if case["stemmen"].get(party["name"]) == "blanco"]
    return {
        "parties": len(snapshot["parties"]),
        "entitled": wanted["stemgerechtigd"],
        "present": len(present),
        "in_favour": wanted["koppen"]["voor"],
        "against": wanted["koppen"]["tegen"],
        "blank": wanted["koppen"]["blanco"],
        "inhabitants_for": wanted["inwoners_voor"],
        "inhabitants_against": wanted["inwoners_tegen"],
        "inhabitants_blank": sum(party["inhabitants"] for party in blank),
        "inhabitants_total": wanted["inwoners_totaal"],
        "inhabitants_entitled": sum(party["inhabitants"] for party in voters),
        "inhabitants_present": sum(party["inhabitants"] for party in present),
    }


TALLY: Mapping[str, Callable[[Case, Line, list[Line]], Line]] = {
    "vote": count_of_votes,
    "persons": count_of_slips,
    **dict.fromkeys(("cluster", "consent", "consensus", "advice"), count_of_answers),
}
