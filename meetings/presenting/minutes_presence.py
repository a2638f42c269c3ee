"""The line that says who is typing where."""

from datetime import datetime
from typing import Any

from meetings.models import Meeting
from meetings.presenting.minutes_frame import address
from meetings.selectors import minutes_presence as selectors
from meetings.wording import minutes as wording
from twente.core.permissions import Actor


def writing_line(meeting: Meeting, actor: Actor, now: datetime) -> dict[str, Any]:
    """The sentence, the version that polling sends back, and the address to poll."""
    rows = selectors.writers(meeting, actor, now)
    return {
        "text": wording.writing([(row.user.name, row.item.position) for row in rows]),
        "version": selectors.version(rows),
        "poll_at": address(meeting, "minutes_writers"),
    }
