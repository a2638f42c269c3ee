"""A reminder to who speaks for the parties that have not voted; never more often than every five minutes."""

from datetime import datetime, timedelta

from django.db import transaction

from twente.core import audit
from twente.core.models import User
from twente.core.refusals import Refusal
from twente.outbox.services import queue_message
from votes import chain, selectors
from votes.messages.ways import reminder_mail
from votes.models import Proposal
from votes.waiting import last_reminder, waiting_for
from votes.wording.phrases import listed

AT_MOST_EVERY = timedelta(minutes=5)


class NobodyToRemind(Refusal):
    """Only an open online vote waits for voters."""

    sentence = "Deze stemming wacht niet op een stem van een partij. Er gaat geen herinnering uit."


@transaction.atomic
def remind_voters(*, proposal: Proposal, by: User, now: datetime) -> list[User]:
    """Mail everybody who speaks for parties that have not voted; nobody within five minutes of the last reminder.

    Raises NobodyToRemind.
    """
    vote = selectors.locked(proposal)
    waiting = waiting_for(vote, now)
    if not waiting:
        raise NobodyToRemind
    last = last_reminder(vote)
    if last is not None and now - last < AT_MOST_EVERY:
        return []
    for person, parties in waiting.items():
        names = listed(party.short_name for party in parties)
        queue_message(**reminder_mail(vote, to=person, parties=names, key=chain.instant(now)), now=now)
    codes = [party.code for parties in waiting.values() for party in parties]
    agreement, detail = selectors.agreement_of(vote), {"parties": codes}
    audit.record(agreement=agreement, by=by, at=now, action="voters_reminded", target=vote, detail=detail)
    return list(waiting)
