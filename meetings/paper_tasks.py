"""Background work of papers. A job may run twice, or die half-way: every page gets its text once."""

from datetime import datetime

from meetings.copy_documents import reading_copy
from meetings.models import Meeting, PaperPage, PaperVersion
from meetings.models.copies import ReadingCopy
from meetings.services.copies import COPY_JOB, RENEW_JOB, keep_copy, renew_copies
from meetings.services.papers import TEXT_JOB
from twente.documents import pictures, vault
from twente.outbox.services import handles, progress

PAGES_AT_ONCE = 500


@handles(TEXT_JOB)
def read_paper(version_id: int, now: datetime) -> None:
    """Keep the text of each page of a version; a picture has none. Raises FileMissing."""
    version = PaperVersion.objects.get(pk=version_id)
    if not version.is_pdf:
        return
    found = pictures.texts(vault.read(version.stored_as))
    pages = [PaperPage(version=version, number=number, text=text) for number, text in enumerate(found, start=1)]
    PaperPage.objects.bulk_create(pages, batch_size=PAGES_AT_ONCE, ignore_conflicts=True)


@handles(COPY_JOB)
def make_reading_copy(copy_id: int, now: datetime) -> None:
    """Bind the papers of a meeting and keep the file; how far it is stands with the job. Raises FileMissing."""
    copy = ReadingCopy.objects.filter(pk=copy_id).first()
    if copy is None or copy.stored_as:
        return
    total = sum(len(item["papers"]) for item in copy.content["items"])

    def tell(done: int) -> None:
        progress(kind=COPY_JOB, target_id=copy_id, done=done, total=total)

    tell(0)
    pdf, pages = reading_copy(copy.content, now=now, progress=tell)
    keep_copy(copy=copy, pdf=pdf, pages=pages, now=now)


@handles(RENEW_JOB)
def renew_reading_copies(meeting_id: int, now: datetime) -> None:
    """The papers changed: ask again for whoever had a reading copy."""
    renew_copies(meeting=Meeting.objects.select_related("body__agreement").get(pk=meeting_id), now=now)
