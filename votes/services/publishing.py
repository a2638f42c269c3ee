"""Making an established result public: from then on anybody can read it, without signing in."""

from datetime import date, datetime

from django.db import transaction

from meetings.selectors.openness import confidential
from twente.core import audit
from twente.core.dates import day_of
from twente.core.models import User
from twente.core.refusals import Refusal
from votes import selectors
from votes.models import Proposal
from votes.models.publicity import Withdrawal
from votes.publicity import withdrawal_of

State = Proposal.State


class NotEstablished(Refusal):
    """Only what the chair established becomes public."""

    sentence = "Publiceren kan als de voorzitter de uitslag heeft vastgesteld."


class NotOpen(Refusal):
    """What is confidential never becomes public by way of its vote."""

    sentence = "Dit punt is niet openbaar. Publiceren kan pas als de beslotenheid of geheimhouding is opgeheven."


def check_open(proposal: Proposal, on: date) -> None:
    """Raises NotOpen while few may read the item of this vote."""
    if confidential(proposal.item, on):
        raise NotOpen


@transaction.atomic
def publish_result(*, proposal: Proposal, by: User, now: datetime) -> Proposal:
    """Put the result on its public page, again after it was taken back. Twice changes nothing.

    Raises NotEstablished, NotOpen.
    """
    vote = selectors.locked(proposal)
    if taken_back := withdrawal_of(vote):
        return publish_again(vote, taken_back, by=by, now=now)
    if vote.published_at is not None:
        return vote
    if vote.state != State.ESTABLISHED:
        raise NotEstablished
    check_open(vote, day_of(now))
    vote.state, vote.published_at, vote.published_by = State.PUBLISHED, now, by
    vote.save(update_fields=["state", "published_at", "published_by"])
    agreement = selectors.agreement_of(vote)
    audit.record(agreement=agreement, by=by, at=now, action="result_published", target=vote)
    return vote


def publish_again(vote: Proposal, taken_back: Withdrawal, *, by: User, now: datetime) -> Proposal:
    """The same page at the same address, as it was; why it was away stays on record. Raises NotOpen."""
    check_open(vote, day_of(now))
    taken_back.again_at, taken_back.again_by = now, by
    taken_back.save(update_fields=["again_at", "again_by"])
    agreement = selectors.agreement_of(vote)
    audit.record(agreement=agreement, by=by, at=now, action="result_published", target=vote)
    return vote
