"""The pages about the confidential annex of minutes, as doors."""

from tests.permissions.door import Door
from tests.permissions.world import World


def running(world: World) -> tuple[int, ...]:
    """A meeting without minutes that were adopted, so without an annex."""
    return (world.live.pk,)


ANNEX = (
    Door("minutes_draft", "meetings:minutes_annex_verify", running, opens=(404,)),
    Door("minutes_draft", "meetings:minutes_annex_verify", running, lambda world: {}, opens=(404,)),
)
