"""Who may vote on a proposal, with how many inhabitants, on which mandate, and why not (BOK-12.1, 12.2, R5)."""

from dataclasses import dataclass
from datetime import datetime

from meetings.selectors import Voter
from twente.core.agreement import DecisionRule, Rulebook
from twente.core.dates import day_of
from twente.core.models import Party, PopulationSet
from twente.core.refusals import Refusal
from twente.core.selectors import inhabitants_in, parties_of, reading_values
from votes import selectors
from votes.models import Proposal
from votes.rules import Ballots, Matter, Seat, Vote, excluded_parties


class FiguresMissing(Refusal):
    """A party has no figure in the set in use."""


@dataclass(frozen=True)
class SeatAtOpening:
    """One party as the vote will freeze it; `excluded` is the ground ("art12.2"), empty when it may vote."""

    party: Party
    inhabitants: int
    excluded: str
    voter: Voter | None


@dataclass(frozen=True)
class Electorate:
    """All parties with the rule and the readings under which they vote."""

    rulebook: Rulebook
    rule: DecisionRule
    matter: Matter
    readings: dict[str, str]
    population: PopulationSet
    seats: tuple[SeatAtOpening, ...]

    @property
    def names(self) -> dict[str, str]:
        """CBS code → name on screen."""
        return {seat.party.code: seat.party.short_name for seat in self.seats}

    @property
    def vote(self) -> Vote:
        """The vote as the rules see it before anybody voted."""
        empty = Ballots(tuple(Seat(seat.party.code, seat.inhabitants, present=False) for seat in self.seats))
        return Vote(self.rulebook, self.rule, self.matter, empty, self.readings)


def electorate(proposal: Proposal, *, population: PopulationSet, now: datetime) -> Electorate:
    """The electorate at this moment. Raises FiguresMissing when a party has no inhabitants in the set."""
    agreement = selectors.agreement_of(proposal)
    rulebook, rule = selectors.rule_of(proposal, now)
    readings = reading_values(agreement, day_of(now))
    parties = list(parties_of(agreement, day_of(now)))
    counts = inhabitants_in(population)
    missing = [party.short_name for party in parties if party.pk not in counts]
    if missing:
        raise FiguresMissing(f"Het inwonertal ontbreekt van {', '.join(missing)}. De stemming kan niet open.")
    voters = selectors.voters_of(proposal, now)
    matter = Matter(selectors.subject_article(proposal), proposal.financial)
    excluded = {found.party: found.ground for found in excluded_parties(rulebook, rule, matter, readings)}
    seats = tuple(
        SeatAtOpening(
            party=party,
            inhabitants=counts[party.pk],
            excluded=str(excluded.get(party.code, "")),
            voter=voters.get(party.pk),
        )
        for party in parties
    )
    return Electorate(rulebook, rule, matter, readings, population, seats)
