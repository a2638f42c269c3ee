"""The shared pages about signed documents, and the certificates to sign elsewhere with, as doors."""

from typing import Any

from tests.permissions.door import Door
from tests.permissions.world import World


def listed(world: World) -> tuple[Any, ...]:
    """A list of decisions that nobody signed yet."""
    return (world.listed().public_id,)


def nothing(world: World) -> dict[str, Any]:
    """A form without anything in it."""
    return {}


SIGNING = (
    Door("minutes_sign", "documents:sign", listed, opens=(200, 409)),
    Door("minutes_sign", "documents:sign", listed, nothing, (422, 409)),
    Door("minutes_sign", "documents:elsewhere", listed, opens=(200, 409)),
    Door("minutes_sign", "documents:elsewhere", listed, nothing, (422, 409)),
    Door("minutes_sign", "documents:original", listed),
    Door("council_document", "documents:verify", listed, opens=(200, 409)),
    Door("council_document", "documents:verify", listed, nothing, (422, 409)),
    Door("council_document", "documents:download", listed, opens=(200, 409)),
    Door("users_manage", "documents:certificates"),
    Door("users_manage", "documents:certificate_create"),
    Door("users_manage", "documents:certificate_create", data=nothing, opens=(422,)),
)
