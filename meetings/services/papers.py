"""Papers with an item: handed in, renewed, renamed, put in order, withdrawn. Every version is kept."""

import uuid
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import F

from meetings.models import AgendaItem, Paper, PaperVersion
from meetings.services.agenda import follow
from meetings.services.copies import papers_changed
from meetings.services.locks import lock_item, not_held
from twente.core import audit
from twente.core.models import Agreement, User
from twente.core.refusals import Refusal, StaleVersion
from twente.documents import vault
from twente.documents.inspection import Inspected
from twente.outbox.services import queue_job

TEXT_JOB = "paper_text"


class PaperWithdrawn(Refusal):
    """What was withdrawn stays as it was."""

    sentence = "Dit stuk is ingetrokken. Voeg een nieuw stuk toe."


class NoSuchPaperPlace(Refusal):
    """Positions run from one to the number of papers."""

    status = 422
    sentence = "Op deze plaats kan het stuk niet staan."


class PapersMoved(StaleVersion):
    """Somebody else moved papers in the meantime."""

    sentence = "De volgorde is intussen gewijzigd. Bekijk de nieuwe volgorde en verplaats het stuk opnieuw."


def add_paper(*, item: AgendaItem, title: str, file: Inspected, key: uuid.UUID, by: User, now: datetime) -> Paper:
    """A new paper at the end of an item; the same form key again is the same paper. Raises MeetingOver."""
    return stored(file, lambda name: new_paper(item=item, title=title, file=file, name=name, key=key, by=by, now=now))


def renew_paper(*, paper: Paper, seen: int, file: Inspected, key: uuid.UUID, by: User, now: datetime) -> Paper:
    """A next version, after the one that the person saw; the earlier ones are kept.

    Raises MeetingOver, PaperWithdrawn, StaleVersion.
    """
    return stored(file, lambda name: new_version(paper=paper, seen=seen, file=file, name=name, key=key, by=by, now=now))


def stored(file: Inspected, record: Callable[[str], Paper]) -> Paper:
    """Let a row be made for a file that stands; whatever goes wrong, no file stays without its row."""
    name = vault.keep(file.content)
    try:
        paper = record(name)
    except BaseException:
        vault.forget(name)
        raise
    if not PaperVersion.objects.filter(stored_as=name).exists():
        vault.forget(name)
    return paper


@transaction.atomic
def new_paper(
    *, item: AgendaItem, title: str, file: Inspected, name: str, key: uuid.UUID, by: User, now: datetime
) -> Paper:
    """The rows of a new paper and its first version."""
    locked = lock_item(item)
    known = Paper.objects.filter(versions__form_key=key, item=locked).first()
    if known is not None:
        return known
    not_held(locked.meeting)
    paper = Paper.objects.create(
        item=locked,
        title=title,
        position=locked.papers.filter(withdrawn_at=None).count() + 1,
        added_by=by,
        added_at=now,
    )
    keep_version(paper, file, name=name, key=key, by=by, now=now)
    follow(locked.meeting)
    recorded("paper_added", paper, by=by, now=now)
    return paper


@transaction.atomic
def new_version(
    *, paper: Paper, seen: int, file: Inspected, name: str, key: uuid.UUID, by: User, now: datetime
) -> Paper:
    """The rows of a next version."""
    locked = lock_paper(paper)
    if PaperVersion.objects.filter(form_key=key, paper=locked).exists():
        return locked
    changeable(locked, seen)
    keep_version(locked, file, name=name, key=key, by=by, now=now)
    follow(locked.item.meeting)
    recorded("paper_renewed", locked, by=by, now=now)
    return locked


def keep_version(paper: Paper, file: Inspected, *, name: str, key: uuid.UUID, by: User, now: datetime) -> None:
    """Add the version, let it count, and ask the worker for its text."""
    version = PaperVersion.objects.create(
        paper=paper,
        number=paper.versions.count() + 1,
        file_name=file.name,
        content_type=file.content_type,
        size=len(file.content),
        sha256=file.sha256,
        pages=file.pages,
        scan=file.scan,
        stored_as=name,
        uploaded_by=by,
        uploaded_at=now,
        form_key=key,
    )
    paper.current = version
    if version.number > 1:
        paper.version += 1
    paper.save(update_fields=["current", "version"])
    queue_job(agreement=agreement_of(paper), kind=TEXT_JOB, target_id=version.pk, owner=by, now=now)


@transaction.atomic
def rename_paper(*, paper: Paper, title: str, seen: int, by: User, now: datetime) -> Paper:
    """Give a paper another title. Raises MeetingOver, PaperWithdrawn, StaleVersion."""
    locked = lock_paper(paper)
    changeable(locked, seen)
    before, locked.title = locked.title, title
    locked.version += 1
    locked.save(update_fields=["title", "version"])
    recorded("paper_renamed", locked, by=by, now=now, before=before)
    return locked


@transaction.atomic
def withdraw_paper(*, paper: Paper, reason: str, seen: int, by: User, now: datetime) -> Paper:
    """Take a paper back, with the reason that readers get; the others close up.

    Raises MeetingOver, PaperWithdrawn, StaleVersion.
    """
    locked = lock_paper(paper)
    changeable(locked, seen)
    place, locked.position = locked.position or 0, None
    locked.withdrawn_at, locked.withdrawn_by, locked.withdrawn_reason = now, by, reason
    locked.version += 1
    locked.save(update_fields=["position", "withdrawn_at", "withdrawn_by", "withdrawn_reason", "version"])
    locked.item.papers.filter(position__gt=place).update(position=F("position") - 1)
    follow(locked.item.meeting)
    recorded("paper_withdrawn", locked, by=by, now=now)
    return locked


@transaction.atomic
def move_paper(*, paper: Paper, to: int, seen: int, by: User, now: datetime) -> Paper:
    """Put a paper on another place with its item; `seen` is the place that the person saw it on.

    Raises MeetingOver, PaperWithdrawn, PapersMoved, NoSuchPaperPlace.
    """
    locked = lock_paper(paper)
    changeable(locked, locked.version)
    others = locked.item.papers.filter(withdrawn_at=None)
    if locked.position != seen:
        raise PapersMoved
    if not 1 <= to <= others.count():
        raise NoSuchPaperPlace
    if to != seen:
        low, high, step = (to, seen - 1, 1) if to < seen else (seen + 1, to, -1)
        others.filter(position__range=(low, high)).update(position=F("position") + step)
        locked.position = to
        locked.save(update_fields=["position"])
        recorded("paper_moved", locked, by=by, now=now)
    return locked


def lock_paper(paper: Paper) -> Paper:
    """The paper as it is now, with its meeting kept still."""
    item = lock_item(paper.item)
    locked = Paper.objects.get(pk=paper.pk)
    locked.item = item
    return locked


def changeable(paper: Paper, seen: int) -> None:
    """Raises MeetingOver, PaperWithdrawn, StaleVersion."""
    not_held(paper.item.meeting)
    if paper.withdrawn_at is not None:
        raise PaperWithdrawn
    if paper.version != seen:
        raise StaleVersion


def agreement_of(paper: Paper) -> Agreement:
    """The agreement under which the paper is treated."""
    return paper.item.meeting.body.agreement


def recorded(action: str, paper: Paper, *, by: User, now: datetime, before: str = "") -> None:
    """One entry in the audit trail; the title of a paper may be confidential, so it is not repeated there."""
    detail = {"item": paper.item_id, "version": paper.version} | ({"renamed": True} if before else {})
    papers_changed(meeting=paper.item.meeting, by=by, now=now)
    audit.record(agreement=agreement_of(paper), by=by, at=now, action=action, target=paper, detail=detail)
