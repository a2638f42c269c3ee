"""Beside the desk: the next meeting of each overleg, with its preparation for who prepares it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from meetings import rules, wording
from meetings.models import Meeting
from meetings.presenting import pages
from meetings.presenting.readiness import readiness
from meetings.selectors import meetings_for
from meetings.selectors.openness import agenda_for
from twente.core.dates import day_of, full_date, long_date
from twente.core.permissions import Actor
from twente.home.wording import capital


@dataclass(frozen=True)
class NextMeeting:
    """The first meeting that is not over; `steps` and `pace` only for who sees the draft agenda."""

    on: date
    day: str
    short_day: str
    period: str
    place: str
    items: str
    agreement: str
    address: str
    pace: tuple[str, str, str] | None
    steps: tuple[pages.StepRow, ...]


def next_meetings(actors: Iterable[Actor], now: datetime) -> list[NextMeeting]:
    """The next meeting of every agreement that has one, as far as this person may know of it."""
    actors = list(actors)
    several = len(actors) > 1
    found = []
    for actor in actors:
        over = (Meeting.State.HELD, Meeting.State.CANCELLED)
        coming = meetings_for(actor).exclude(state__in=over).filter(ends_at__gte=now).order_by("starts_at")
        meeting = coming.first()
        if meeting is not None:
            found.append(panel(actor, meeting, str(actor.agreement) if several else ""))
    return found


def panel(actor: Actor, meeting: Meeting, agreement: str) -> NextMeeting:
    """One meeting as this person sees it."""
    day = day_of(meeting.starts_at)
    about = readiness(meeting, agenda_for(actor, meeting)) if actor.may("agenda_draft") else None
    steps = pages.step_rows(meeting, about, acts=actor.may("agenda_edit")) if about else []
    return NextMeeting(
        on=day,
        day=capital(long_date(day)),
        short_day=full_date(day),
        period=wording.period(meeting.starts_at, meeting.ends_at),
        place=meeting.place,
        items=wording.count(about.items, "agendapunt", "agendapunten") if about else "",
        agreement=agreement,
        address=reverse("meetings:meeting_detail", args=[meeting.body.agreement.slug, meeting.pk]),
        pace=wording.PACE[rules.pace(about, actor.on)] if about else None,
        steps=tuple(steps),
    )
