"""Stemverklaringen: a party explains its vote until closing; a later one replaces an earlier one, none is edited."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from twente.core import audit
from twente.core.models import Party, User
from twente.core.refusals import Refusal
from votes import selectors
from votes.models import Proposal, VoteStatement
from votes.services.casting import NotAVoter
from votes.statements import statement_of


class StatementTooLate(Refusal):
    """Statements belong to an open vote."""

    sentence = "De stemming is niet open. Uw stemverklaring is niet vastgelegd."


class VoteFirst(Refusal):
    """A statement explains a vote that was cast."""

    sentence = "Breng eerst uw stem uit. Daarna kunt u uw stem toelichten."


class StatementKeyReused(Refusal):
    """The same form came back with another text."""

    sentence = "Dit formulier is al gebruikt voor een andere tekst. Open de pagina opnieuw en vul uw tekst nog eens in."


@dataclass(frozen=True)
class Statement:
    """What a party says, with the key of the form it was filled in on."""

    party: Party
    text: str
    key: uuid.UUID


@transaction.atomic
def state_vote(*, proposal: Proposal, statement: Statement, by: User, now: datetime) -> VoteStatement:
    """The voter explains the vote that was cast for the party; the same form or text again is the same statement.

    Raises NotAVoter, StatementTooLate, VoteFirst, StatementKeyReused.
    """
    vote = selectors.locked(proposal)
    voter = selectors.voter_for(vote, statement.party, now)
    if voter is None or voter.user != by:
        raise NotAVoter
    return keep(vote, statement, by=by, now=now, action="vote_stated")


@transaction.atomic
def enter_statement(*, proposal: Proposal, statement: Statement, by: User, now: datetime) -> VoteStatement:
    """The secretary writes down what a party said with its vote. Raises what state_vote raises."""
    return keep(selectors.locked(proposal), statement, by=by, now=now, action="statement_entered")


def keep(vote: Proposal, statement: Statement, *, by: User, now: datetime, action: str) -> VoteStatement:
    """Store a statement under the vote lock; the text stays out of the audit trail, it is nobody's before closing."""
    same_form = vote.statements.filter(key=statement.key).first()
    if same_form is not None and (same_form.party_id, same_form.text) != (statement.party.pk, statement.text):
        raise StatementKeyReused
    if same_form is not None:
        return same_form
    if not selectors.takes_ballots(vote, now):
        raise StatementTooLate
    if not vote.ballots.filter(party=statement.party).exists():
        raise VoteFirst
    last = statement_of(vote, statement.party)
    if last is not None and (last.text, last.made_by_id) == (statement.text, by.pk):
        return last
    row = VoteStatement.objects.create(
        proposal=vote, party=statement.party, text=statement.text, key=statement.key, made_by=by, made_at=now
    )
    detail = {"party": statement.party.code}
    audit.record(agreement=selectors.agreement_of(vote), by=by, at=now, action=action, target=vote, detail=detail)
    return row
