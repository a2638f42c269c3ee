"""Destroying dossiers after their term: one proposes, another approves, the worker destroys and states it (BOK-17).

What goes and what stays is for the room of a dossier to say (documents.archive.discarders). Title and checksum of what
went stay with the list, and on the statement of destruction.
"""

from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from twente.core import audit
from twente.core.dates import day_of
from twente.core.models import Agreement, User
from twente.core.refusals import Refusal
from twente.documents import vault
from twente.documents.archive import discarders
from twente.documents.archive.discarders import StillHeld
from twente.documents.models import Document
from twente.documents.services import Grounds, bury_dossier, store_rendered
from twente.outbox.models import Job
from twente.outbox.selectors import latest_job
from twente.outbox.services import queue_job
from twente.partnership.archive.expired import Expired, expired, still_expired
from twente.partnership.archive.models import ArchiveExport, DestroyedDossier, Destruction

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
def propose_destruction(*, agreement: Agreement, keys: Collection[str], by: User, now: datetime) -> Destruction:
    """Put dossiers on a list for another person to approve; what is still needed stays off. Raises NothingExpired."""
    locked = Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
    chosen = [each for each in expired(locked, day_of(now)) if each.dossier.key in keys and not each.held]
    if not chosen:
        raise NothingExpired
    made = Destruction.objects.create(agreement=locked, proposed_by=by, proposed_at=now)
    DestroyedDossier.objects.bulk_create(listed(made, each) for each in chosen)
    detail = {"dossiers": [each.dossier.key for each in chosen]}
    audit.record(agreement=locked, by=by, at=now, action="destruction_proposed", target=made, detail=detail)
    return made


def listed(made: Destruction, found: Expired) -> DestroyedDossier:
    """A dossier as it stands on a list."""
    dossier, term = found.dossier, found.retention
    return DestroyedDossier(
        destruction=made,
        subject=found.subject,
        key=dossier.key,
        title=dossier.title[:200],
        begins_on=dossier.begins_on,
        handled_on=dossier.handled_on,
        code=term.code,
        category=term.category,
        source=term.source,
        ended_on=found.ended_on,
    )


@transaction.atomic
def approve_destruction(*, destruction: Destruction, by: User, now: datetime) -> Destruction:
    """A second person approves; from then on the worker destroys. Again once the worker gave up: it goes on.

    Raises SamePerson, ListSettled, TermChanged, StillHeld.
    """
    locked = Destruction.objects.select_for_update(no_key=True).get(pk=destruction.pk)
    if locked.withdrawn_at:
        raise ListSettled
    if locked.approved_at:
        go_on(locked, by, now)
        return locked
    if locked.proposed_by_id == by.pk:
        raise SamePerson
    dossiers = list(locked.dossiers.all())
    if not still_expired(dossiers, locked.agreement, day_of(now)):
        raise TermChanged
    for each in dossiers:
        check_free(each, now)
    locked.approved_by, locked.approved_at = by, now
    locked.save(update_fields=["approved_by", "approved_at"])
    queue_job(agreement=locked.agreement, kind=DESTROY_JOB, target_id=locked.pk, owner=by, now=now)
    audit.record(agreement=locked.agreement, by=by, at=now, action="destruction_approved", target=locked)
    return locked


def gave_up(destruction: Destruction) -> bool:
    """Whether the worker tried for the last time, and something of an approved list may still stand."""
    job = latest_job(destruction.agreement, DESTROY_JOB, destruction.pk)
    return destruction.certificate_id is None and job is not None and job.state == Job.State.FAILED


def go_on(locked: Destruction, by: User, now: datetime) -> None:
    """Have the worker finish an approved list that it gave up; two persons decided on it already."""
    if gave_up(locked):
        queue_job(agreement=locked.agreement, kind=DESTROY_JOB, target_id=locked.pk, owner=by, now=now)
        audit.record(agreement=locked.agreement, by=by, at=now, action="destruction_asked_again", target=locked)


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


def check_free(row: DestroyedDossier, now: datetime) -> None:
    """Raises StillHeld when something needs the dossier."""
    if any(discarders.of(row.subject).held(row.destruction.agreement, row.key, day_of(now))):
        raise StillHeld


def destroy(*, dossier: DestroyedDossier, now: datetime) -> None:
    """Destroy one dossier of an approved list. The rows go first; a file that is left by a crash goes at the next try.

    Raises ListSettled when the list was not approved, StillHeld when something needs the dossier since.
    """
    gone = list(discarders.of(dossier.subject).stored(dossier.destruction.agreement, dossier.key))
    with transaction.atomic():
        row = DestroyedDossier.objects.select_for_update(of=("self",)).select_related("destruction__agreement")
        locked = row.get(pk=dossier.pk)
        approved_by = locked.destruction.approved_by
        if approved_by is None:
            raise ListSettled
        if locked.destroyed_at is None:
            check_free(locked, now)
            gone += forget_contents(locked, approved_by, now)
            locked.destroyed_at = now
            locked.save(update_fields=["files", "destroyed_at"])
    for stored_as in gone:
        vault.forget(stored_as)


def forget_contents(row: DestroyedDossier, approved_by: User, now: datetime) -> list[str]:
    """Keep title and checksum of what goes, let its room empty it; gives the names of files made of it.

    An archive that is being written waits for this, and then finds the tombstone (`exporting.check_nothing_went`).
    """
    agreement, room = row.destruction.agreement, discarders.of(row.subject)
    list(ArchiveExport.objects.select_for_update(no_key=True).filter(agreement=agreement, made_at=None))
    row.files = [asdict(each) for each in room.goes(agreement, row.key)]
    grounds = Grounds(row.code, row.source, row.ended_on, row.destruction.proposed_by, approved_by)
    bury_dossier(agreement=agreement, key=row.key, grounds=grounds, now=now)
    copies = list(room.forget(agreement, row.key, grounds, now))
    archives = ArchiveExport.objects.filter(agreement=agreement, holds__contains=[row.key])
    names = [*copies, *archives.values_list("stored_as", flat=True)]
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
