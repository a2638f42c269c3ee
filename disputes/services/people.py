"""Who reads one file along, and which disputes belong together."""

from datetime import datetime

from django.db import IntegrityError, transaction

from disputes.models import Dispute, Grant, Link
from disputes.services import mailing
from disputes.services.locking import lock
from disputes.services.refusals import NotPossible, NotThisDispute
from disputes.wording import mails
from twente.core import audit
from twente.core.models import User


@transaction.atomic
def give_grant(*, dispute: Dispute, user: User, reason: str, by: User, now: datetime) -> Grant:
    """Let a mediator or a civil servant read this one file; twice is once. Nobody lets oneself in.

    Raises NotThisDispute.
    """
    locked = lock(dispute)
    if user.pk == by.pk:
        raise NotThisDispute("U kunt uzelf geen toegang geven.")
    known = Grant.objects.filter(dispute=locked, user=user, ended_at=None).first()
    if known is not None:
        return known
    grant = Grant.objects.create(dispute=locked, user=user, reason=reason, granted_by=by, granted_at=now)
    mailing.queue_news(locked, f"grant-{grant.pk}", mails.CHANGED, [user], by=by, now=now)
    audit.record(agreement=locked.agreement, by=by, at=now, action="dispute_access_given", target=locked)
    return grant


@transaction.atomic
def end_grant(*, grant: Grant, by: User, now: datetime) -> None:
    """From this moment the file does not exist for this person any more; twice changes nothing."""
    locked = lock(grant.dispute)
    changed = Grant.objects.filter(pk=grant.pk, ended_at=None).update(ended_at=now, ended_by=by)
    if changed:
        audit.record(agreement=locked.agreement, by=by, at=now, action="dispute_access_ended", target=locked)


@transaction.atomic
def link_disputes(*, dispute: Dispute, other: Dispute, by: User, now: datetime) -> Link:
    """Say that two disputes belong together. Raises NotPossible for a dispute with itself or twice."""
    if dispute.pk == other.pk or dispute.agreement_id != other.agreement_id:
        raise NotPossible("Kies een ander geschil van deze overeenkomst.")
    first, second = sorted((dispute, other), key=lambda each: each.pk)
    try:
        with transaction.atomic():
            link = Link.objects.create(first=first, second=second, linked_by=by, linked_at=now)
    except IntegrityError as error:
        raise NotPossible("Deze geschillen zijn al gekoppeld.") from error
    audit.record(agreement=dispute.agreement, by=by, at=now, action="disputes_linked", target=first)
    return link
