"""Taking a published result back: from then on its address says when and why (Woo). Publishing again ends it."""

from datetime import datetime

from django.db import transaction

from twente.core import audit
from twente.core.models import User
from twente.core.refusals import Refusal
from votes import selectors
from votes.models import Proposal
from votes.models.publicity import Withdrawal
from votes.publicity import withdrawal_of


class NotPublic(Refusal):
    """Only what is public can be taken back."""

    sentence = "Deze uitslag is nu niet openbaar. Er is niets in te trekken."


@transaction.atomic
def withdraw_result(*, proposal: Proposal, reason: str, by: User, now: datetime) -> Withdrawal:
    """Take the public page down and leave the reason there; the vote itself stays as it is. Raises NotPublic."""
    vote = selectors.locked(proposal)
    if vote.published_at is None or withdrawal_of(vote):
        raise NotPublic
    made = Withdrawal.objects.create(proposal=vote, reason=reason, withdrawn_at=now, withdrawn_by=by)
    agreement = selectors.agreement_of(vote)
    audit.record(
        agreement=agreement, by=by, at=now, action="result_withdrawn", target=vote, detail={"reason": made.reason}
    )
    return made
