"""Items that are not treated after all: deferred to a later meeting, or withdrawn from the agenda."""

from datetime import datetime

from django.db import transaction

from meetings.models import AgendaItem
from meetings.services.agenda import ItemInUse
from meetings.services.locks import lock_item, not_held
from meetings.services.ordering import follow
from meetings.services.reasons import need_reason
from twente.core import audit
from twente.core.models import User
from twente.core.refusals import StaleVersion


@transaction.atomic
def dispose_item(*, item: AgendaItem, how: str, reason: str, seen: int, by: User, now: datetime) -> AgendaItem:
    """Defer an item, or take it off; it keeps its place and its number. What was decided on stays as it is.

    Raises MeetingOver, StaleVersion, ItemInUse, NoReason.
    """
    locked = lock_item(item)
    not_held(locked.meeting)
    if locked.version != seen:
        raise StaleVersion
    if locked.decisions.filter(annulment=None).exists():
        raise ItemInUse
    need_reason(reason)
    return dispose(locked, AgendaItem.Disposal(how), reason, by, now)


@transaction.atomic
def restore_item(*, item: AgendaItem, seen: int, by: User, now: datetime) -> AgendaItem:
    """Treat the item after all. Raises MeetingOver, StaleVersion."""
    locked = lock_item(item)
    not_held(locked.meeting)
    if locked.version != seen:
        raise StaleVersion
    return dispose(locked, AgendaItem.Disposal.NONE, "", by, now)


def dispose(item: AgendaItem, how: AgendaItem.Disposal, reason: str, by: User, now: datetime) -> AgendaItem:
    """Write what happens with the item, and tell who follows the meeting."""
    item.disposal, item.disposal_reason = how, reason
    item.version += 1
    item.save(update_fields=["disposal", "disposal_reason", "version"])
    follow(item.meeting)
    action = f"item_{how or 'restored'}"
    audit.record(agreement=item.meeting.body.agreement, by=by, at=now, action=action, target=item)
    return item
