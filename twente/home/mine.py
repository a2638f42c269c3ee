"""Mijn overleg: for each overleg the next meeting with what changed, then what waits for this person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from meetings.models import Action, Meeting
from meetings.presenting.pages import STATES, Pill
from meetings.selectors import meetings_for
from meetings.selectors.members import looks_of
from meetings.selectors.news import actions_of, changed_since
from meetings.wording import period
from twente.core.dates import day_of, days_away, full_date, long_date
from twente.core.permissions import Actor
from twente.home import desk
from twente.home.wording import capital

OVER = (Meeting.State.HELD, Meeting.State.CANCELLED)
MOST = 8
"""Rows of the desk that fit on a phone before one goes to the desk itself."""


@dataclass(frozen=True)
class MyMeeting:
    """The next meeting of one overleg as a member sees it on a phone; `changed` is what is new since the last look."""

    starts_at: datetime
    agreement: str
    body: str
    day: str
    away: str
    where: str
    pill: Pill
    address: str
    seen: bool
    changed: list[str]


@dataclass(frozen=True)
class MyAction:
    """An action of this person, or of the party that this person speaks for."""

    text: str
    kind: str
    due: str
    late: bool
    whose: str
    address: str


def page(actors: Iterable[Actor], now: datetime) -> dict[str, Any]:
    """Everything on the page, over all agreements; the first meeting first."""
    actors = list(actors)
    rows = desk.rows_of(actors, now)
    meetings = [found for actor in actors if (found := next_meeting(actor, now))]
    return {
        "meetings": sorted(meetings, key=lambda found: found.starts_at),
        "rows": rows[:MOST],
        "more": len(rows) - MOST if len(rows) > MOST else 0,
        "actions": [my_action(action, actor) for actor in actors for action in actions_of(actor)],
    }


def next_meeting(actor: Actor, now: datetime) -> MyMeeting | None:
    """The first meeting that is not over; a meeting that was called off is told until its hour has passed."""
    coming = meetings_for(actor).exclude(state=Meeting.State.HELD).filter(ends_at__gte=now)
    meeting = coming.exclude(state__in=OVER).order_by("starts_at").first() or coming.order_by("starts_at").first()
    if meeting is None or actor.user is None:
        return None
    look = looks_of(actor.user, [meeting]).get(meeting.pk)
    day = day_of(meeting.starts_at)
    return MyMeeting(
        starts_at=meeting.starts_at,
        agreement=meeting.body.agreement.short_name,
        body=meeting.body.name,
        day=capital(long_date(day)),
        away=days_away(day, today=day_of(now)),
        where=f"{period(meeting.starts_at, meeting.ends_at)}, {meeting.place}",
        pill=STATES[Meeting.State(meeting.state)],
        address=reverse("meetings:meeting_detail", args=[meeting.body.agreement.slug, meeting.pk]),
        seen=look is not None,
        changed=changed_since(actor, meeting, look) if look else [],
    )


def my_action(action: Action, actor: Actor) -> MyAction:
    """One action with its last day."""
    slug = actor.agreement.slug if actor.agreement else ""
    return MyAction(
        text=action.text,
        kind=action.get_kind_display(),
        due=f"uiterlijk {full_date(action.due_on)}" if action.due_on else "zonder termijn",
        late=action.due_on is not None and action.due_on < actor.on,
        whose="" if action.owner_id else str(action.party),
        address=reverse("meetings:item_detail", args=[slug, action.item_id]),
    )
