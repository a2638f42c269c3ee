"""Every page of the archive, as doors."""

from typing import Any

from tests.permissions.door import Door
from tests.permissions.world import TODAY, World


def owner(world: World) -> dict[str, Any]:
    """The organisation of the coordinating secretary."""
    return {"name": "Gemeente Voorbeeld", "since": TODAY, "ground": "Besluit 2026-04"}


def keeping(world: World) -> dict[str, Any]:
    """A class of the selection list."""
    words = {"code": "19.1.10", "name": "Regionaal overleg", "trigger": "Afhandeling", "source": "Selectielijst 2020"}
    return words | {"years": 10, "since": TODAY}


ARCHIVE = (
    Door("archive_export", "partnership:archive"),
    Door("archive_export", "partnership:owner_record"),
    Door("archive_export", "partnership:owner_record", data=owner),
    Door("archive_export", "partnership:retention_record"),
    Door("archive_export", "partnership:retention_record", data=keeping),
)
