"""Filling an agenda: standing items of the body, and items of the last meeting that were not finished."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from meetings.models import AgendaItem, Meeting, StandingItem
from meetings.rules import standing as rules
from meetings.services.locks import lock_meeting, not_held
from meetings.services.ordering import arrange, closing_items, follow, order_of
from twente.core import audit
from twente.core.models import User
from twente.core.refusals import Refusal

STANDING = ("title", "kind", "subject", "article", "status", "minutes_planned", "confidentiality")
CARRIED = (
    *STANDING,
    "admission",
    "explanation",
    "confidential_ground",
    "confidential_until",
    "handling",
    "portfolio",
    "presenter",
    "cover_note",
    "advice",
    "consultation",
    "proposed_decision",
)
"""Columns that an item takes along to the next meeting."""


class NotCarried(Refusal):
    """Only items of an earlier meeting of the same body go on in this one."""

    status = 422
    sentence = "Dit punt hoort niet bij een eerdere vergadering van dit overleg."


def known_titles(meeting: Meeting) -> set[str]:
    """What stands on the agenda already, by title."""
    return {rules.same_title(title) for title in meeting.items.values_list("title", flat=True)}


def add_copies(meeting: Meeting, sources: Iterable[AgendaItem | StandingItem], now: datetime) -> list[int]:
    """New items after the last one, with what their sources say; what is carried keeps a link to where it was."""
    made = []
    for place, source in enumerate(sources, start=meeting.items.count() + 1):
        carried = source if isinstance(source, AgendaItem) else None
        columns = {name: getattr(source, name) for name in (CARRIED if carried else STANDING)}
        late = meeting.state != Meeting.State.CONCEPT
        item = AgendaItem.objects.create(
            meeting=meeting,
            position=place,
            carried_from=carried,
            late=late,
            added_at=now,
            form_key=uuid.uuid4(),
            **columns,
        )
        made.append(item.pk)
    return made


@transaction.atomic
def fill_agenda(
    *, meeting: Meeting, standing: Sequence[StandingItem], carried: Sequence[AgendaItem], by: User, now: datetime
) -> int:
    """Add these items where they belong; what stands there already is not added again. How many were added.

    Once an agenda was sent, everything comes at the end: the items on it keep their numbers. Raises MeetingOver,
    NotCarried.
    """
    locked = lock_meeting(meeting)
    not_held(locked)
    known, existing, closers = known_titles(locked), order_of(locked), closing_items(locked)
    mine = [row for row in standing if row.body_id == locked.body_id and rules.same_title(row.title) not in known]
    if any(not earlier(item, locked) for item in carried):
        raise NotCarried
    there = set(locked.items.values_list("carried_from", flat=True))
    begin = add_copies(locked, [row for row in mine if not row.at_end], now)
    middle = add_copies(locked, [item for item in carried if item.pk not in there], now)
    end = add_copies(locked, [row for row in mine if row.at_end], now)
    if locked.state == Meeting.State.CONCEPT:
        arrange(locked, rules.filled_order(existing, closers, begin=begin, middle=middle, end=end))
    added = len(begin) + len(middle) + len(end)
    if added:
        follow(locked)
        detail = {"standing": len(begin) + len(end), "carried": len(middle)}
        audit.record(
            agreement=locked.body.agreement, by=by, at=now, action="agenda_filled", target=locked, detail=detail
        )
    return added


def earlier(item: AgendaItem, meeting: Meeting) -> bool:
    """Whether an item was on the agenda of an earlier meeting of the same body."""
    return item.meeting.body_id == meeting.body_id and item.meeting.starts_at < meeting.starts_at
