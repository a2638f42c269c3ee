"""Writes: what was given up is tried again, or somebody says that it is settled."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from twente.core import audit
from twente.core.models import Agreement, User
from twente.core.refusals import Refusal
from twente.outbox.bouncing.rules import still_so
from twente.outbox.models import Job, Message
from twente.outbox.services import queue_job
from twente.outbox.settling.selectors import dead_mails_of, failed_jobs_of


class NothingGivenUp(Refusal):
    """It was tried again or settled meanwhile, or it never was given up."""

    sentence = "Dit wacht niet meer op u. Iemand heeft het al opnieuw geprobeerd of afgehandeld."


class TooOld(Refusal):
    """It says what is no longer so: somebody decides what to do instead."""

    sentence = "Dit bericht is ouder dan een week. Er kan iets in staan dat niet meer klopt. Kies Afgehandeld."


@transaction.atomic
def send_again(*, agreement: Agreement, mails: Collection[str], by: User, now: datetime) -> int:
    """Try those of these mails that are not too old from the start, with all attempts; how many there were.

    Raises NothingGivenUp, TooOld.
    """
    waiting = dead_mails_of(agreement).only("kind", "attempts", "queued_at").select_for_update(no_key=True)
    chosen = [row for row in waiting if str(row.pk) in mails]
    if not chosen:
        raise NothingGivenUp
    rows = [row for row in chosen if still_so(row.queued_at, now)]
    if not rows:
        raise TooOld
    Message.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=Message.State.QUEUED, due_at=now, attempts=0, last_error=""
    )
    for row in rows:
        detail = {"kind": row.kind, "attempts": row.attempts}
        audit.record(agreement=agreement, by=by, at=now, action="mail_sent_again", target=row, detail=detail)
    return len(rows)


@transaction.atomic
def run_again(*, agreement: Agreement, pk: UUID, by: User, now: datetime) -> None:
    """Ask the worker for a failed job once more, for who asked first. Raises NothingGivenUp."""
    row = failed_jobs_of(agreement).select_for_update(no_key=True, of=("self",)).filter(pk=pk).first()
    if row is None:
        raise NothingGivenUp
    queue_job(agreement=agreement, kind=row.kind, target_id=row.target_id, owner=row.owner, now=now)
    audit.record(agreement=agreement, by=by, at=now, action="job_asked_again", target=row, detail={"kind": row.kind})


def given_up(agreement: Agreement, pk: UUID) -> Message | Job:
    """The mail or job that waits for somebody. Raises NothingGivenUp."""
    mails, jobs = dead_mails_of(agreement), failed_jobs_of(agreement).select_related("owner")
    found = mails.filter(pk=pk).first() or jobs.filter(pk=pk).first()
    if found is None:
        raise NothingGivenUp
    return found


@transaction.atomic
def settle(*, agreement: Agreement, pk: UUID, why: str, by: User, now: datetime) -> None:
    """Say what was done about a mail or job that was given up: nobody needs to look again. Raises NothingGivenUp."""
    row = given_up(agreement, pk)
    locked = type(row).objects.select_for_update(no_key=True, of=("self",)).get(pk=pk)
    if locked.settled_at or locked.state != row.state:
        raise NothingGivenUp
    keep_settled(agreement, locked, why, by, now)


@transaction.atomic
def settle_replaced(*, agreement: Agreement, pk: UUID, why: str, by: User, now: datetime) -> None:
    """Another mail goes instead of this one: if it was given up, nobody needs to look again, nor may it go as well."""
    dead = Message.objects.filter(pk=pk, state=Message.State.DEAD, settled_at=None)
    for row in dead.select_for_update(no_key=True, of=("self",)):
        keep_settled(agreement, row, why, by, now)


def keep_settled(agreement: Agreement, row: Message | Job, why: str, by: User, now: datetime) -> None:
    """Write on a locked row what was done."""
    row.settled_at, row.settled_by, row.settled_why = now, by, why
    row.save(update_fields=["settled_at", "settled_by", "settled_why"])
    detail = {"kind": row.kind, "why": why}
    audit.record(agreement=agreement, by=by, at=now, action="given_up_settled", target=row, detail=detail)
