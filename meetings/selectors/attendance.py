"""Reads of who is present."""

from datetime import datetime

from django.db.models import Q, QuerySet

from meetings.models import Attendance, Meeting


def attendances_at(*, meeting: Meeting, at: datetime) -> QuerySet[Attendance]:
    """Who sat at the table at a moment."""
    there = Q(arrived_at__lte=at) & (Q(left_at__isnull=True) | Q(left_at__gt=at))
    return Attendance.objects.filter(there, meeting=meeting)


def seats_taken(*, meeting: Meeting, at: datetime) -> QuerySet[Attendance]:
    """Who sits at the table at a moment; of a meeting that was held everybody who sat there."""
    if meeting.state == Meeting.State.HELD:
        return Attendance.objects.filter(meeting=meeting).order_by("arrived_at", "pk")
    return attendances_at(meeting=meeting, at=at)


def present_party_ids(*, meeting: Meeting, at: datetime) -> frozenset[int]:
    """The parties present at a moment."""
    return frozenset(attendances_at(meeting=meeting, at=at).values_list("party_id", flat=True))
