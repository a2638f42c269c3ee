"""How votes are taken, chosen before opening; and a roll call, entered by the secretary as it is spoken."""

import uuid
from datetime import datetime

from django.db import transaction

from meetings.services import record_departure
from twente.core import audit
from twente.core.models import Party, User
from twente.core.refusals import Refusal
from votes import selectors
from votes.models import Ballot, Proposal
from votes.services.casting import Entry, VoteNotOpen, enter_ballot
from votes.services.preparing import ProposalFrozen

Way = Proposal.Way
SPOKEN = Entry(reason="hoofdelijke stemming", notice="mondeling in de vergadering")
CHOOSABLE = (Way.BALLOT, Way.ROLL_CALL)


class NoChoiceOfWay(Refusal):
    """Only a vote in the open is taken online or by name."""

    sentence = "Bij deze soort besluit is er geen keuze in de manier van stemmen."


class NotCalled(Refusal):
    """Spoken votes belong to a roll call."""

    sentence = "Dit is geen hoofdelijke stemming. Voer een stem in met reden en bericht."


class NothingSpoken(Refusal):
    """Something else than an answer was sent."""

    status = 422
    sentence = "Kies voor, tegen of niet aanwezig. Onthouden kan niet bij een hoofdelijke stemming."


class AlreadySpoken(Refusal):
    """What was said stands, until something else is said."""

    sentence = "Voor deze partij staat al een stem. U kunt die wijzigen in voor of tegen; weghalen kan niet."


@transaction.atomic
def choose_way(*, proposal: Proposal, way: str, by: User, now: datetime) -> Proposal:
    """Vote online or by roll call, until the vote opens. The same way again changes nothing.

    Raises ProposalFrozen, NoChoiceOfWay.
    """
    vote = selectors.locked(proposal)
    if vote.opened_at is not None:
        raise ProposalFrozen
    _, rule = selectors.rule_of(vote, now)
    if rule.procedure != "vote" or way not in CHOOSABLE:
        raise NoChoiceOfWay
    if vote.way == way:
        return vote
    vote.way = way
    vote.save(update_fields=["way"])
    record(vote, by=by, now=now, action="way_chosen", way=way)
    return vote


@transaction.atomic
def record_spoken(*, proposal: Proposal, party: Party, choice: str, key: uuid.UUID, by: User, now: datetime) -> Ballot:
    """What a party answered when it was called; said otherwise later, the later counts.

    Raises NotCalled and what enter_ballot raises.
    """
    vote = selectors.locked(proposal)
    if vote.way != Way.ROLL_CALL:
        raise NotCalled
    return enter_ballot(proposal=vote, party=party, by=by, choice=choice, key=key, entry=SPOKEN, now=now)


@transaction.atomic
def mark_absent(*, proposal: Proposal, party: Party, by: User, now: datetime) -> None:
    """A party that was called is not there: it leaves the list of who is present, so that the result says so.

    Twice changes nothing. Raises NotCalled, VoteNotOpen, AlreadySpoken.
    """
    vote = selectors.locked(proposal)
    if vote.way != Way.ROLL_CALL:
        raise NotCalled
    if not selectors.takes_ballots(vote, now):
        raise VoteNotOpen("De stemming is niet open. Er is niets gewijzigd.")
    if vote.ballots.filter(party=party).exists():
        raise AlreadySpoken
    if record_departure(meeting=vote.item.meeting, party=party, by=by, now=now) is not None:
        record(vote, by=by, now=now, action="called_in_vain", party=party.code)


def record(vote: Proposal, *, by: User, now: datetime, action: str, **detail: object) -> None:
    """One audit entry about this vote."""
    audit.record(agreement=selectors.agreement_of(vote), by=by, at=now, action=action, target=vote, detail=detail)
