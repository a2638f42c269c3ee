"""The tally of an open vote, for the secretariat only: bars, what is fixed or missing, who can still turn it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from votes import counting, drawing
from votes.counting.frozen import tests
from votes.models import Proposal
from votes.rules import Vote, count, decide, seated
from votes.rules.foresight import can_tip, open_parties
from votes.wording.foresight import prospect

ANSWERS: Mapping[bool | None, tuple[str, str, str]] = {
    True: ("ja", "switch-horizontal", "ja"),
    False: ("nee", "minus", "nee"),
    None: ("nog niet te zeggen", "circle-dashed", "nee"),
}
"""Whether a party can still turn the outcome → word, icon, style."""


@dataclass(frozen=True)
class OpenParty:
    """A party that has not voted, and whether its vote can still turn the outcome."""

    name: str
    inhabitants: int
    answer: str
    icon: str
    css: str


def running_tally(proposal: Proposal, now: datetime) -> dict[str, Any]:
    """Counts, bars and foresight at this moment, with the version that the page polls with."""
    vote = counting.vote_of(proposal, at=now)
    tally = asdict(count(seated(vote)))
    return {
        "tally": tally,
        "bars": drawing.result_bars(tally, tests(decide(vote))),
        "prospect": prospect(vote),
        "open_parties": open_rows(vote, counting.names_in(proposal)),
        "tally_version": version(proposal, vote),
    }


def version(proposal: Proposal, vote: Vote) -> str:
    """What the tally rests on: the state, the ballots, and who is there (R3, R4)."""
    there = "".join("1" if seat.present else "0" for seat in vote.ballots.seats)
    return f"{proposal.state}-{proposal.ballots_cast}-{there}"


def open_rows(vote: Vote, names: Mapping[str, str]) -> list[OpenParty]:
    """The parties that have not voted, the largest first."""
    inhabitants = {seat.party: seat.inhabitants for seat in vote.ballots.seats}
    tipping = can_tip(vote)
    return [
        OpenParty(names[code], inhabitants[code], *ANSWERS[tipping[code] if tipping else None])
        for code in open_parties(vote)
    ]
