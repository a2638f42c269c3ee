"""What of a meeting is destroyed after its term: every PDF, every file of a paper with its text, and copies (BOK-17).

What stays: titles, checksums, agendas and decisions as rows.
"""

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import Prefetch, Q, QuerySet

from meetings.models import Meeting, Minutes, PaperPage, PaperVersion, ReadingCopy
from meetings.selectors.excerpts import EXCERPT_JOB, LIST_JOB, made_of
from twente.core.dates import day_of, long_date
from twente.core.models import Agreement
from twente.documents.archive.discarders import Goes, Settled
from twente.documents.archive.rooms import Subject
from twente.documents.models import Document, Revision
from twente.documents.services import Grounds, destroy_document
from twente.partnership.archive.models import ArchiveExport
from votes.models import Proposal
from votes.printed import document_key

SUBJECT = Subject("", "Vergaderingen")
KEY = "vergadering-{pk}"


def settled(agreement: Agreement, on: date) -> Iterator[Settled]:
    """Meetings whose minutes were adopted, by date."""
    rows = Minutes.objects.filter(meeting__body__agreement=agreement, adopted_on__isnull=False)
    for row in rows.select_related("meeting__body").order_by("meeting__starts_at", "pk"):
        day = day_of(row.meeting.starts_at)
        title = f"Vergadering van {long_date(day)}, {row.meeting.body}"
        yield Settled(KEY.format(pk=row.meeting_id), title, day, row.adopted_on or day, body=row.meeting.body_id)


def held(agreement: Agreement, key: str, on: date) -> Iterator[str]:
    """Once its minutes are adopted nothing needs the files of a meeting: decisions and actions are rows that stay."""
    yield from ()


def goes(agreement: Agreement, key: str) -> Iterator[Goes]:
    """Its documents and every version of its papers."""
    meeting = meeting_of(agreement, key)
    revisions = Prefetch("revisions", Revision.objects.defer("content"))
    for document in documents_of(meeting).prefetch_related(revisions):
        yield Goes(document.title, [row.sha256 for row in document.revisions.all()][-1])
    for version in papers_of(meeting):
        yield Goes(f"{version.paper.title}, versie {version.number}", version.sha256)


def stored(agreement: Agreement, key: str) -> list[str]:
    """The files of its papers."""
    return list(papers_of(meeting_of(agreement, key)).values_list("stored_as", flat=True))


def forget(agreement: Agreement, key: str, grounds: Grounds, now: datetime) -> list[str]:
    """Empty its documents, delete the texts of its papers, and the rows of reading copies and archives that hold it.

    An archive that is being kept at this moment is waited for; one that is still being packed is refused afterwards.
    """
    meeting = meeting_of(agreement, key)
    for document in documents_of(meeting):
        destroy_document(document=document, grounds=grounds, now=now)
    PaperPage.objects.filter(version__in=papers_of(meeting)).delete()
    copies = ReadingCopy.objects.filter(meeting=meeting)
    archives = ArchiveExport.objects.filter(meetings__contains=meeting.pk)
    names = [*copies.values_list("stored_as", flat=True), *archives.values_list("stored_as", flat=True)]
    copies.delete()
    archives.delete()
    return names


def meeting_of(agreement: Agreement, key: str) -> Meeting:
    """The meeting behind a key."""
    return Meeting.objects.get(body__agreement=agreement, pk=int(key.rpartition("-")[2]))


def documents_of(meeting: Meeting) -> QuerySet[Document]:
    """Everything printed about a meeting: minutes, annex, lists, excerpts, results of votes."""
    keys = Q(minutes__meeting=meeting) | Q(annex_of__meeting=meeting)
    keys |= made_of(LIST_JOB, meeting.pk)
    for item in meeting.items.prefetch_related("decisions"):
        for decision in item.decisions.all():
            keys |= made_of(EXCERPT_JOB, decision.pk)
    votes = Proposal.objects.filter(item__meeting=meeting)
    return Document.objects.filter(keys | Q(source_key__in=[document_key(vote) for vote in votes])).order_by("pk")


def papers_of(meeting: Meeting) -> QuerySet[PaperVersion]:
    """Every version of every paper of a meeting."""
    return PaperVersion.objects.filter(paper__item__meeting=meeting).select_related("paper").order_by("pk")
