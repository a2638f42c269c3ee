"""A decision is taken back: the fact is added beside it, and an admission that it settled is open again."""

from datetime import datetime

from django.db import transaction

from meetings.models import AgendaItem, Decision
from meetings.models.annulments import DecisionAnnulment
from meetings.services.locks import changed, lock_agreement, lock_item
from twente.core import audit
from twente.core.models import User


@transaction.atomic
def annul_decision(
    *, source: str, reason: str, asked_by: User, confirmed_by: User, annulled_at: datetime, now: datetime
) -> DecisionAnnulment | None:
    """Keep that the decision which this record delivered ("vote:12") was annulled; once, whoever asks again.

    Nothing happens when nothing was delivered. Minutes, lists and excerpts read it; adopted minutes keep their text.
    """
    decision = Decision.objects.select_related("item__meeting").filter(source=source).exclude(source="").first()
    if decision is None:
        return None
    agreement = lock_agreement(decision.item)
    row, made = DecisionAnnulment.objects.get_or_create(
        decision=decision,
        defaults={
            "reason": reason,
            "asked_by": asked_by,
            "confirmed_by": confirmed_by,
            "annulled_at": annulled_at,
        },
    )
    if made:
        changed(decision.item.meeting_id)
        audit.record(agreement=agreement, by=confirmed_by, at=now, action="decision_annulled", target=decision)
    return row


@transaction.atomic
def reopen_admission(*, item: AgendaItem, by: User, now: datetime) -> AgendaItem:
    """The decision on admission was annulled: the question is open again, neither yes nor no (BOK-10, 12.6)."""
    locked = lock_item(item)
    if locked.admission not in (AgendaItem.Admission.ADMITTED, AgendaItem.Admission.REFUSED):
        return locked
    locked.admission = AgendaItem.Admission.REQUESTED
    locked.version += 1
    locked.save(update_fields=["admission", "version"])
    changed(locked.meeting_id)
    agreement = locked.meeting.body.agreement
    audit.record(agreement=agreement, by=by, at=now, action="admission_reopened", target=locked)
    return locked
