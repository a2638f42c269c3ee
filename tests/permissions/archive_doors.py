"""Every page of the archive, as doors."""

from typing import Any

from tests.meetings.minutes_scene import NOW
from tests.permissions.door import Door
from tests.permissions.world import TODAY, World
from twente.partnership.models import ArchiveExport, Destruction


def owner(world: World) -> dict[str, Any]:
    """The organisation of the coordinating secretary."""
    return {"name": "Gemeente Voorbeeld", "since": TODAY, "ground": "Besluit 2026-04"}


def keeping(world: World) -> dict[str, Any]:
    """A class of the selection list."""
    words = {"code": "19.1.10", "name": "Regionaal overleg", "trigger": "Afhandeling", "source": "Selectielijst 2020"}
    return words | {"years": 10, "since": TODAY}


def export(world: World) -> tuple[Any, ...]:
    """An archive that the secretary asked for and the worker has not made yet."""
    cast = world.cast
    made = ArchiveExport.objects.create(agreement=cast.agreement, year=2026, asked_by=cast.secretary, asked_at=NOW)
    return (made.pk,)


def waiting(world: World) -> tuple[Any, ...]:
    """A list that somebody proposed who is none of the visitors."""
    by = world.cast.representatives["Borne"]
    return (Destruction.objects.create(agreement=world.cast.agreement, proposed_by=by, proposed_at=NOW).pk,)


def nothing(world: World) -> dict[str, Any]:
    """A button without fields."""
    return {}


ARCHIVE = (
    Door("archive_export", "partnership:archive"),
    Door("archive_export", "partnership:archive", data=lambda world: {"what": "jaar-2026"}, opens=(422,)),
    Door("archive_export", "partnership:archive_export", export),
    Door("archive_export", "partnership:archive_file", export, opens=(409,)),
    Door("archive_export", "partnership:owner_record"),
    Door("archive_export", "partnership:owner_record", data=owner),
    Door("archive_export", "partnership:retention_record"),
    Door("archive_export", "partnership:retention_record", data=keeping),
    Door("destruction_approve", "partnership:destruction_list"),
    Door("destruction_approve", "partnership:destruction_list", data=nothing, opens=(422,)),
    Door("destruction_approve", "partnership:destruction_detail", waiting),
    Door("destruction_approve", "partnership:destruction_detail", waiting, nothing),
    Door("destruction_approve", "partnership:destruction_withdraw", waiting, nothing),
    Door("archive_export", "partnership:certificate_file", waiting, opens=(404,)),
)
