"""Open votes, from rows to the rules and back: the vote as the rules see it, and its result as it is stored."""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from meetings import selectors as meetings
from twente.core.dates import clock_time
from twente.core.selectors import readings_on
from votes import selectors
from votes.counting.frozen import explanation, frozen_preparation, frozen_rulebook, names_in, population_sentence, tests
from votes.counting.ways import in_its_way
from votes.models import Ballot, Proposal, Seat
from votes.rules import Ballots, Choice, Ground, Matter, Vote, alternatives, count, decide, seated
from votes.rules import Seat as Place
from votes.wording import dependence, explain, signals, verdict


def vote_of(proposal: Proposal, *, at: datetime) -> Vote:
    """The vote as frozen at opening with the ballots that count at this moment.

    Present is who attends the meeting or has voted: whoever votes online takes part (R3, R9).
    """
    rulebook = frozen_rulebook(proposal)
    ballots = selectors.latest_ballots(proposal)
    there = meetings.present_party_ids(meeting=proposal.item.meeting, at=at)
    seats = tuple(
        Place(
            party=seat.party.code,
            inhabitants=seat.inhabitants or 0,
            present=seat.party_id in there or seat.party_id in ballots,
            choice=Choice(ballots[seat.party_id].choice) if seat.party_id in ballots else None,
            excluded=Ground(seat.excluded) if seat.excluded else None,
            because=seat.excluded_because,
        )
        for seat in selectors.seats_of(proposal)
    )
    return Vote(
        rulebook=rulebook,
        rule=rulebook.decisions[proposal.decision_kind],
        matter=Matter(proposal.snapshot["subject"], proposal.financial),
        ballots=Ballots(seats),
        readings=proposal.snapshot["readings"],
        preparation=frozen_preparation(proposal),
    )


def result_of(proposal: Proposal, at: datetime) -> dict[str, Any]:
    """The whole result as plain JSON: outcome, sentences, figures, readings that matter, and the table of parties."""
    adopted = readings_on(selectors.agreement_of(proposal), selectors.day_of(at))
    result = counted(vote_of(proposal, at=at), names_in(proposal), adopted=adopted)
    whole = result | {"ballots": party_rows(proposal), "population": population_sentence(proposal)}
    return in_its_way(proposal, whole)


def counted(vote: Vote, names: Mapping[str, str], *, adopted: Collection[str]) -> dict[str, Any]:
    """What comes out of a vote, cast or imagined: every key of a result but the table and the source of the figures."""
    outcome = decide(vote)
    said = verdict(vote, outcome, names)
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
        "tests": tests(outcome),
        "flags": list(signals(vote, outcome, names)),
        "tally": asdict(count(seated(vote))),
        "present": [seat.party for seat in vote.ballots.seats if seat.present],
        "depends": depends.sentence,
        "alternatives": [asdict(row) for row in depends.rows],
    }


def party_rows(proposal: Proposal) -> list[dict[str, Any]]:
    """The table: every party with inhabitants, choice, voter, mandate, and what the secretary entered."""
    ballots = selectors.latest_ballots(proposal)
    return [party_row(seat, ballots.get(seat.party_id)) for seat in selectors.seats_of(proposal)]


def party_row(seat: Seat, ballot: Ballot | None) -> dict[str, Any]:
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
        "note": ": ".join(filter(None, ("niet stemgerechtigd", seat.excluded_because))) if seat.excluded else note,
        "article": seat.excluded.removeprefix("art") if seat.excluded.startswith("art") else "",
        "time": clock_time(ballot.cast_at).removesuffix(" uur") if ballot else "–",
    }
