"""The agenda as the secretary edits it: the order as one list, and what can be undone."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from meetings.models import AgendaItem, Meeting
from meetings.presenting import planning
from meetings.presenting.proposing import proposed_row
from meetings.presenting.readying import readying
from meetings.rules.ordering import UNDO
from meetings.selectors.agenda import items_for
from meetings.selectors.preparing import last_undo
from meetings.selectors.proposing import may_propose, offered_beside
from twente.core.dates import clock_time, day_of
from twente.core.permissions import Actor

OVER = (Meeting.State.HELD, Meeting.State.CANCELLED)
"""Nothing is added to a meeting that was held or called off."""


def editor_page(meeting: Meeting, actor: Actor, now: datetime) -> dict[str, Any]:
    """The page of a meeting with, for who may edit, its order and the last change that can be undone."""
    page = planning.meeting_page(meeting, actor)
    items = [row.item for row in page["rows"]]
    proposes = may_propose(actor) and meeting.state not in OVER
    offered = offered_beside(meeting, actor) if page["may_edit"] or proposes else ()
    undo = last_undo(meeting, actor.user, now) if page["may_edit"] else None
    return page | {
        "order": ",".join(str(row.item.pk) for row in page["rows"]),
        "offered": [proposed_row(row) for row in offered],
        "may_propose": proposes,
        **(readying(meeting, items, day_of(now)) if page["may_edit"] else {}),
        "undo": undo,
        "undo_until": clock_time(undo.made_at + UNDO) if undo else "",
    }


def item_acts(item: AgendaItem, actor: Actor) -> dict[str, Any]:
    """Where an item comes from and goes on, and whether this person may defer, withdraw or restore it."""
    may = actor.may("agenda_edit") and item.meeting.state not in OVER
    linked = items_for(actor).filter(Q(pk=item.carried_from_id) | Q(carried_from=item))
    return {
        "linked": [
            ("Vervolg van" if other.pk == item.carried_from_id else "Gaat verder in", other)
            for other in linked.select_related("meeting")
        ],
        "may_dispose": may and not item.disposal,
        "may_restore": may and bool(item.disposal),
    }
