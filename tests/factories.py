"""Things that tests need often, made through the services as the secretary would."""

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from meetings import services
from meetings.models import AgendaItem, Body, Meeting
from meetings.rules import ItemClass
from tests.cast import MORNING, Cast
from tests.rehearsal import rehearsed

MEETING_AT = datetime(2026, 12, 2, 9, 0, tzinfo=UTC)
"""Wednesday 2 December 2026, 10.00 hours in Amsterdam."""
ORDER = ItemClass("order")
COURSE = ItemClass("subject", subject="8a")
OTHER = ItemClass("other")


@rehearsed
def a_body(cast: Cast) -> Body:
    """The overleg itself: the first body of the rulebook."""
    return services.ensure_bodies(agreement=cast.agreement, by=cast.secretary, now=MORNING)[0]


@rehearsed
def a_meeting(cast: Cast, *, starts_at: datetime = MEETING_AT, items: Sequence[ItemClass] = (ORDER, COURSE)) -> Meeting:
    """A meeting in concept with an item of each of these classes."""
    details = services.MeetingDetails(starts_at, starts_at + timedelta(hours=2), "stadhuis Enschede")
    meeting = services.plan_meeting(
        body=a_body(cast), details=details, key=uuid.uuid4(), by=cast.secretary, now=MORNING
    )
    for number, item_class in enumerate(items, start=1):
        an_item(cast, meeting, f"Punt {number}", item_class)
    return meeting


def an_item(cast: Cast, meeting: Meeting, title: str, item_class: ItemClass = COURSE) -> AgendaItem:
    """An item at the end of the agenda."""
    details = services.ItemDetails(title, item_class, AgendaItem.Status.DECIDE, "", 10)
    return services.add_item(meeting=meeting, details=details, key=uuid.uuid4(), by=cast.secretary, now=MORNING)


@rehearsed
def a_convened_meeting(cast: Cast, *, items: Sequence[ItemClass] = (ORDER, COURSE)) -> Meeting:
    """A meeting whose agenda was sent."""
    meeting = a_meeting(cast, items=items)
    services.publish_agenda(meeting=meeting, by=cast.secretary, now=MORNING)
    meeting.refresh_from_db()
    return meeting


@rehearsed
def an_open_meeting(
    cast: Cast, *, present: Sequence[str] = (), items: Sequence[ItemClass] = (ORDER, COURSE), at: datetime = MEETING_AT
) -> Meeting:
    """A meeting that the chair opened, with these parties (by name) at the table."""
    meeting = a_convened_meeting(cast, items=items)
    services.open_meeting(meeting=meeting, presided_by=cast.chair, by=cast.chair, now=at)
    for name in present:
        services.record_arrival(meeting=meeting, party=cast.parties[name], by=cast.secretary, now=at)
    meeting.refresh_from_db()
    return meeting
