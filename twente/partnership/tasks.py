"""Background work of partnership. A job may run twice, or die half-way: the archive comes once."""

from datetime import datetime

from twente.outbox.services import handles, progress
from twente.partnership.archive.exporting import EXPORT_JOB, make_export
from twente.partnership.archive.models import ArchiveExport


@handles(EXPORT_JOB)
def make_archive(export_id: int, now: datetime) -> None:
    """Make an archive that was asked for; how far it is stands with the job."""
    export = ArchiveExport.objects.select_related("agreement", "asked_by", "meeting__body").get(pk=export_id)
    if export.stored_as:
        return

    def tell(done: int, total: int) -> None:
        progress(kind=EXPORT_JOB, target_id=export_id, done=done, total=total)

    make_export(export=export, now=now, progress=tell)
