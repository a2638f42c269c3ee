"""The doors of bodies, their members, the mandate register and substitutions that are asked for."""

import uuid
from typing import Any

from meetings.models import Body, BodyMember
from tests.meetings.minutes_scene import NOW
from tests.permissions.door import Door
from tests.permissions.world import TODAY, World


def empty(world: World) -> dict[str, Any]:
    """A button without fields."""
    return {}


def live(world: World) -> tuple[Any, ...]:
    """The running meeting."""
    return (world.live.pk,)


def a_body(world: World) -> tuple[Any, ...]:
    """The body of the running meeting."""
    return (world.live.body_id,)


def a_member(world: World) -> tuple[Any, ...]:
    """A guest of that body."""
    row = BodyMember.objects.create(
        body=world.live.body,
        name="Gast",
        office="guest",
        valid_from=TODAY,
        form_key=uuid.uuid4(),
        recorded_by=world.cast.secretary,
        recorded_at=NOW,
    )
    return (row.pk,)


def mandate_of_almelo(world: World) -> tuple[Any, ...]:
    """The party and its standing mandate."""
    return (world.party("Almelo"), world.mandate("Almelo").pk)


def of_members(world: World) -> tuple[Any, ...]:
    """The running meeting, as one of a body whose members sit there in person (BOK-7.3)."""
    Body.objects.filter(pk=world.live.body_id).update(by_members=True)
    return (world.live.pk,)


REGISTER = (
    Door("mandates", "meetings:mandate_register"),
    Door("mandates", "meetings:mandate_register", party="Borne", word="Collegebesluit Borne"),
    Door("mandate_record", "partnership:mandate_replace", mandate_of_almelo),
    Door(
        "mandate_record",
        "partnership:mandate_replace",
        lambda w: (w.party("Almelo"), w.mandate("Almelo").pk),
        empty,
        (422,),
    ),
    Door("mandates", "meetings:mandate_csv"),
    Door("mandates", "meetings:mandate_csv", party="Borne", word="Collegebesluit Borne"),
    Door("mandates", "meetings:body_list"),
    Door("mandates", "meetings:body_detail", a_body),
    Door("mandate_record", "meetings:body_create"),
    Door("mandate_record", "meetings:body_create", data=empty, opens=(422,)),
    Door("mandate_record", "meetings:body_edit", a_body),
    Door("mandate_record", "meetings:body_edit", a_body, empty, (422,)),
    Door("mandate_record", "meetings:body_end", a_body),
    Door("mandate_record", "meetings:body_end", a_body, empty, (422,)),
    Door("mandate_record", "meetings:member_create", a_body),
    Door("mandate_record", "meetings:member_create", a_body, empty, (422,)),
    Door("mandate_record", "meetings:member_end", a_member),
    Door("mandate_record", "meetings:member_end", a_member, empty, (422,)),
    Door("mandate_record", "meetings:member_office", a_member),
    Door("mandate_record", "meetings:member_office", a_member, empty, (422,)),
    Door("attendance_record", "meetings:members_present", of_members, opens=(200, 404)),
    Door("attendance_record", "meetings:members_present", of_members, empty, (422, 404)),
    Door("vote_cast", "meetings:substitution_request", live),
    Door("vote_cast", "meetings:substitution_request", live, empty, (422,)),
    Door("vote_cast", "meetings:substitution_retract", lambda w: (0,), empty, (404,)),
    Door("mandate_record", "meetings:substitution_grant", lambda w: (0,), empty, (404,)),
    Door("mandate_record", "meetings:substitution_decline", lambda w: (0,), opens=(404,)),
    Door("mandate_record", "meetings:substitution_decline", lambda w: (0,), empty, (404,)),
)
