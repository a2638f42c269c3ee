"""The doors of the mail: what each kind looks like, and one to oneself."""

import uuid
from typing import Any

from tests.permissions.door import Door
from tests.permissions.world import World


def sample(world: World) -> tuple[Any, ...]:
    """The invitation."""
    return ("agenda",)


def nowhere(world: World) -> tuple[Any, ...]:
    """Nothing was given up in this world."""
    return (uuid.UUID(int=1),)


POST = (
    Door("outbox_state", "home:mail_samples"),
    Door("outbox_state", "home:mail_sample", sample),
    Door("outbox_state", "home:mail_sample", sample, lambda w: {"key": uuid.uuid4()}),
    Door("outbox_state", "home:mail_sample", sample, lambda w: {}, (422,)),
    Door("outbox_state", "home:mail_sample_html", sample),
    Door("outbox_state", "outbox:returned"),
    Door("outbox_state", "outbox:address_confirm", data=lambda w: {}, opens=(409,)),
    Door("outbox_state", "outbox:mail_again", data=lambda w: {}, opens=(409,)),
    Door("outbox_state", "outbox:job_again", nowhere, lambda w: {}, (409,)),
    Door("outbox_state", "outbox:settle", nowhere, opens=(409,)),
    Door("outbox_state", "outbox:settle", nowhere, lambda w: {}, (409,)),
)
