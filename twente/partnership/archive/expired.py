"""Reads for destruction: which dossiers are past their term, and what hangs on a dossier that can be destroyed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from meetings.models import Meeting, Minutes, PaperVersion
from meetings.selectors.excerpts import EXCERPT_JOB, LIST_JOB, made_of
from twente.core.dates import day_of, long_date
from twente.core.models import Agreement
from twente.documents.archive.records import Retention
from twente.documents.models import Document
from twente.partnership.archive import rules
from twente.partnership.archive.models import DestroyedDossier, Destruction
from twente.partnership.archive.selectors import Policy, policy_of
from votes.models import Proposal
from votes.printed import document_key


@dataclass(frozen=True)
class Expired:
    """A dossier whose term is over, under a term that somebody recorded."""

    meeting: Meeting
    title: str
    retention: Retention
    ended_on: date


def expired(agreement: Agreement, on: date) -> list[Expired]:
    """Dossiers that may be proposed: past their recorded term, on no other list, and not destroyed already."""
    policy = policy_of(agreement)
    listed = DestroyedDossier.objects.filter(destruction__withdrawn_at=None, destruction__agreement=agreement)
    handled = Minutes.objects.filter(meeting__body__agreement=agreement, adopted_on__isnull=False)
    rows = handled.exclude(meeting__in=listed.values("meeting")).select_related("meeting__body__agreement")
    found = (judged(row.meeting, row.adopted_on, policy, on) for row in rows.order_by("meeting__starts_at", "pk"))
    return [each for each in found if each]


def judged(meeting: Meeting, handled_on: date | None, policy: Policy, on: date) -> Expired | None:
    """The dossier when its term is over; nothing for a provisional term, or one that never ends."""
    day = day_of(meeting.starts_at)
    if policy.recorded(meeting.body, day) is None:
        return None
    retention = policy.retention(meeting.body, day, handled_on)
    if not rules.passed(handled_on, retention.term, on) or retention.ends_on is None:
        return None
    return Expired(meeting, f"Vergadering van {long_date(day)}, {meeting.body}", retention, retention.ends_on)


def still_expired(dossier: DestroyedDossier, policy: Policy, on: date) -> bool:
    """Whether the term of a listed dossier is still over: somebody may have recorded a longer one since."""
    minutes = Minutes.objects.filter(meeting=dossier.meeting_id).only("adopted_on").first()
    return minutes is not None and judged(dossier.meeting, minutes.adopted_on, policy, on) is not None


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


def count_of(meeting: Meeting) -> int:
    """How many documents and files a dossier holds."""
    return documents_of(meeting).count() + papers_of(meeting).count()


def destroyed_files(meeting: Meeting) -> Iterator[dict[str, str]]:
    """Title and SHA-256 of everything that goes, so that what was destroyed can always be told."""
    for document in documents_of(meeting):
        yield {"title": document.title, "sha256": document.revisions.values_list("sha256", flat=True).last() or ""}
    for version in papers_of(meeting):
        yield {"title": f"{version.paper.title}, versie {version.number}", "sha256": version.sha256}


def tombstone_of(meeting: Meeting) -> DestroyedDossier | None:
    """What is left of a dossier that was destroyed."""
    gone = DestroyedDossier.objects.filter(meeting=meeting, destroyed_at__isnull=False)
    return gone.select_related("destruction__approved_by").first()


def lists_of(agreement: Agreement) -> QuerySet[Destruction]:
    """Every list of an agreement, the newest first."""
    rows = Destruction.objects.filter(agreement=agreement).prefetch_related("dossiers__meeting__body")
    return rows.select_related("proposed_by", "approved_by", "withdrawn_by", "certificate")
