"""Signs of life of who is typing in minutes. Housekeeping: no lock on the text and no entry in the audit."""

from datetime import datetime

from django.db import transaction

from meetings.models import AgendaItem, MinutesPresence
from twente.core.models import User


@transaction.atomic
def keep_alive(*, item: AgendaItem, by: User, now: datetime) -> None:
    """Somebody is typing at an item now, and therefore not at another of this meeting."""
    MinutesPresence.objects.filter(user=by, item__meeting=item.meeting_id).exclude(item=item).delete()
    MinutesPresence.objects.update_or_create(item=item, user=by, defaults={"seen_at": now})
