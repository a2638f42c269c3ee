"""Asking for a letter, and keeping what the worker printed."""

from datetime import datetime

from django.db import transaction

from disputes.models import Dispute, Letter
from disputes.selectors.letters import DOCUMENT_KIND, LETTER_JOB, content_of, fingerprint, possible
from disputes.selectors.state import standing
from disputes.services.locking import lock
from disputes.services.refusals import NotPossible
from twente.core import audit
from twente.core.dates import day_of
from twente.core.models import User
from twente.documents.services import store_rendered
from twente.outbox.services import queue_job


@transaction.atomic
def request_letter(*, dispute: Dispute, kind: str, by: User, now: datetime) -> Letter:
    """Fix what a letter says and ask the worker to print it; with the same facts it is the same letter.

    Raises NotPossible while what it tells of has not happened.
    """
    locked = lock(dispute)
    found = standing(locked, day_of(now))
    if kind not in possible(found):
        raise NotPossible("Deze brief kan nog niet: wat erin staat, is nog niet vastgelegd.")
    content = content_of(found, kind)
    facts = {"content": content, "asked_by": by, "asked_at": now}
    letter, new = Letter.objects.get_or_create(
        dispute=locked, kind=kind, fingerprint=fingerprint(content), defaults=facts
    )
    if letter.document_id is None:
        queue_job(agreement=locked.agreement, kind=LETTER_JOB, target_id=letter.pk, owner=by, now=now)
    if new:
        audit.record(agreement=locked.agreement, by=by, at=now, action="dispute_letter_requested", target=locked)
    return letter


@transaction.atomic
def keep_letter(*, letter: Letter, pdf: bytes, now: datetime) -> Letter:
    """Keep the printed letter; a second run finds the first one's document."""
    locked = Letter.objects.select_for_update(of=("self",), no_key=True).get(pk=letter.pk)
    if locked.document_id is None:
        locked.document = store_rendered(
            agreement=letter.dispute.agreement,
            kind=DOCUMENT_KIND,
            title=f"Geschil {letter.dispute}: brief {letter.pk}",
            source_key=f"{DOCUMENT_KIND}:{letter.pk}",
            pdf=pdf,
            by=letter.asked_by,
            now=now,
        )
        locked.save(update_fields=["document"])
    return locked
