"""Who may vote on a proposal, with how many inhabitants, on which mandate, why not (BOK-12.1, 12.2, R5; Awb 2:4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from meetings.selectors import Voter
from twente.core.agreement import DecisionRule, Rulebook
from twente.core.dates import day_of
from twente.core.models import Party, PopulationSet
from twente.core.refusals import Refusal
from twente.core.selectors import inhabitants_in, parties_of, reading_values
from votes import pairs, selectors
from votes.models import Proposal
from votes.rules import Ballots, Ground, Matter, Seat, Vote, excluded_parties
from votes.voices import Voice, voices

SEATED = frozenset({"vote", "persons"})
"""Procedures in which parties cast a vote; in the others voices answer."""


class FiguresMissing(Refusal):
    """A party has no figure in the set in use."""


@dataclass(frozen=True)
class SeatAtOpening:
    """One party as the vote will freeze it.

    `inhabitants` is None where nothing is weighed. `excluded` is the ground ("art12.2", "besluit"), empty when the
    party may vote; `because` says why a decision excluded it (Awb 2:4).
    """

    party: Party
    inhabitants: int | None
    excluded: str
    because: str
    voter: Voter | None

    @property
    def voter_name(self) -> str:
        """Who speaks for it; empty when nobody does."""
        return self.voter.user.name if self.voter else ""

    @property
    def mandate(self) -> str:
        """The document behind who speaks for it."""
        return self.voter.document if self.voter else ""


@dataclass(frozen=True)
class Electorate:
    """Who votes or answers, with the rule and the readings under which they do."""

    rulebook: Rulebook
    rule: DecisionRule
    matter: Matter
    readings: dict[str, str]
    population: PopulationSet | None
    seats: tuple[SeatAtOpening, ...]
    voices: tuple[Voice, ...]

    @property
    def names(self) -> dict[str, str]:
        """Code → name on screen."""
        seated = {seat.party.code: seat.party.short_name for seat in self.seats}
        return {voice.code: voice.name for voice in self.voices} | seated

    @property
    def vote(self) -> Vote:
        """The vote as the rules see it before anybody voted; only where ballots are cast."""
        return Vote(self.rulebook, self.rule, self.matter, Ballots(tuple(map(empty_seat, self.seats))), self.readings)


def empty_seat(seat: SeatAtOpening) -> Seat:
    """A party before it voted; an exclusion by decision is marked, one by the agreement the rules find themselves."""
    decided = Ground.DECISION if seat.excluded == Ground.DECISION else None
    return Seat(seat.party.code, seat.inhabitants or 0, present=False, excluded=decided, because=seat.because)


def electorate(proposal: Proposal, *, population: PopulationSet | None, now: datetime) -> Electorate:
    """The electorate at this moment. Raises FiguresMissing when a party has no inhabitants in the set."""
    agreement = selectors.agreement_of(proposal)
    rulebook, rule = selectors.rule_of(proposal, now)
    readings = reading_values(agreement, day_of(now))
    matter = Matter(selectors.subject_article(proposal), proposal.financial)
    seats: tuple[SeatAtOpening, ...] = ()
    if rule.procedure in SEATED:
        by_agreement = {found.party: str(found.ground) for found in excluded_parties(rulebook, rule, matter, readings)}
        seats = seats_at(proposal, by_agreement, population=population, now=now)
    return Electorate(rulebook, rule, matter, readings, population, seats, voices(rulebook, rule, proposal.about))


def seats_at(
    proposal: Proposal, by_agreement: Mapping[str, str], *, population: PopulationSet | None, now: datetime
) -> tuple[SeatAtOpening, ...]:
    """Every party with its figure, its voter and the ground on which it has no vote."""
    parties = list(parties_of(selectors.agreement_of(proposal), day_of(now)))
    counts = inhabitants_in(population) if population else {}
    missing = [party.short_name for party in parties if population and party.pk not in counts]
    if missing:
        raise FiguresMissing(f"Het inwonertal ontbreekt van {', '.join(missing)}. De stemming kan niet open.")
    voters, recused = selectors.voters_of(proposal, now), pairs.recused(proposal)
    return tuple(
        SeatAtOpening(
            party=party,
            inhabitants=counts.get(party.pk),
            excluded=str(Ground.DECISION) if party.pk in recused else by_agreement.get(party.code, ""),
            because=recused.get(party.pk, ""),
            voter=voters.get(party.pk),
        )
        for party in parties
    )
