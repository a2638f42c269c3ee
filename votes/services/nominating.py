"""Candidates of a vote about persons, and whether slips are cast online or on paper (BOK-5.4, 7.1)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from twente.core.models import User
from twente.core.refusals import Refusal, StaleVersion
from votes import elections, selectors
from votes.models import Candidate, Proposal
from votes.services.preparing import ProposalFrozen, record

State = Proposal.State


class NotAboutPersons(Refusal):
    """Only a vote about persons has candidates."""

    sentence = "Dit voorstel is geen stemming over personen. Kies eerst dat soort besluit."


class CandidatesFixed(Refusal):
    """The vote before says who takes part in this round (Gemeentewet 31)."""

    sentence = "De vorige ronde bepaalt wie in deze ronde kandidaat is. De namen veranderen niet."


@dataclass(frozen=True)
class Nomination:
    """The names in the order of the slip, and the way of voting ("ballot" or "paper")."""

    names: Sequence[str]
    way: str


@transaction.atomic
def nominate(*, proposal: Proposal, nomination: Nomination, version: int, by: User, now: datetime) -> Proposal:
    """Put these candidates on the slip in this order, instead of any before; the proposal becomes a concept again.

    Of a next round the names stand; only the way of voting can change. Raises NotAboutPersons, ProposalFrozen,
    StaleVersion, CandidatesFixed.
    """
    vote = selectors.locked(proposal)
    if selectors.rule_of(vote, now)[1].procedure != elections.PERSONS:
        raise NotAboutPersons
    if vote.opened_at is not None:
        raise ProposalFrozen
    if vote.version != version:
        raise StaleVersion
    bound = elections.bound(vote)
    if bound is not None and tuple(sorted(nomination.names)) != bound.candidates:
        raise CandidatesFixed
    put_on_slip(vote, nomination.names)
    vote.way, vote.state, vote.ready_at, vote.ready_by = nomination.way, State.CONCEPT, None, None
    vote.version = version + 1
    vote.save(update_fields=["way", "state", "ready_at", "ready_by", "version"])
    record(vote, by=by, now=now, action="candidates_recorded", candidates=list(nomination.names))
    return vote


def put_on_slip(vote: Proposal, names: Sequence[str]) -> None:
    """Write the candidates in this order; before opening nothing rests on the rows."""
    vote.candidates.all().delete()
    Candidate.objects.bulk_create(
        Candidate(proposal=vote, name=name, position=position) for position, name in enumerate(names, start=1)
    )
