"""The doors of the lists over all meetings: decisions, actions, excerpts, what was found."""

import uuid
from typing import Any

from meetings.services import record_decision
from meetings.services.actions import ActionDetails, record_action
from tests.meetings.minutes_scene import NOW
from tests.permissions.dispute_doors import DISPUTES
from tests.permissions.door import Door
from tests.permissions.leaving_doors import LEAVING
from tests.permissions.post_doors import POST
from tests.permissions.world import TODAY, World

KEY = uuid.UUID(int=7)


def empty(world: World) -> dict[str, Any]:
    """A button without fields."""
    return {}


def a_decision(world: World) -> tuple[Any, ...]:
    """A decision without a vote, of the running meeting."""
    item, by = world.live.items.get(position=5), world.cast.secretary
    row = record_decision(item=item, text="Zo doen wij het.", outcome="vastgesteld", by=by, now=NOW, key=KEY)
    return (row.year, row.number)


def an_action(world: World) -> tuple[Any, ...]:
    """An action of Borne in the running meeting, that no visitor owns."""
    item, borne = world.live.items.get(position=5), world.cast.parties["Borne"]
    details = ActionDetails("action", "Een voorstel maken.", None, borne, TODAY)
    return (record_action(item=item, details=details, key=KEY, by=world.cast.secretary, now=NOW).pk,)


def held(world: World) -> tuple[Any, ...]:
    """The meeting that was held."""
    return (world.scene.meeting.pk,)


def held_decision(world: World) -> tuple[Any, ...]:
    """The decision of the meeting that was held."""
    return (2026, 1)


LISTS = (
    Door("council_document", "meetings:decision_list"),
    Door("council_document", "meetings:decisions_csv"),
    Door("council_document", "meetings:decision_detail", held_decision),
    Door("agenda_draft", "meetings:decision_detail", a_decision),
    Door("agenda_edit", "meetings:progress_note", a_decision),
    Door("agenda_edit", "meetings:progress_note", a_decision, empty, (422,)),
    Door("agenda_draft", "meetings:excerpt", a_decision, opens=(302,)),
    Door("agenda_draft", "meetings:excerpt", a_decision, empty),
    Door("agenda_draft", "meetings:excerpt_pdf", a_decision, opens=(409,)),
    Door("agenda_draft", "meetings:meeting_decisions", held),
    Door("agenda_draft", "meetings:decisions_document", held, opens=(302,)),
    Door("agenda_draft", "meetings:decisions_document", held, empty),
    Door("agenda_draft", "meetings:decisions_pdf", held, opens=(409,)),
    Door("agenda_draft", "meetings:action_list"),
    Door("agenda_draft", "meetings:actions_csv"),
    Door("agenda_draft", "meetings:action_detail", an_action),
    Door("agenda_edit", "meetings:action_create"),
    Door("agenda_edit", "meetings:action_create", data=empty, opens=(422,)),
    Door("agenda_edit", "meetings:action_edit", an_action),
    Door("agenda_edit", "meetings:action_edit", an_action, empty, (422,)),
    Door("agenda_edit", "meetings:action_settle", an_action, empty, (422,)),
    Door("agenda_edit", "meetings:action_reopen", an_action, lambda w: {"version": 1}),
    *LEAVING,
    *DISPUTES,
    *POST,
)
