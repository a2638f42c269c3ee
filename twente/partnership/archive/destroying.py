"""Destroying dossiers after their term: one proposes, another approves, the worker destroys and states it (BOK-17).

What goes: every PDF and every file of a paper with its text, and copies made of them. What stays: titles, checksums,
agendas and decisions as rows, and the statement of destruction.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from meetings.models import PaperPage, ReadingCopy
from twente.core import audit
from twente.core.dates import day_of
from twente.core.models import Agreement, User
from twente.core.refusals import Refusal
from twente.documents import vault
from twente.documents.models import Document
from twente.documents.services import Grounds, destroy_document, store_rendered
from twente.outbox.services import queue_job
from twente.partnership.archive.expired import (
    destroyed_files,
    documents_of,
    expired,
    papers_of,
    still_expired,
)
from twente.partnership.archive.models import ArchiveExport, DestroyedDossier, Destruction
from twente.partnership.archive.selectors import policy_of

DESTROY_JOB = "archive_destroy"


class NothingExpired(Refusal):
    """Only dossiers past their recorded term are proposed."""

    status = 422
    sentence = "Kies minstens één dossier waarvan de termijn voorbij is."


class SamePerson(Refusal):
    """Destroying takes two persons."""

    sentence = "Een ander dan u moet deze lijst goedkeuren: u heeft haar zelf voorgesteld."


class ListSettled(Refusal):
    """The list was approved or withdrawn meanwhile."""

    sentence = "Deze lijst is al afgehandeld."


class TermChanged(Refusal):
    """A longer term was recorded since the list was made."""

    sentence = "Van een dossier op deze lijst is de termijn niet meer voorbij. Trek de lijst in en maak een nieuwe."


@transaction.atomic
def propose_destruction(*, agreement: Agreement, meetings: Sequence[int], by: User, now: datetime) -> Destruction:
    """Put dossiers (by meeting) on a list for another person to approve. Raises NothingExpired."""
    locked = Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
    chosen = [each for each in expired(locked, day_of(now)) if each.meeting.pk in meetings]
    if not chosen:
        raise NothingExpired
    made = Destruction.objects.create(agreement=locked, proposed_by=by, proposed_at=now)
    DestroyedDossier.objects.bulk_create(
        DestroyedDossier(
            destruction=made,
            meeting=each.meeting,
            title=each.title[:200],
            code=each.retention.code,
            category=each.retention.category,
            source=each.retention.source,
            ended_on=each.ended_on,
        )
        for each in chosen
    )
    detail = {"meetings": [each.meeting.pk for each in chosen]}
    audit.record(agreement=locked, by=by, at=now, action="destruction_proposed", target=made, detail=detail)
    return made


@transaction.atomic
def approve_destruction(*, destruction: Destruction, by: User, now: datetime) -> Destruction:
    """A second person approves; from then on the worker destroys. Raises SamePerson, ListSettled, TermChanged."""
    locked = Destruction.objects.select_for_update(no_key=True).get(pk=destruction.pk)
    if locked.withdrawn_at:
        raise ListSettled
    if locked.approved_at:
        return locked
    if locked.proposed_by_id == by.pk:
        raise SamePerson
    policy, dossiers = policy_of(locked.agreement), locked.dossiers.select_related("meeting__body")
    if not all(still_expired(each, policy, day_of(now)) for each in dossiers):
        raise TermChanged
    locked.approved_by, locked.approved_at = by, now
    locked.save(update_fields=["approved_by", "approved_at"])
    queue_job(agreement=locked.agreement, kind=DESTROY_JOB, target_id=locked.pk, owner=by, now=now)
    audit.record(agreement=locked.agreement, by=by, at=now, action="destruction_approved", target=locked)
    return locked


@transaction.atomic
def withdraw_destruction(*, destruction: Destruction, by: User, now: datetime) -> None:
    """Take a list back before it is approved; twice changes nothing. Raises ListSettled once approved."""
    locked = Destruction.objects.select_for_update(no_key=True).get(pk=destruction.pk)
    if locked.approved_at:
        raise ListSettled
    if locked.withdrawn_at:
        return
    locked.withdrawn_by, locked.withdrawn_at = by, now
    locked.save(update_fields=["withdrawn_by", "withdrawn_at"])
    audit.record(agreement=locked.agreement, by=by, at=now, action="destruction_withdrawn", target=locked)


def destroy(*, dossier: DestroyedDossier, now: datetime) -> None:
    """Destroy one dossier of an approved list. The rows go first; a file that is left by a crash goes at the next try.

    Raises ListSettled when the list was not approved.
    """
    gone = [version.stored_as for version in papers_of(dossier.meeting)]
    with transaction.atomic():
        locked = DestroyedDossier.objects.select_for_update(of=("self",)).select_related("destruction", "meeting")
        row = locked.get(pk=dossier.pk)
        approved_by = row.destruction.approved_by
        if approved_by is None:
            raise ListSettled
        if row.destroyed_at is None:
            gone += copies_of(row)
            forget_contents(row, approved_by, now)
            row.destroyed_at = now
            row.save(update_fields=["files", "destroyed_at"])
    for stored_as in gone:
        vault.forget(stored_as)


def forget_contents(row: DestroyedDossier, approved_by: User, now: datetime) -> None:
    """Empty the documents, delete the texts of the papers; keep titles and checksums with the row."""
    row.files = list(destroyed_files(row.meeting))
    grounds = Grounds(row.code, row.source, row.ended_on, row.destruction.proposed_by, approved_by)
    for document in documents_of(row.meeting):
        destroy_document(document=document, grounds=grounds, now=now)
    PaperPage.objects.filter(version__in=papers_of(row.meeting)).delete()


def copies_of(row: DestroyedDossier) -> list[str]:
    """Names of the files made of this dossier: reading copies and archives that hold it. Their rows go."""
    copies = ReadingCopy.objects.filter(meeting=row.meeting)
    archives = ArchiveExport.objects.filter(meetings__contains=row.meeting_id)
    names = [*copies.values_list("stored_as", flat=True), *archives.values_list("stored_as", flat=True)]
    copies.delete()
    archives.delete()
    return [name for name in names if name]


@transaction.atomic
def keep_certificate(*, destruction: Destruction, pdf: bytes, title: str, now: datetime) -> Document:
    """Keep the statement of what was destroyed; a second run finds the first one's."""
    locked = Destruction.objects.select_for_update(no_key=True).get(pk=destruction.pk)
    if locked.certificate:
        return locked.certificate
    locked.certificate = store_rendered(
        agreement=locked.agreement,
        kind="destruction",
        title=title,
        source_key=f"destruction:{locked.pk}",
        pdf=pdf,
        by=locked.approved_by,
        now=now,
    )
    locked.save(update_fields=["certificate"])
    return locked.certificate
