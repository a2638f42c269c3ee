"""Papers in the file of a dispute: handed in by who may, kept as they are."""

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.db import transaction

from disputes.models import Dispute, DisputePaper
from disputes.selectors.state import standing
from disputes.services.locking import lock
from disputes.services.refusals import NotPossible
from disputes.wording.acts import REASONS, Why
from twente.core import audit
from twente.core.dates import day_of
from twente.core.models import Party, User
from twente.documents import vault
from twente.documents.inspection import Inspected

Kept = TypeVar("Kept")


def stored(file: Inspected, record: Callable[[str], Kept]) -> Kept:
    """Let rows be made for a file that stands; whatever goes wrong, no file stays without its row."""
    name = vault.keep(file.content)
    try:
        made = record(name)
    except BaseException:
        vault.forget(name)
        raise
    if not DisputePaper.objects.filter(stored_as=name).exists():
        vault.forget(name)
    return made


def add_paper(
    *,
    dispute: Dispute,
    title: str,
    party: Party | None,
    file: Inspected,
    key: uuid.UUID,
    by: User,
    now: datetime,
) -> DisputePaper:
    """Put a paper in the file; `party` is whose it is, if it comes from one. The same form again is the same paper.

    Raises NotPossible once the dispute is closed.
    """
    return stored(file, lambda name: added(dispute, title, party, file, name=name, key=key, by=by, now=now))


@transaction.atomic
def added(
    dispute: Dispute,
    title: str,
    party: Party | None,
    file: Inspected,
    *,
    name: str,
    key: uuid.UUID,
    by: User,
    now: datetime,
) -> DisputePaper:
    """The row of a paper."""
    locked = lock(dispute)
    known = DisputePaper.objects.filter(form_key=key, dispute=locked).first()
    if known is not None:
        return known
    if standing(locked, day_of(now)).facts.closed:
        raise NotPossible(REASONS[Why.CLOSED])
    paper = keep_paper(locked, title, party, file, name=name, key=key, by=by, now=now)
    audit.record(agreement=locked.agreement, by=by, at=now, action="dispute_paper_added", target=locked)
    return paper


def keep_paper(
    dispute: Dispute,
    title: str,
    party: Party | None,
    file: Inspected,
    *,
    name: str,
    key: uuid.UUID,
    by: User,
    now: datetime,
) -> DisputePaper:
    """Add the row for a file that stands in the vault."""
    return DisputePaper.objects.create(
        dispute=dispute,
        title=title,
        party=party,
        file_name=file.name,
        content_type=file.content_type,
        size=len(file.content),
        sha256=file.sha256,
        pages=file.pages,
        scan=file.scan,
        stored_as=name,
        added_by=by,
        added_at=now,
        form_key=key,
    )
