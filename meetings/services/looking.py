"""When somebody looked at a meeting."""

from datetime import datetime

from meetings.models import Meeting, MeetingLook
from twente.core.models import User


def note_look(*, meeting: Meeting, user: User, now: datetime) -> None:
    """The person has the meeting open; what changes from now on is new. No audit: reading is nobody's business."""
    MeetingLook.objects.update_or_create(meeting=meeting, user=user, defaults={"at": now})
