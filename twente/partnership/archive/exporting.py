"""Asking for an archive, making it, and keeping the file that the worker made (BOK-17)."""

from collections.abc import Callable
from datetime import datetime
from typing import BinaryIO

from django.db import transaction
from django.db.models import QuerySet

from meetings.models import Meeting
from meetings.selectors import meetings_for
from twente.core import audit
from twente.core.dates import day_of
from twente.core.models import Agreement, User
from twente.core.permissions import Actor, actor_for
from twente.core.refusals import Forbidden, Refusal
from twente.documents import vault
from twente.documents.archive import index, packing, rooms
from twente.documents.archive.packing import Packed
from twente.documents.archive.records import Collection
from twente.documents.models import DossierTombstone
from twente.outbox.services import queue_job
from twente.partnership.archive.collecting import collection_of, meetings_of
from twente.partnership.archive.meeting_discarding import KEY
from twente.partnership.archive.models import ArchiveExport
from twente.partnership.archive.selectors import OwnerMissing

EXPORT_JOB = "archive_export"
Progress = Callable[[int, int], None]


class NothingToExport(Refusal):
    """An archive holds at least one record."""

    status = 422
    sentence = "Hier is nog niets om te archiveren. Een dossier begint als de agenda is verstuurd."


class ExportNotReady(Refusal):
    """The worker is still busy with it."""

    sentence = "Dit archief is nog niet klaar. Wacht tot het gemaakt is."


class DestroyedMeanwhile(Exception):
    """A dossier was destroyed while it was being packed: nothing of it is kept, and the worker begins again."""


@transaction.atomic
def ask_export(
    *, agreement: Agreement, year: int | None, meeting: Meeting | None, by: User, now: datetime
) -> ArchiveExport:
    """Ask the worker for an archive; while the same is being made for this person, that one is the answer.

    Raises OwnerMissing while nobody recorded whose records they are, NothingToExport.
    """
    if not agreement.records_owners.exists():
        raise OwnerMissing
    actor = actor_for(by, agreement, day_of(now))
    first = {"asked_at": now, "holds": rooms.keys(actor, year) if year else []}
    export, made = ArchiveExport.objects.get_or_create(
        agreement=agreement, year=year, meeting=meeting, asked_by=by, made_at=None, defaults=first
    )
    sent = meetings_of(export, actor).filter(agenda_versions__isnull=False)
    if not export.holds and not sent.exists():
        raise NothingToExport
    queue_job(agreement=agreement, kind=EXPORT_JOB, target_id=export.pk, owner=by, now=now)
    if made:
        audit.record(agreement=agreement, by=by, at=now, action="archive_asked", target=export)
    return export


def make_export(*, export: ArchiveExport, now: datetime, progress: Progress) -> ArchiveExport:
    """Write the archive as its asker may read it today, outside a transaction.

    Raises Forbidden, NothingToExport, FileDamaged, DestroyedMeanwhile.
    """
    actor = actor_for(export.asked_by, export.agreement, day_of(now))
    if not actor.may("archive_export"):
        raise Forbidden
    total, done = 2 * meetings_of(export, actor).count() + 1, 0

    def step(count: int) -> None:
        nonlocal done
        done = min(done + count, total)  # only meetings are counted: others see the steps, and may not know the rest
        progress(done, total)

    step(0)
    buried = buried_keys(export.agreement)
    found = collection_of(export, actor, now=now, progress=step)
    if not found.collection.dossiers:
        raise NothingToExport
    name, packed = written(found.collection, step)
    export.meetings, export.holds = list(found.meetings), list(found.keys)
    export.restricted = any(dossier.restriction for dossier in found.collection.dossiers)
    return keep_export(export=export, stored_as=name, packed=packed, buried=buried, now=now)


def buried_keys(agreement: Agreement) -> frozenset[str]:
    """The keys of every dossier that was destroyed."""
    return frozenset(DossierTombstone.objects.filter(agreement=agreement).values_list("key", flat=True))


def written(collection: Collection, progress: Callable[[int], None]) -> tuple[str, Packed]:
    """The file in the vault, and what came of it."""
    came: list[Packed] = []

    def write(out: BinaryIO) -> None:
        came.append(packing.pack(collection, out, page=index.page, style=index.STYLE, progress=progress))

    return vault.keep_written(write), came[0]


def check_nothing_went(export: ArchiveExport, buried: frozenset[str]) -> None:
    """Raises DestroyedMeanwhile when a dossier in it was destroyed and was not among those that were gone before."""
    held = {KEY.format(pk=pk) for pk in export.meetings} | set(export.holds)
    if held & (buried_keys(export.agreement) - buried):
        raise DestroyedMeanwhile


def keep_export(
    *, export: ArchiveExport, stored_as: str, packed: Packed, buried: frozenset[str], now: datetime
) -> ArchiveExport:
    """Keep the file, and let go of what the same person exported of the same before. A second try changes nothing.

    `buried` are the keys of what was destroyed before it was made. Raises DestroyedMeanwhile.
    """
    gone = [stored_as]
    try:
        with transaction.atomic():
            locked = ArchiveExport.objects.select_for_update(no_key=True).get(pk=export.pk)
            check_nothing_went(export, buried)
            if not locked.stored_as:
                gone = [old.stored_as for old in earlier(locked)]
                earlier(locked).delete()
                locked.meetings, locked.holds, locked.restricted = export.meetings, export.holds, export.restricted
                locked.stored_as, locked.code, locked.files = stored_as, packed.code, packed.files
                locked.size, locked.made_at = vault.path_of(stored_as).stat().st_size, now
                locked.save()
                detail = {"code": packed.code, "files": packed.files, "meetings": locked.meetings}
                agreement, by = locked.agreement, locked.asked_by
                audit.record(agreement=agreement, by=by, at=now, action="archive_made", target=locked, detail=detail)
    except BaseException:
        vault.forget(stored_as)
        raise
    for name in gone:
        vault.forget(name)
    return locked


def earlier(export: ArchiveExport) -> QuerySet[ArchiveExport]:
    """Finished exports of the same, asked for by the same person."""
    same = {"agreement": export.agreement_id, "year": export.year, "meeting": export.meeting_id}
    return ArchiveExport.objects.filter(**same, asked_by=export.asked_by_id).exclude(stored_as="")


@transaction.atomic
def note_download(*, export: ArchiveExport, by: User, now: datetime) -> None:
    """Everything leaves the house in one file: who took it is kept."""
    detail = {"code": export.code}
    audit.record(agreement=export.agreement, by=by, at=now, action="archive_downloaded", target=export, detail=detail)


def exports_for(actor: Actor) -> list[ArchiveExport]:
    """The exports that this person may have: all that is in them, this person may read too.

    One that is still to be made already names what will be in it, so that none disappears for others when it is there.
    """
    if not actor.may("archive_export"):
        return []
    rows = ArchiveExport.objects.filter(agreement=actor.agreement).select_related(
        "asked_by", "meeting__body", "agreement"
    )
    if not actor.may("confidential_item"):
        rows = rows.filter(restricted=False)
    mine = set(meetings_for(actor).values_list("pk", flat=True))
    found = [row for row in rows if mine.issuperset(row.meetings)]
    others = rooms.readable(actor, {key for row in found for key in row.holds})
    return [row for row in found if others.issuperset(row.holds)]
