"""Who is typing in minutes at this moment; each sees only the items that this person may read."""

from datetime import datetime, timedelta

from meetings.models import Meeting, MinutesPresence
from meetings.selectors.agenda import readable
from twente.core.permissions import Actor

ALIVE = timedelta(seconds=30)
"""Without a sign of life for this long, somebody is no longer typing."""


def writers(meeting: Meeting, actor: Actor, now: datetime) -> list[MinutesPresence]:
    """The others who are typing, by item."""
    alive = MinutesPresence.objects.filter(readable(actor, "item__"), item__meeting=meeting, seen_at__gt=now - ALIVE)
    rows = alive.exclude(user=actor.user).select_related("item", "user")
    return list(rows.order_by("item__position", "user__name", "pk"))


def version(rows: list[MinutesPresence]) -> str:
    """One word that changes with who is typing where."""
    return "-".join(f"{row.item_id}.{row.user_id}" for row in rows) or "0"
