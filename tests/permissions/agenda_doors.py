"""Doors of the agenda editor: order and undo, standing items, filling an agenda, items that members propose."""

import uuid
from typing import Any

from meetings import services as meetings
from meetings.rules import ItemClass
from meetings.services import proposing, standing
from tests.meetings.minutes_scene import NOW
from tests.permissions.door import Door
from tests.permissions.world import World


def draft(world: World) -> tuple[Any, ...]:
    """A meeting in concept."""
    return (world.draft.pk,)


def draft_item(world: World) -> tuple[Any, ...]:
    """Its first item."""
    return (world.draft.items.get(position=1).pk,)


def empty(world: World) -> dict[str, Any]:
    """Nothing filled in."""
    return {}


def a_body_of(world: World) -> tuple[Any, ...]:
    """The body of the draft."""
    return (world.draft.body_id,)


def a_standing_item(world: World) -> tuple[Any, ...]:
    """The first of the usual items of that body."""
    standing.start_standing(body=world.draft.body, by=world.cast.secretary, now=NOW)
    return (world.draft.body.standing_items.order_by("position")[0].pk,)


def a_proposed_item(world: World) -> tuple[Any, ...]:
    """What the secretary proposes."""
    offer = proposing.Offer("Fietssnelweg", "Omdat.", ItemClass("order"))
    by, body = {"by": world.cast.secretary, "now": NOW}, world.draft.body
    row = proposing.propose_item(body=body, meeting=None, party=None, offer=offer, key=uuid.uuid4(), **by)
    return (row.pk,)


def same_order(world: World) -> dict[str, Any]:
    """The whole agenda of the draft, as it stands."""
    order = ",".join(str(pk) for pk in world.draft.items.order_by("position").values_list("pk", flat=True))
    return {"order": order, "seen": order}


def undo_of_the_secretary(world: World) -> tuple[Any, ...]:
    """A move that only the secretary who made it can take back."""
    item = world.draft.items.get(position=1)
    meetings.move_item(item=item, to=2, seen=1, by=world.cast.secretary, now=NOW)
    return (world.draft.undos.last().pk,)


AGENDA = (
    Door("agenda_edit", "meetings:agenda_order", draft, same_order),
    Door("agenda_edit", "meetings:agenda_fill", draft),
    Door("agenda_edit", "meetings:agenda_fill", draft, empty),
    Door("agenda_edit", "meetings:item_defer", draft_item),
    Door("agenda_edit", "meetings:item_defer", draft_item, empty, (422,)),
    Door("agenda_edit", "meetings:item_withdraw", draft_item),
    Door("agenda_edit", "meetings:item_withdraw", draft_item, empty, (422,)),
    Door("agenda_edit", "meetings:item_restore", draft_item, empty, (409,)),
    Door("agenda_edit", "meetings:standing_list", a_body_of),
    Door("agenda_edit", "meetings:standing_start", a_body_of, empty),
    Door("agenda_edit", "meetings:standing_create", a_body_of),
    Door("agenda_edit", "meetings:standing_create", a_body_of, empty, (422,)),
    Door("agenda_edit", "meetings:standing_edit", a_standing_item),
    Door("agenda_edit", "meetings:standing_edit", a_standing_item, empty, (422,)),
    Door("agenda_edit", "meetings:standing_move", a_standing_item, lambda w: {"to": 1, "seen": 1}),
    Door("agenda_edit", "meetings:standing_delete", a_standing_item, empty, (409,)),
    Door("agenda_edit", "meetings:proposed_accept", a_proposed_item, empty, (422,)),
    Door("agenda_edit", "meetings:proposed_decline", a_proposed_item, empty, (422,)),
    Door("item_propose", "meetings:proposed_detail", a_proposed_item, opens=(200, 404)),
    Door("item_propose", "meetings:proposed_withdraw", a_proposed_item, empty, (302, 404)),
    Door("agenda_edit", "meetings:agenda_undo", undo_of_the_secretary, empty, (302, 404)),
)
