"""Reads around a meeting that is planned: the days that hang on it, and who has it in the calendar."""

from collections.abc import Mapping
from datetime import UTC, date
from typing import Any

from django.db.models import QuerySet

from meetings.models import Meeting, MeetingCancellation
from meetings.rules import due
from twente.core.dates import day_of
from twente.core.models import User


def by_hand(meeting: Meeting) -> dict[str, date]:
    """The days around a meeting that somebody chose: kind → day."""
    return {row.kind: row.day for row in meeting.due_days.all()}


def due_days(meeting: Meeting) -> Mapping[str, date]:
    """Every day that hangs on a meeting, the meeting itself among them: chosen by hand, else by the house rule."""
    return due.days(day_of(meeting.starts_at), by_hand(meeting))


def invited(meeting: Meeting) -> QuerySet[User]:
    """Who has this meeting in the calendar and still has an account."""
    people = User.objects.filter(pk__in=meeting.invitations.values("user"), is_active=True)
    return people.order_by("name", "pk")


def frame_of(meeting: Meeting) -> dict[str, Any]:
    """When and where, in the form that is frozen with an agenda."""
    return {
        "starts_at": meeting.starts_at.astimezone(UTC).isoformat(),
        "ends_at": meeting.ends_at.astimezone(UTC).isoformat(),
        "place": meeting.place,
    }


def cancellation_of(meeting: Meeting) -> MeetingCancellation | None:
    """Why the meeting is off; None while it is not."""
    return MeetingCancellation.objects.filter(meeting=meeting).select_related("cancelled_by").first()


def can_take_items(meeting: Meeting) -> QuerySet[Meeting]:
    """Other meetings of the same body whose agenda is still open to the items of this one."""
    open_to = (Meeting.State.CONCEPT, Meeting.State.CONVENED)
    others = Meeting.objects.filter(body=meeting.body_id, state__in=open_to).exclude(pk=meeting.pk)
    return others.select_related("body__agreement").order_by("starts_at", "pk")
