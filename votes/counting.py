"""From rows to the rules and back: a vote as the rules see it, its result as it is stored, and the check of both."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from meetings import selectors as meetings
from twente.core.agreement import Rulebook
from twente.core.dates import clock_time, full_date
from twente.core.models import AgreementVersion
from twente.core.selectors import parsed, readings_on
from votes import chain, selectors
from votes.models import Ballot, Proposal
from votes.rules import Ballots, Choice, Ground, Matter, Outcome, Seat, Vote, alternatives, count, decide, seated
from votes.wording import Explanation, dependence, explain, signals, verdict


def frozen_rulebook(proposal: Proposal) -> Rulebook:
    """The rulebook that the vote was opened under, whatever was amended since."""
    frozen = proposal.snapshot["agreement"]
    version = AgreementVersion.objects.get(agreement=selectors.agreement_of(proposal), number=frozen["version"])
    return parsed(version.sha256, version.source, frozen["key"])


def vote_of(proposal: Proposal, *, at: datetime) -> Vote:
    """The vote as frozen at opening with the ballots that count at this moment.

    Present is who attends the meeting or has voted: whoever votes online takes part (R3, R9).
    """
    rulebook = frozen_rulebook(proposal)
    ballots = selectors.latest_ballots(proposal)
    there = meetings.present_party_ids(meeting=proposal.item.meeting, at=at)
    seats = tuple(
        Seat(
            party=seat.party.code,
            inhabitants=seat.inhabitants,
            present=seat.party_id in there or seat.party_id in ballots,
            choice=Choice(ballots[seat.party_id].choice) if seat.party_id in ballots else None,
            excluded=Ground(seat.excluded) if seat.excluded else None,
        )
        for seat in selectors.seats_of(proposal)
    )
    return Vote(
        rulebook=rulebook,
        rule=rulebook.decisions[proposal.decision_kind],
        matter=Matter(proposal.snapshot["subject"], proposal.financial),
        ballots=Ballots(seats),
        readings=proposal.snapshot["readings"],
    )


def result_of(proposal: Proposal, *, at: datetime) -> dict[str, Any]:
    """The whole result as plain JSON: outcome, sentences, figures, readings that matter, and the table of parties."""
    vote = vote_of(proposal, at=at)
    outcome, names = decide(vote), names_in(proposal)
    said = verdict(vote, outcome, names)
    adopted = readings_on(selectors.agreement_of(proposal), selectors.day_of(at))
    depends = dependence(vote, alternatives(vote), names, adopted=adopted)
    return {
        "result": outcome.code,
        "adopted": outcome.adopted,
        "title": said.word,
        "sentence": said.sentence,
        "rule": vote.rule.label,
        "article": vote.rule.article,
        "gaps_article": vote.rulebook.gaps_article,
        "reasons": [explanation(row) for row in explain(vote, outcome, names)],
        "tests": tests(vote, outcome, names),
        "flags": list(signals(vote, outcome, names)),
        "tally": asdict(count(seated(vote))),
        "depends": depends.sentence,
        "alternatives": [asdict(row) for row in depends.rows],
        "ballots": party_rows(proposal),
        "population": population_sentence(proposal),
    }


def names_in(proposal: Proposal) -> dict[str, str]:
    """CBS code → name, as frozen."""
    return {party["code"]: party["name"] for party in proposal.snapshot["parties"]}


def explanation(row: Explanation) -> dict[str, Any]:
    """A reason as the pages and the minutes print it."""
    return {
        "title": row.title,
        "sentence": row.sentence,
        "passed": row.passed,
        "article": row.article or "",
        "reading": row.reading or "",
    }


def tests(vote: Vote, outcome: Outcome, names: dict[str, str]) -> list[dict[str, Any]]:
    """The bare reasons with their figures, for the bars and for whoever recomputes the result."""
    return [
        {"code": reason.code, "passed": reason.passed, "figures": asdict(reason.figures) if reason.figures else None}
        for reason in outcome.reasons
    ]


def party_rows(proposal: Proposal) -> list[dict[str, Any]]:
    """The table: every party with inhabitants, choice, voter, mandate, and what the secretary entered."""
    ballots = selectors.latest_ballots(proposal)
    return [party_row(seat, ballots.get(seat.party_id)) for seat in selectors.seats_of(proposal)]


def party_row(seat: Any, ballot: Ballot | None) -> dict[str, Any]:
    """One party of the table; the note says what a reader must know about this vote."""
    note = f"ingevoerd door de secretaris: {ballot.entry_reason}" if ballot and ballot.entry_reason else ""
    return {
        "party": seat.party.code,
        "name": seat.party.short_name,
        "inhabitants": seat.inhabitants,
        "excluded": seat.excluded,
        "choice": ballot.choice if ballot else "",
        "voter": ballot.cast_by.name if ballot and not note else "",
        "mandate": ballot.on_mandate if ballot else "",
        "note": "niet stemgerechtigd" if seat.excluded else note,
        "article": seat.excluded.removeprefix("art") if seat.excluded.startswith("art") else "",
        "time": clock_time(ballot.cast_at).removesuffix(" uur") if ballot else "–",
    }


def population_sentence(proposal: Proposal) -> str:
    """Which inhabitants were used (R5)."""
    used = proposal.population
    if used is None:
        return ""
    earlier = used.reference_date.year != selectors.day_of(proposal.opening).year
    confirmed = " Dit eerdere cijfer is bij het openen bevestigd (lezing R5)." if earlier else ""
    return f"Inwoners: CBS, {full_date(used.reference_date)}, {used.get_status_display()}.{confirmed}"


def closing_hash(proposal: Proposal) -> str:
    """One code over what was frozen, the last link of the chain, the count and the outcome."""
    result = proposal.result
    return chain.digest(
        {
            "snapshot": proposal.snapshot_hash,
            "head": proposal.head_hash,
            "ballots": proposal.ballots_cast,
            "result": result["result"],
            "tally": result["tally"],
            "closed_at": chain.instant(proposal.closing),
        }
    )


def chain_break(proposal: Proposal) -> int | None:
    """The number of the first ballot that does not follow from the one before, or None."""
    links = [
        chain.Link(
            vote=proposal.pk,
            seq=ballot.seq,
            party=ballot.party.code,
            choice=ballot.choice,
            key=str(ballot.key),
            cast_at=chain.instant(ballot.cast_at),
            previous=ballot.previous_hash,
            hash=ballot.hash,
        )
        for ballot in proposal.ballots.select_related("party").order_by("seq")
    ]
    broken = chain.broken_at(proposal.snapshot_hash, links)
    head = links[-1].hash if links else proposal.snapshot_hash
    ended = head == proposal.head_hash and len(links) == proposal.ballots_cast
    return broken if broken or ended else len(links) + 1


@dataclass(frozen=True)
class Check:
    """One thing that was recomputed, whether it agrees, and the code."""

    title: str
    passed: bool
    sentence: str
    code: str


def checks(proposal: Proposal) -> list[Check]:
    """Uitslag narekenen: snapshot, chain, count and closing hash, each recomputed from the rows."""
    snapshot, broken = chain.digest(proposal.snapshot), chain_break(proposal)
    again = result_of(proposal, at=proposal.closing)
    same = all(again[name] == proposal.result[name] for name in ("result", "tally", "tests"))
    chained = "Elke stem sluit aan op de vorige." if broken is None else f"De keten breekt bij stem {broken}."
    stands = "Regels, lezingen, inwoners en mandaten zijn niet veranderd."
    closing, compare = closing_hash(proposal), "Vergelijk haar met de code in uw mail."
    return [
        Check("Wat bij het openen is vastgelegd", snapshot == proposal.snapshot_hash, stands, snapshot),
        Check("De keten van stemmen", broken is None, chained, proposal.head_hash),
        Check("De telling", same, again["sentence"], again["result"]),
        Check("De sluitcode", closing == proposal.closing_hash, compare, closing),
    ]
