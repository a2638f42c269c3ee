"""A whole new year in one go: every accepted day becomes a meeting in concept."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from meetings.models import Meeting
from meetings.services.agenda import MeetingDetails, plan_meeting
from twente.core.models import User


@dataclass(frozen=True)
class Accepted:
    """A meeting of an earlier year, and when one like it is held in the new year."""

    pattern: Meeting
    details: MeetingDetails


def key_of(pattern: Meeting, year: int) -> uuid.UUID:
    """The form key of the meeting that follows this pattern in that year: accepted twice, it is planned once."""
    return uuid.uuid5(pattern.form_key, str(year))


@transaction.atomic
def copy_year(*, accepted: Sequence[Accepted], year: int, by: User, now: datetime) -> list[Meeting]:
    """Plan every accepted day, with the body of its pattern; the same pattern again is the same meeting."""
    return [
        plan_meeting(body=row.pattern.body, details=row.details, key=key_of(row.pattern, year), by=by, now=now)
        for row in accepted
    ]
