"""Appointing the only candidate without a vote, when nobody in the meeting asks for one (BOK-5.4, 7.1)."""

from datetime import datetime

from django.db import transaction

from meetings import selectors as meetings
from meetings.models import Meeting
from twente.core.models import User
from twente.core.refusals import Refusal
from votes import elections, selectors
from votes.models import Proposal
from votes.services.closing import close_vote
from votes.services.preparing import open_vote

State = Proposal.State


class VoteNeeded(Refusal):
    """More than one candidate, a next round, or a kind of decision that is not about persons."""

    sentence = "Zonder stemming benoemen kan alleen in de eerste ronde en met precies één kandidaat."


class NobodyToAsk(Refusal):
    """Whether somebody asks for a vote shows in a meeting."""

    sentence = "Zonder stemming benoemen kan alleen in een geopende vergadering met aanwezige partijen."


@transaction.atomic
def appoint_unopposed(*, proposal: Proposal, by: User, now: datetime) -> Proposal:
    """Appoint the only candidate because nobody asked for a vote; who was present is kept. Twice changes nothing.

    Raises VoteNeeded, NobodyToAsk, and what opening refuses.
    """
    vote = selectors.locked(proposal)
    if vote.closed_at is not None and vote.way == Proposal.Way.NO_VOTE:
        return vote
    secret = selectors.rule_of(vote, now)[1].procedure == elections.PERSONS
    if not secret or vote.candidates.count() != 1 or elections.bound(vote) is not None:
        raise VoteNeeded
    meeting = vote.item.meeting
    if meeting.state != Meeting.State.OPEN or not meetings.present_party_ids(meeting=meeting, at=now):
        raise NobodyToAsk
    if vote.opened_at is None:
        vote.way = Proposal.Way.NO_VOTE
        vote.save(update_fields=["way"])
    open_vote(proposal=vote, earlier_figures=False, by=by, now=now)
    return close_vote(proposal=vote, by=by, now=now)
