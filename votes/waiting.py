"""Who an open online vote still waits for, and when they were reminded of it."""

from datetime import datetime

from django.db.models import Max

from twente.core.models import Party, User
from twente.outbox.models import Message
from votes import polls, selectors
from votes.models import Proposal
from votes.rules import able

ONLINE = ("vote", "persons")
"""Procedures in which each party casts something online, openly or by slip."""


def waiting_for(proposal: Proposal, moment: datetime) -> dict[User, list[Party]]:
    """Who can cast a vote online now and has not → the parties that he or she speaks for."""
    online = proposal.way == Proposal.Way.BALLOT and proposal.snapshot.get("procedure") in ONLINE
    if not online or not selectors.takes_ballots(proposal, moment):
        return {}
    voted, can_vote = selectors.voted(proposal), able(polls.poll_of(proposal, moment))
    voters, found = selectors.voters_of(proposal, moment), dict[User, list[Party]]()
    for seat in selectors.seats_of(proposal):
        if seat.party.code in can_vote and seat.party_id not in voted:
            found.setdefault(voters[seat.party_id].user, []).append(seat.party)
    return found


def last_reminder(proposal: Proposal) -> datetime | None:
    """When voters were last reminded of this vote."""
    sent = Message.objects.filter(kind="vote_reminder", key__startswith=f"vote_reminder:{proposal.pk}:")
    return sent.aggregate(last=Max("queued_at"))["last"]
