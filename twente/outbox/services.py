"""Queue, claim, send, retry. Two workers may run, one may be killed at any line: no message is lost."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from email.mime.text import MIMEText
from typing import NotRequired, TypedDict, Unpack

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.text import slugify

from twente.core import clock
from twente.core.letter.writing import written
from twente.core.models import Agreement, User
from twente.documents.models import Document
from twente.documents.selectors import latest_revision
from twente.outbox.dispatching import links
from twente.outbox.models import Heartbeat, Job, Message
from twente.outbox.postman import Postman

METHOD = re.compile(rb"^METHOD:([A-Z]+)\r?$", re.MULTILINE)
RETRY_AFTER = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
)
RECLAIM_AFTER = timedelta(minutes=10)
KEPT_FOR = relativedelta(months=12)
BATCH = 1000
JOB_ATTEMPTS = 3
JOB_RETRY_AFTER = timedelta(minutes=1)


class Mail(TypedDict):
    """One mail: `key` names what it is about and for whom, and is queued once; `due` when it may go out, else now."""

    agreement: Agreement | None
    key: str
    kind: str
    recipient: str
    subject: str
    body: str
    now: datetime
    due: NotRequired[datetime]
    calendar: NotRequired[bytes | None]
    document: NotRequired[Document | None]
    headers: NotRequired[Mapping[str, str]]


def message(**mail: Unpack[Mail]) -> Message:
    """A mail for the outbox, not yet queued."""
    return Message(
        key=mail["key"],
        agreement=mail["agreement"],
        kind=mail["kind"],
        recipient=mail["recipient"],
        subject=mail["subject"],
        body=mail["body"],
        calendar=mail.get("calendar"),
        document=mail.get("document"),
        headers=dict(mail.get("headers") or {}),
        queued_at=mail["now"],
        due_at=mail.get("due", mail["now"]),
    )


def queue_messages(messages: Iterable[Message]) -> None:
    """Put mails in the outbox, in the caller's transaction; the same key again is the same mail."""
    Message.objects.bulk_create(messages, ignore_conflicts=True)


def queue_message(**mail: Unpack[Mail]) -> Message:
    """Put one mail in the outbox and return how it stands there."""
    queue_messages([message(**mail)])
    return Message.objects.get(key=mail["key"])


@transaction.atomic
def claim_message(*, now: datetime) -> Message | None:
    """Take one due message, or one whose worker died ten minutes ago; other workers skip it."""
    rows = Message.objects.select_for_update(skip_locked=True, no_key=True).order_by("due_at", "id")
    due = rows.filter(state=Message.State.QUEUED, due_at__lte=now)
    abandoned = rows.filter(state=Message.State.SENDING, claimed_at__lte=now - RECLAIM_AFTER)
    message = due.first() or abandoned.first()
    if message is not None:
        message.state, message.claimed_at = Message.State.SENDING, now
        message.attempts += 1
        message.save(update_fields=["state", "claimed_at", "attempts"])
    return message


def send_message(message: Message, postman: Postman) -> None:
    """Hand a claimed message to the mail server; its id is the Message-ID, so a duplicate is recognisable."""
    body = links.filled(message.kind, message.key, message.body)
    mail = written(message.subject, body, [message.recipient])
    mail.extra_headers["Message-ID"] = f"<{message.pk}@bestuurlijk-overleg>"
    mail.extra_headers["Auto-Submitted"] = "auto-generated"
    mail.extra_headers.update(message.headers)
    if message.document:
        content = bytes(latest_revision(message.document).content)
        mail.attach(f"{slugify(message.document.title)}.pdf", content, "application/pdf")
    if message.calendar:
        mail.attach(calendar_part(bytes(message.calendar)))
    postman.carry(mail)


def calendar_part(calendar: bytes) -> MIMEText:
    """The event as mail programs act on it: its method stands in the header of the part too (RFC 6047, 2.4)."""
    found = METHOD.search(calendar)
    part = MIMEText(calendar.decode("utf-8"), "calendar", "utf-8")
    part.set_param("method", found.group(1).decode("ascii") if found else "PUBLISH")
    part.add_header("Content-Disposition", "attachment", filename="uitnodiging.ics")
    return part


def mark_sent(*, message: Message, now: datetime) -> None:
    """The mail server accepted it."""
    Message.objects.filter(pk=message.pk, state=Message.State.SENDING).update(
        state=Message.State.SENT, sent_at=now, last_error=""
    )


def mark_failed(*, message: Message, error: str, now: datetime) -> None:
    """Try again later; after the last attempt the message is dead and shown to the secretary."""
    tries = message.attempts
    state = Message.State.DEAD if tries > len(RETRY_AFTER) else Message.State.QUEUED
    wait = RETRY_AFTER[min(tries, len(RETRY_AFTER)) - 1]
    Message.objects.filter(pk=message.pk, state=Message.State.SENDING).update(
        state=state, due_at=now + wait, last_error=error[:300]
    )


def empty_old_mails(*, now: datetime) -> int:
    """Forget what stood in a batch of mails of more than a year ago, but not that they went out; how many (AVG).

    What waits keeps its text, and so does what was given up until somebody settles it.
    """
    waits = Q(state__in=(Message.State.QUEUED, Message.State.SENDING)) | Q(state=Message.State.DEAD, settled_at=None)
    over = Message.objects.annotate(last_at=Coalesce("sent_at", "due_at")).filter(last_at__lt=now - KEPT_FOR)
    rows = over.exclude(waits).exclude(body="").values_list("pk", flat=True)[:BATCH]
    return Message.objects.filter(pk__in=list(rows)).update(body="", calendar=None, headers={})


def queue_job(*, agreement: Agreement, kind: str, target_id: int, owner: User, now: datetime) -> Job:
    """Ask the worker for something; while an equal request waits or runs, that one is the answer."""
    job, _ = Job.objects.get_or_create(
        kind=kind,
        target_id=target_id,
        state__in=Job.OPEN,
        defaults={"agreement": agreement, "owner": owner, "queued_at": now, "state": Job.State.QUEUED},
    )
    return job


@transaction.atomic
def claim_job(*, now: datetime) -> Job | None:
    """Take one waiting job, or one whose worker died; a job at which a worker died three times has failed."""
    waiting = Q(state=Job.State.QUEUED, queued_at__lte=now)
    abandoned = Q(state=Job.State.RUNNING, claimed_at__lte=now - RECLAIM_AFTER)
    Job.objects.filter(abandoned, attempts__gte=JOB_ATTEMPTS).update(
        state=Job.State.FAILED, queued_at=now, finished_at=now, error="De werker stopte er steeds mee."
    )
    job = (
        Job.objects.select_for_update(skip_locked=True, no_key=True)
        .filter(waiting | abandoned)
        .order_by("queued_at", "id")
        .first()
    )
    if job is not None:
        job.state, job.claimed_at = Job.State.RUNNING, now
        job.attempts += 1
        job.save(update_fields=["state", "claimed_at", "attempts"])
    return job


def progress(*, kind: str, target_id: int, done: int, total: int) -> None:
    """Say how far the running job for this record is, so that a page can show it and no other worker takes it over."""
    running = Job.objects.filter(kind=kind, target_id=target_id, state=Job.State.RUNNING)
    running.update(done=done, total=total, claimed_at=clock.now())


def finish_job(*, job: Job, now: datetime) -> None:
    """The work is done and its result stored; what somebody settled meanwhile stays so."""
    Job.objects.filter(pk=job.pk, settled_at=None).update(state=Job.State.DONE, finished_at=now, error="")


def fail_job(*, job: Job, error: str, now: datetime) -> None:
    """Try again twice, a minute later each time, then show the failure to its owner."""
    last = job.attempts >= JOB_ATTEMPTS
    state, queued_at = (Job.State.FAILED, now) if last else (Job.State.QUEUED, now + JOB_RETRY_AFTER)
    row = Job.objects.filter(pk=job.pk, settled_at=None)
    row.update(state=state, queued_at=queued_at, finished_at=now, error=error[:300])


def beat(*, task: str, now: datetime) -> None:
    """Note that a periodic task ran."""
    Heartbeat.objects.update_or_create(task=task, defaults={"at": now})


Handler = Callable[[int, datetime], None]
HANDLERS: dict[str, Handler] = {}


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Register the function that does a kind of job: `(target_id, now)`. Rooms call this in their tasks module."""

    def register(handler: Handler) -> Handler:
        HANDLERS[kind] = handler
        return handler

    return register
