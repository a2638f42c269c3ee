"""Een stemming narekenen, los van de software die haar hield.

Gebruik:  python3 narekenen.py stemming-2026-12.jsonl --sluitcode CODE

Dit programma leest het bestand dat u bij een gesloten stemming downloadt. Het berekent elke code en de uitslag opnieuw,
met eigen regels en zonder internet. U heeft Python 3.11 of nieuwer nodig en verder niets. Geef met --sluitcode de code
op uit uw mail of uit het verslag; spaties maken niet uit. Alleen die code bewijst dat niet alles later is herschreven.
Het antwoord: 0 alles klopt, 1 iets klopt niet, 2 het bestand is niet te lezen.
"""

import argparse
import hashlib
import json
import sys
import tomllib
from collections import Counter, namedtuple
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

Table = Mapping[str, Any]
Counted = tuple[str, Table, str]  # how it ended, what the stored count must say, and that in words
Seat = namedtuple("Seat", "code inhabitants present choice barred")
SIDES = {"voor": "for", "tegen": "against", "blanco": "blank"}


class Broken(Exception):
    """Something does not agree, or cannot be read; the sentence says what."""


class Vote:
    """The file: line 1 is the frozen start, every other line says what it is. Raises Broken."""

    def __init__(self, text: bytes) -> None:
        try:
            opening, *rest = text.rstrip(b"\n").split(b"\n")
            self.code = hashlib.sha256(opening).hexdigest()
            self.start, *self.lines = map(json.loads, (opening, *rest))
            (self.rules,), (self.result,) = self.all("rules"), self.all("result")
            self.procedure = PROCEDURES[self.start["procedure"]]
            self.book: Table = tomllib.loads(self.rules["source"])
            self.rule: Table = {rule["key"]: rule for rule in self.book["decision"]}[self.start["decision"]]
        except (ValueError, LookupError, TypeError) as wrong:
            raise Broken("Dit is geen (heel) bestand van een stemming.") from wrong

    def all(self, kind: str) -> list[Table]:
        return [line for line in self.lines if line["line"] == kind]

    @cached_property
    def groups(self) -> dict[str, list[Seat]]:
        """The parties with the last ballot of each: all, who had a vote, who of them was there, and by choice."""
        last = {ballot["party"]: ballot["choice"] for ballot in self.all("ballot")}
        there, barred = self.result["present"], barred_party(self)
        frozen = [(party["code"], party["inhabitants"] or 0, party["excluded"]) for party in self.start["parties"]]
        seats = [Seat(c, n, c in there, last.get(c, ""), c == barred or e == "besluit") for c, n, e in frozen]
        voters = [seat for seat in seats if not seat.barred]
        groups = {"total": seats, "entitled": voters, "present": [seat for seat in voters if seat.present]}
        return groups | {side: [s for s in voters if s.choice == choice] for choice, side in SIDES.items()}

    def reading(self, name: str, otherwise: str = "") -> str:
        """The value in use of a reading; "none" says that nothing is open here."""
        return otherwise if name == "none" else str(self.start["readings"][name])


def fingerprint(value: Any) -> str:
    """SHA-256 of a value as JSON: keys sorted, no spaces, UTF-8."""
    written = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def agreed(same: bool, found: str, otherwise: str) -> str:
    """What was found, when it agrees. Raises Broken."""
    if not same:
        raise Broken(otherwise)
    return found


def check_start(vote: Vote) -> str:
    """The text of line 1 has the code on which the chain was built."""
    return agreed(vote.code == vote.result["snapshot"], vote.code, "dit is na het openen veranderd.")


def check_rules(vote: Vote) -> str:
    """The text of the rules is the one that was frozen."""
    frozen, code = vote.start["agreement"], hashlib.sha256(vote.rules["source"].encode()).hexdigest()
    named = f"{frozen['key']}, versie {frozen['version']}."
    return agreed(code == frozen["sha256"], named, f"dit is niet de tekst van {named}")


def check_chain(vote: Vote) -> str:
    """Every ballot carries the code of the one before; none is missing, moved or added."""
    previous, count, ballots = vote.code, vote.result["ballots"], vote.all("ballot")
    for number, ballot in enumerate(ballots, start=1):
        facts = [ballot[name] for name in ("party", "choice", "key", "cast_at")]
        own = fingerprint([previous, vote.start["vote"], number, *facts])
        linked = (ballot["seq"], ballot["previous"], ballot["hash"]) == (number, previous, own)
        agreed(linked, "", f"de keten breekt bij stem {number}.")
        previous = own
    end = min(len(ballots), count) + 1
    agreed(len(ballots) == count, "", f"de keten breekt bij stem {end}: bij het sluiten waren er {count}.")
    said = f"{count} stemmen, elke schakel sluit aan." if count else "hier hoort geen keten bij."
    return agreed(previous == vote.result["head"], said, "de keten eindigt anders dan bij het sluiten.")


def barred_party(vote: Vote) -> str:
    """The party without a vote on this subject by the agreement itself; empty when there is none."""
    found, subject = vote.book["exclusion"], vote.start["subject"]
    if found == "none" or not vote.rule["exclusion"] or vote.start["financial"]:
        return ""
    within = falls_under(subject, found["scope"][vote.reading(found["reading"])])
    return str(found["party"]) if within and not falls_under(subject, found["always_financial"]) else ""


def falls_under(article: str, articles: list[str]) -> bool:
    """Whether an article is one of these or a part of one: "8a" falls under "8", "80" does not."""
    return any(article.startswith(one) and not article[len(one) :][:1].isdigit() for one in articles)


def check_voters(vote: Vote) -> str:
    """Who had no vote follows from rules and decisions; nobody else is missing, and only voters voted."""
    barred = {seat.code for seat in vote.groups["total"] if seat.barred}
    same = barred == {party["code"] for party in vote.start["parties"] if party["excluded"]}
    agreed(same, "", "wie geen stem had, volgt niet uit de regels.")
    able = {seat.code for seat in vote.groups["present"]}
    strange = [b["seq"] for b in vote.all("ballot") if b["party"] not in able or b["choice"] not in SIDES]
    said = f"{len(vote.groups['entitled'])} van {len(vote.groups['total'])} partijen."
    return agreed(not strange, said, f"stem {min(strange, default=0)} is geen keuze, of van een partij zonder stem.")


def inhabitants(seats: list[Seat]) -> int:
    """The inhabitants of these parties together."""
    return sum(seat.inhabitants for seat in seats)


def enough(test: Table, part: int, whole: int) -> bool:
    """Whether a share is reached, in whole numbers: "at_least" counts exactly the share, "more_than" does not."""
    share = Fraction(test.get("at_least") or test["more_than"])
    return part > 0 and (part >= share * whole if "at_least" in test else part > share * whole)


SHARES: dict[str, tuple[str, str, Callable[[list[Seat]], int]]] = {
    "majority_of_votes": ("for", "uitgebracht", len),
    "share_of_inhabitants": ("for", "alle_partijen", inhabitants),
    "weighted_majority": ("for", "uitgebracht", inhabitants),
    "parties_represented": ("present", "alle_partijen", len),
}
BASES = {"uitgebracht": ["for", "against"], "aanwezig": ["present"], "stemgerechtigd": ["entitled"]}


def reaches(test: Table, vote: Vote) -> bool:
    """Enough parties or inhabitants: who, of whom where no reading says so, and how counted, stands in SHARES."""
    part, plain, size = SHARES[test["kind"]]
    base = BASES.get(vote.reading(test["reading"], plain), ["total"])
    return enough(test, size(vote.groups[part]), size([seat for name in base for seat in vote.groups[name]]))


def unanimous(test: Table, vote: Vote) -> bool:
    """Nobody but in favour; who is absent is missed, unless only those present are asked."""
    value, present = vote.reading(test["reading"]), vote.groups["present"]
    only_present = test["kind"] == "unanimous_of_present" or value == "alleen_aanwezigen"
    said = {seat.choice for seat in (present if only_present and present else vote.groups["entitled"])}
    return "voor" in said and said <= ({"voor", "blanco"} if value == "neutraal" else {"voor"})


def gate_is_shut(vote: Vote) -> bool:
    """Whether this vote should not have opened: councils not asked, no request, subject not admitted."""
    gate, before = vote.rule["gate"], vote.start["preparation"]
    if gate == "none" or gate["kind"] != "councils":
        return gate != "none" and not before[{"request": "requested", "admission": "admitted"}[gate["kind"]]]
    asked = {council["party"]: council["answer"] for council in before["councils"] if council["submitted"]}
    allowed = {"ingestemd"} if vote.reading(gate["reading"]) == "ingestemd" else {"ingestemd", "geweigerd", "open"}
    return not all(asked.get(party["code"]) in allowed for party in vote.start["parties"])


def decide(vote: Vote) -> Counted:
    """A vote, by the first that applies: gate, quorum, tie, tests."""
    heads, rule = {"total": "parties", "for": "in_favour"}, vote.rule
    n = {heads.get(name, name): len(group) for name, group in vote.groups.items()}
    tied = n["in_favour"] == n["against"] > 0 and n["present"] < n["entitled"]
    endings = {
        "NIET_TE_OPENEN": gate_is_shut(vote),
        "ONGELDIG": vote.reading(rule["quorum"]) == "hard" and 2 * n["present"] <= n["entitled"],
        "AANGEHOUDEN": vote.reading(rule["tie"]) == "gemeentewet_32" and tied,
        "AANGENOMEN": all((reaches if t["kind"] in SHARES else unanimous)(t, vote) for t in rule["tests"]),
        "NIET_AANGENOMEN": True,
    }
    n |= {f"inhabitants_{name}": inhabitants(group) for name, group in vote.groups.items()}
    return first(endings), n, f"{n['in_favour']} voor, {n['against']} tegen, {n['inhabitants_for']} inwoners voor."


def first(endings: Mapping[str, bool]) -> str:
    """The first ending that applies."""
    return next(ending for ending, applies in endings.items() if applies)


def elect(vote: Vote) -> Counted:
    """A vote about persons: elected, or who goes on to the next round or the lot."""
    start, box = vote.start, Counter(slip["choice"] for slip in vote.all("slip"))
    votes, handed_in = {name: box[name] for name in start["candidates"]}, vote.result["tally"]["taken_part"]
    step, sure = start["election"]["step"], start["election"]["ahead"]
    narrows, again, free = step == "tussenstemming", step == "herstemming", 2 - len(sure)
    valid, total = sum(votes.values()) + (box["tegen"] if len(votes) == 1 else 0), box.total()
    chosen = [n for n in votes if not narrows and enough(vote.rule["tests"][0], votes[n], valid)]
    chosen = start["candidates"] if start["way"] == "no_vote" else chosen
    cut, lost = sorted([0, 0, *votes.values()])[-free], total < handed_in and start["way"] == "ballot"
    above, level = [n for n in votes if votes[n] > cut], [n for n in votes if votes[n] == cut]
    endings = {
        "ONGELDIG": lost or total > min(len(vote.groups["entitled"]), handed_in),
        f"GEKOZEN:{''.join(chosen)}": bool(chosen),
        "NIET_GEKOZEN": len(votes) < 2 or (again and len(level) < 2),
        f"HERSTEMMING:{','.join(sorted([*sure, *above, *level]))}": not again and len([*sure, *above, *level]) == 2,
        f"LOTING:{','.join(sorted(level))}": again or (narrows and free - len(above) == 1),
        f"TUSSENSTEMMING:{','.join(sorted(level))}": True,
    }
    count = {"candidates": [{"name": name, "slips": votes[name]} for name in votes], "total": total}
    return first(endings), count, f"{total} briefjes."


def hear(vote: Vote) -> Counted:
    """Answers and hands: the last answer of each voice counts."""
    answers, hands = ([{k: line[k] for k in line if k != "line"} for line in vote.all(x)] for x in ("answer", "hands"))
    last, voices = {answer["voice"]: answer for answer in answers}, [voice["code"] for voice in vote.start["voices"]]
    said = {last[voice]["value"] if voice in last else "geen_besluit" for voice in voices}
    names, waits = sorted({answer["nominee"] for answer in last.values()}), "geen_besluit" in said
    named = f"VOORGEDRAGEN:{','.join(names)}"
    endings: dict[str, dict[str, bool]] = {
        "same_nominee_of_all": {"GEEN_OVEREENSTEMMING": len(names) > 1, "OPEN": waits, named: True},
        "consent_of_all_parties": {"NIET_TOT_STAND_GEKOMEN": "geweigerd" in said, "IN_BEHANDELING": waits},
        "no_objection": {"GEEN_CONSENSUS": "bezwaar" in said, "CONSENSUS": True},
        "each_party_decides": {"PER_PARTIJ": True},
        "sense_of_the_meeting": {"RICHTINGGEVEND": True},
    }
    ending = first(endings[vote.rule["tests"][0]["kind"]] | {"ALLE_PARTIJEN_INGESTEMD": True})
    count = hands[0] if hands else {"answers": len(answers), "digest": fingerprint(answers)}
    return ending, count, f"{len(answers)} antwoorden."


def check_tally(vote: Vote) -> str:
    """The count as stored says what comes out here."""
    _, count, said = vote.procedure(vote)
    return agreed(count.items() <= vote.result["tally"].items(), said, f"dit klopt niet; hier komt uit: {said}")


def check_outcome(vote: Vote) -> str:
    """The outcome follows from the count."""
    found = vote.procedure(vote)[0]
    return agreed(found == vote.result["result"], f"{found}.", f"uit deze stemmen volgt {found}.")


def check_closing(vote: Vote) -> str:
    """The closing code covers the start, the chain, the count and the outcome in this file."""
    covered = ("head", "ballots", "result", "tally", "present", "closed_at")
    code = fingerprint({name: vote.result[name] for name in covered} | {"snapshot": vote.code})
    return agreed(code == vote.result["closing_hash"], code, f"deze hoort {code} te zijn.")


PROCEDURES: dict[str, Callable[[Vote], Counted]] = {"vote": decide, "persons": elect}
PROCEDURES |= dict.fromkeys(("cluster", "consent", "consensus", "advice"), hear)
CHECKS: dict[str, Callable[[Vote], str]] = {
    "Wat bij het openen is vastgelegd": check_start,
    "De regels van de overeenkomst": check_rules,
    "De keten van stemmen": check_chain,
    "Wie mocht stemmen": check_voters,
    "De telling": check_tally,
    "De uitslag": check_outcome,
    "De sluitcode": check_closing,
}


def report(vote: Vote, outside: str) -> Iterator[tuple[bool, str]]:
    """Every check with what it found; the closing code that was published comes last."""
    for title, check in CHECKS.items():
        try:
            yield True, f"{title}: {check(vote)}"
        except (Broken, LookupError, TypeError, ValueError) as wrong:
            yield False, f"{title}: {wrong if isinstance(wrong, Broken) else 'dit is niet na te rekenen.'}"
    if outside:
        same = vote.result["closing_hash"] == "".join(outside.split()).lower()
        yield same, "Uw sluitcode: " + ("dezelfde." if same else "een andere. Dit bestand is van na het sluiten.")


def main(arguments: list[str]) -> int:
    """Print every check; 0 when all agree, 1 when one does not, 2 when there is nothing to check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bestand", type=Path)
    parser.add_argument("--sluitcode", default="")
    asked = parser.parse_args(arguments)
    try:
        vote = Vote(asked.bestand.read_bytes())
    except (Broken, OSError) as wrong:
        parser.error(str(wrong))
    found = list(report(vote, asked.sluitcode))
    sys.stdout.writelines(f"{'goed' if passed else 'FOUT'}  {line}\n" for passed, line in found)
    return int(not all(passed for passed, _ in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
