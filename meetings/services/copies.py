"""Asking for a reading copy, and keeping the one that the worker made."""

from datetime import datetime
from typing import Any

from django.db import transaction

from meetings.models import Meeting
from meetings.models.copies import ReadingCopy
from meetings.rules import digest
from meetings.selectors.copies import has_papers, plan_for
from twente.core import audit
from twente.core.dates import day_of
from twente.core.models import User
from twente.core.permissions import actor_for
from twente.core.refusals import Refusal
from twente.documents import vault
from twente.outbox.services import queue_job

COPY_JOB = "reading_copy"
RENEW_JOB = "reading_copy_renew"


class NothingToRead(Refusal):
    """A reading copy holds papers."""

    status = 422
    sentence = "Bij deze vergadering staan nog geen stukken."


class CopyNotReady(Refusal):
    """The worker is still busy with it, or nobody asked for it since the papers changed."""

    sentence = "Dit leesexemplaar is nog niet klaar. Wacht tot het gemaakt is, of vraag het opnieuw aan."


@transaction.atomic
def ask_copy(*, meeting: Meeting, plan: dict[str, Any], by: User, now: datetime) -> ReadingCopy:
    """Ask the worker for a copy of this plan; who asked the same before gets that one. Raises NothingToRead."""
    if not has_papers(plan):
        raise NothingToRead
    copy, made = ReadingCopy.objects.get_or_create(
        meeting=meeting,
        sha256=digest(plan),
        defaults={
            "content": plan,
            "confidential": any(item["confidential"] for item in plan["items"]),
            "asked_by": by,
            "asked_at": now,
        },
    )
    if not copy.stored_as:
        queue_job(agreement=meeting.body.agreement, kind=COPY_JOB, target_id=copy.pk, owner=by, now=now)
    if made:
        agreement = meeting.body.agreement
        audit.record(agreement=agreement, by=by, at=now, action="reading_copy_asked", target=copy)
    return copy


def keep_copy(*, copy: ReadingCopy, pdf: bytes, pages: int, now: datetime) -> ReadingCopy:
    """Keep the file, and let go of the earlier copies that the same person asked for. A second try changes nothing."""
    name = vault.keep(pdf)
    try:
        with transaction.atomic():
            locked = ReadingCopy.objects.select_for_update(no_key=True).get(pk=copy.pk)
            old = [] if locked.stored_as else list(outdated(locked))
            if not locked.stored_as:
                locked.stored_as, locked.pages, locked.size, locked.made_at = name, pages, len(pdf), now
                locked.save(update_fields=["stored_as", "pages", "size", "made_at"])
                ReadingCopy.objects.filter(pk__in=[each.pk for each in old]).delete()
    except BaseException:
        vault.forget(name)
        raise
    for each in old:
        vault.forget(each.stored_as)
    if locked.stored_as != name:
        vault.forget(name)
    return locked


def outdated(copy: ReadingCopy) -> list[ReadingCopy]:
    """Finished copies of the same meeting for the same kind of reader, asked for before this one."""
    rows = ReadingCopy.objects.filter(meeting=copy.meeting_id, confidential=copy.confidential, pk__lt=copy.pk)
    return [each for each in rows.exclude(stored_as="") if items_of(each) == items_of(copy)]


def items_of(copy: ReadingCopy) -> list[str]:
    """The items of a copy by their titles: readers with the same items are of the same kind."""
    return sorted(str(item["title"]) for item in copy.content["items"])


def papers_changed(*, meeting: Meeting, by: User, now: datetime) -> None:
    """Copies that people asked for follow the papers: the worker makes them anew."""
    if meeting.reading_copies.exists():
        queue_job(agreement=meeting.body.agreement, kind=RENEW_JOB, target_id=meeting.pk, owner=by, now=now)


def renew_copies(*, meeting: Meeting, now: datetime) -> None:
    """Ask again for everybody who asked before, each with what he or she may read now."""
    for user in User.objects.filter(pk__in=meeting.reading_copies.values("asked_by"), is_active=True):
        actor = actor_for(user, meeting.body.agreement, day_of(now))
        plan = plan_for(actor, meeting)
        if actor.takes_part and has_papers(plan):
            ask_copy(meeting=meeting, plan=plan, by=user, now=now)
