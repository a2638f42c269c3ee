"""Before and during a vote: how will be decided, who may vote or answer, on which mandate and figures, and why not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from twente.core.dates import day_of
from twente.core.selectors import population_for, reading_values
from votes import selectors
from votes.electorate import Electorate, electorate
from votes.models import Proposal
from votes.rules import Ballots, Matter, Vote
from votes.wording import conditions, entitlement


@dataclass(frozen=True)
class SeatRow:
    """A party before or during the vote: may it vote, who does, and has it voted."""

    name: str
    inhabitants: int | None
    entitled: bool
    sentence: str
    voter: str
    mandate: str
    voted: bool = False
    code: str = ""


def seat_rows(proposal: Proposal, who: Electorate) -> list[SeatRow]:
    """The fourteen with who votes for them on which mandate, or why not (BOK-1f, 12.2)."""
    voted, vote = selectors.voted(proposal), who.vote
    return [
        SeatRow(
            name=seat.party.short_name,
            inhabitants=seat.inhabitants,
            entitled=not seat.excluded,
            sentence=short_entitlement(vote, seat.party.code, who.names),
            voter=seat.voter_name,
            mandate=seat.mandate,
            voted=seat.party.pk in voted,
            code=seat.party.code,
        )
        for seat in who.seats
    ]


def short_entitlement(vote: Vote, code: str, names: Mapping[str, str]) -> str:
    """One word for who simply has a vote, the whole sentence for whom a reading decides (R1) or who has none."""
    found = entitlement(vote, code, names)
    return found.sentence if found.reading or not found.passed else found.title


def how_decided(proposal: Proposal, now: datetime) -> dict[str, Any]:
    """The rule, its sentences and the figures it weighs, without the parties: all that a voter's own screen needs."""
    rulebook, rule = selectors.rule_of(proposal, now)
    readings = reading_values(selectors.agreement_of(proposal), day_of(proposal.opened_at or now))
    weighs = rule.procedure == "vote"
    population = (proposal.population or population_for(day_of(now))) if weighs else None
    return {
        "rule": rule,
        "population": population,
        "missing_figures": weighs and population is None,
        "earlier_figures": population is not None and population.reference_date.year != day_of(now).year,
        "rule_sentences": conditions(Vote(rulebook, rule, Matter("", proposal.financial), Ballots(()), readings)),
    }


def preview(proposal: Proposal, now: datetime) -> dict[str, Any]:
    """How will be decided, who may vote or answer; the same before opening and while open (BOK-12, R5).

    `missing_figures` says that a vote that weighs inhabitants has none to weigh.
    """
    shown = how_decided(proposal, now) | {"rows": [], "voices": [], "entitled": 0, "without_voter": []}
    if shown["missing_figures"]:
        return shown
    who = electorate(proposal, population=shown["population"], now=proposal.opened_at or now)
    return shown | {
        "rows": seat_rows(proposal, who),
        "voices": list(who.voices),
        "entitled": sum(not seat.excluded for seat in who.seats),
        "without_voter": [seat.party.short_name for seat in who.seats if seat.voter is None and not seat.excluded],
    }
