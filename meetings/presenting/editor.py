"""The agenda as the secretary edits it: the order as one list, and what can be undone."""

from datetime import datetime
from typing import Any

from meetings.models import Meeting
from meetings.presenting import planning
from meetings.rules.ordering import UNDO
from meetings.selectors.preparing import last_undo
from twente.core.dates import clock_time
from twente.core.permissions import Actor


def editor_page(meeting: Meeting, actor: Actor, now: datetime) -> dict[str, Any]:
    """The page of a meeting with, for who may edit, its order and the last change that can be undone."""
    page = planning.meeting_page(meeting, actor)
    undo = last_undo(meeting, actor.user, now) if page["may_edit"] else None
    return page | {
        "order": ",".join(str(row.item.pk) for row in page["rows"]),
        "undo": undo,
        "undo_until": clock_time(undo.made_at + UNDO) if undo else "",
    }
