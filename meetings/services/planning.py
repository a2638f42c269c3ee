"""Planning a meeting together with the days that hang on it."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from meetings.models import Body, Meeting
from meetings.services import agenda
from meetings.services.agenda import MeetingDetails
from meetings.services.moving import keep_days
from twente.core.models import User


@transaction.atomic
def plan_meeting(
    *, body: Body, details: MeetingDetails, key: uuid.UUID, days: Mapping[str, date], by: User, now: datetime
) -> Meeting:
    """A new meeting in concept; `days` are those chosen by hand. The same form key again is the same meeting."""
    known = Meeting.objects.filter(form_key=key).first()
    if known is not None:
        return known
    meeting = agenda.plan_meeting(body=body, details=details, key=key, by=by, now=now)
    keep_days(meeting, days)
    return meeting
