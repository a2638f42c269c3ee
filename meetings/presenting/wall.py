"""The screen on the wall: it never shows more than guests in the room may know."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from meetings.models import AgendaItem, Meeting
from meetings.presenting import live, pages
from meetings.selectors import session
from meetings.wording import timekeeping as words


def wall(meeting: Meeting, at: datetime) -> dict[str, Any]:
    """Number, title, status, speaker and time of the item at hand; of a confidential item only that it is one."""
    item = meeting.current_item
    shown = item if item is not None and live.is_public(item, at) else None
    pauses = list(session.suspensions(meeting))
    suspended = next((pause for pause in pauses if pause.ended_at is None), None)
    turns = list(session.turns(shown)) if shown else []
    rows = [live.RunRow(shown, (), live.timed(shown, turns, pauses, current=True, at=at))] if shown else []
    runs = meeting.state == Meeting.State.OPEN and suspended is None
    return {
        "meeting": meeting,
        "item": shown,
        "status_pill": pages.STATUSES[AgendaItem.Status(shown.status)] if shown else None,
        "hidden": words.CLOSED_PART if item is not None and shown is None else "",
        "clock": live.clock_of(meeting, rows, at, runs=runs),
        "suspended": words.suspended(suspended.started_at, suspended.reason) if suspended else "",
        "doors": words.DOORS if session.doors_closed(meeting) else "",
        "state": pages.STATES[Meeting.State(meeting.state)],
        "poll": reverse("meetings:live_wall", args=[meeting.body.agreement.slug, meeting.pk]),
        **live.speaking(rows[0] if rows else None, ()),
    }
