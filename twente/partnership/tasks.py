"""Background work of partnership. A job may run twice, or die half-way: the archive comes once."""

from datetime import datetime

from twente.outbox.services import handles, progress
from twente.partnership.archive.certificates import certificate_pdf, title_of
from twente.partnership.archive.destroying import DESTROY_JOB, destroy, keep_certificate
from twente.partnership.archive.exporting import EXPORT_JOB, make_export
from twente.partnership.archive.models import ArchiveExport, Destruction


@handles(EXPORT_JOB)
def make_archive(export_id: int, now: datetime) -> None:
    """Make an archive that was asked for; how far it is stands with the job."""
    export = ArchiveExport.objects.select_related("agreement", "asked_by", "meeting__body").get(pk=export_id)
    if export.stored_as:
        return

    def tell(done: int, total: int) -> None:
        progress(kind=EXPORT_JOB, target_id=export_id, done=done, total=total)

    make_export(export=export, now=now, progress=tell)


@handles(DESTROY_JOB)
def destroy_dossiers(destruction_id: int, now: datetime) -> None:
    """Destroy every dossier of an approved list, each in a transaction of its own, then state what is gone."""
    rows = Destruction.objects.select_related("agreement", "proposed_by", "approved_by")
    destruction = rows.get(pk=destruction_id)
    dossiers = list(destruction.dossiers.select_related("destruction__agreement"))
    for done, dossier in enumerate(dossiers):
        progress(kind=DESTROY_JOB, target_id=destruction_id, done=done, total=len(dossiers))
        destroy(dossier=dossier, now=now)
    if destruction.certificate_id is None:
        pdf = certificate_pdf(destruction, now)
        keep_certificate(destruction=destruction, pdf=pdf, title=title_of(destruction), now=now)
