"""Casting a secret slip: that a party took part and what was voted go into two tables that nothing ties (R20)."""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.views.decorators.debug import sensitive_variables

from meetings.selectors import Voter
from twente.core import audit
from twente.core.models import Party, User
from twente.core.refusals import Refusal
from twente.outbox.services import queue_message
from votes import elections, polls, selectors
from votes.messages.persons import taken_part_mail
from votes.models import Participation, Proposal, Slip
from votes.rules import Answer, Attempt, Received, answer
from votes.services.casting import REFUSALS, NotAVoter, refuse_by_time


class AlreadyVoted(Refusal):
    """A slip in the box is not found back, so it cannot be changed."""

    sentence = "Namens deze partij is al gestemd. Een geheime stem kan niet meer wijzigen."


class VoteOnPaper(Refusal):
    """Slips of paper are handed out in the meeting."""

    sentence = "Deze stemming gaat met briefjes op papier. U krijgt uw briefje in de vergadering."


class NoSuchCandidate(Refusal):
    """Not one of the choices on the slip; the form refuses it first."""

    status = 422
    sentence = "Kies een kandidaat of onthouding."


SECRET_REFUSALS: Mapping[Answer, type[Refusal]] = {
    **REFUSALS,
    Answer.ALREADY_VOTED: AlreadyVoted,
    Answer.INVALID_CHOICE: NoSuchCandidate,
}
"""What a refusing answer of the rules is called in a secret vote."""


@sensitive_variables()
@transaction.atomic
def cast_slip(
    *, proposal: Proposal, party: Party, by: User, choice: str, key: uuid.UUID, now: datetime
) -> Participation:
    """Put the slip of a party in the box, once; the same key again gives the same confirmation and no second slip.

    The choice stands in the slip and nowhere else. Raises VoteNotOpen, VoteClosed, NotAVoter, PartyExcluded,
    AlreadyVoted, BallotKeyReused, NoSuchCandidate, VoteOnPaper.
    """
    vote = selectors.locked(proposal)
    if vote.way == Proposal.Way.PAPER:
        raise VoteOnPaper
    attempt = Attempt(at=now, person=str(by.pk), party=party.code, choice=choice, key=str(key))
    voter = selectors.voter_for(vote, party, now)
    if answered(vote, attempt, voter) is Answer.REPEATED:
        return vote.participations.get(key=key)
    if voter is None:
        raise NotAVoter
    on = voter.document
    taken_part = Participation.objects.create(proposal=vote, party=party, key=key, cast_by=by, on_mandate=on)
    Slip.objects.create(proposal=vote, choice=choice)
    audit.record(
        agreement=selectors.agreement_of(vote),
        by=by,
        at=now,
        action="slip_cast",
        target=vote,
        detail={"party": party.code},
    )
    queue_message(**taken_part_mail(vote, taken_part), now=now)
    return taken_part


@sensitive_variables()
def answered(vote: Proposal, attempt: Attempt, voter: Voter | None) -> Answer:
    """The answer of the rules with everything read under the vote lock; a refusal is raised."""
    choices = elections.choices_of(vote.snapshot.get("candidates", []))
    poll = replace(polls.poll_for(vote, attempt, voter), secret=True, choices=choices)
    earlier = vote.participations.filter(Q(party__code=attempt.party) | Q(key=attempt.key))
    rows = earlier.values_list("party__code", "key")
    given = answer(attempt, poll, tuple(Received(party, str(key), None) for party, key in rows))
    refuse_by_time(vote, given, attempt.at)
    if given in SECRET_REFUSALS:
        raise SECRET_REFUSALS[given]
    return given
