"""The next meeting with the days that hang on it: which are over, which are done, which are coming."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from meetings.models import AgendaVersion, Meeting, Minutes
from meetings.presenting.pages import STATES, Pill
from meetings.rules.due import MEETING
from meetings.selectors.planning import due_days
from meetings.wording import year as wording
from twente.core.dates import clock_time, day_of, full_date, long_date, short_date

CSS = {
    Meeting.State.CONCEPT: "con",
    Meeting.State.CONVENED: "bij",
    Meeting.State.OPEN: "bij",
    Meeting.State.HELD: "geh",
    Meeting.State.CANCELLED: "afg",
}
ADOPTED = Pill("Verslag vastgesteld", "g", "circle-check")
SENDING = ("papers", "agenda", "sent")
"""The days that are done once the agenda was sent."""


def state_of(meeting: Meeting) -> tuple[str, Pill]:
    """Class and pill of a meeting; adopted minutes are a state of their own here."""
    minutes = getattr(meeting, "minutes", None)
    if minutes is not None and minutes.state == Minutes.State.ADOPTED:
        return "vast", ADOPTED
    state = Meeting.State(meeting.state)
    return CSS[state], STATES[state]


@dataclass(frozen=True)
class DueRow:
    """A day that hangs on the meeting; `done` says so in a word, `strong` is the meeting itself."""

    when: str
    what: str
    done: bool
    strong: bool


def upcoming(meetings: Sequence[Meeting], today: date) -> dict[str, Any] | None:
    """The first meeting that is not over, with its days; None when the year has none left."""
    meeting = next((meeting for meeting in meetings if day_of(meeting.starts_at) >= today), None)
    if meeting is None:
        return None
    day, sent = day_of(meeting.starts_at), list(meeting.agenda_versions.all())
    after = next((other for other in meetings if comes_after(other, meeting)), None)
    return {
        "title": long_date(day).capitalize(),
        "pill": state_of(meeting)[1],
        "sent": sent_sentence(sent),
        "rows": [*due_rows(meeting, due_days(meeting), sent=bool(sent)), *adoption(after)],
        "address": reverse("meetings:meeting_detail", args=[meeting.body.agreement.slug, meeting.pk]),
        "name": f"{meeting.body.name}, {full_date(day)}",
        "away": wording.away((day - today).days),
    }


def comes_after(other: Meeting, meeting: Meeting) -> bool:
    """Whether the minutes of a meeting can be adopted in the other: later, and of the same body."""
    return other.body_id == meeting.body_id and other.starts_at > meeting.starts_at


def sent_sentence(versions: Sequence[AgendaVersion]) -> str:
    """verzonden op 15 september 2026"""
    last = max(versions, key=lambda version: version.number, default=None)
    return f"verzonden op {full_date(day_of(last.published_at))}" if last else "agenda nog niet verzonden"


def due_rows(meeting: Meeting, days: Mapping[str, date], *, sent: bool) -> list[DueRow]:
    """Every day in its order; the meeting with its hour."""
    hour = clock_time(meeting.starts_at)
    return [
        DueRow(
            when=short_date(day),
            what=f"Vergadering, {hour}" if kind == MEETING else wording.DUE[kind],
            done=sent and kind in SENDING,
            strong=kind == MEETING,
        )
        for kind, day in sorted(days.items(), key=lambda pair: pair[1])
    ]


def adoption(after: Meeting | None) -> list[DueRow]:
    """The minutes are adopted in the next meeting of the same body."""
    if after is None:
        return []
    day = day_of(after.starts_at)
    sure = "" if after.state == Meeting.State.CONVENED else f", als {full_date(day)} doorgaat"
    return [DueRow(short_date(day), f"Verslag vaststellen{sure}", done=False, strong=False)]
