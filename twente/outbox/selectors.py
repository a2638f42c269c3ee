"""Reads of the outbox: is the worker alive, is anything stuck?"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Count, QuerySet

from twente.core.models import Agreement
from twente.outbox.models import Heartbeat, Job, Message
from twente.outbox.settling.selectors import dead_mails, dead_mails_of, failed_jobs, failed_jobs_of

SILENT_AFTER = timedelta(minutes=15)
WATCHED = {"deadlines": SILENT_AFTER, "disputes": SILENT_AFTER, "overviews": 3 * SILENT_AFTER}
"""The sweeps by which people hear of terms → how long each may be silent: three of its ticks."""
STUCK_AFTER = timedelta(minutes=30)


@dataclass(frozen=True)
class Pulse:
    """State of the background work: last run, oldest waiting message, what was given up and waits for somebody.

    `silent`: nothing is sent; `unswept`: terms of which people are reminded are not looked at, of all or of some.
    """

    last_at: datetime | None
    silent: bool
    stuck: bool
    dead: int
    unswept: bool
    failed: int

    @property
    def running(self) -> bool:
        """What waits goes out by itself."""
        return not (self.silent or self.stuck or self.unswept)

    @property
    def healthy(self) -> bool:
        """Everything runs, and nothing was given up."""
        return self.running and not (self.dead or self.failed)


def pulse(now: datetime) -> Pulse:
    """Look at heartbeat, queue, and what was given up; four indexed reads."""
    beats = dict(Heartbeat.objects.filter(task__in=("outbox", *WATCHED)).values_list("task", "at"))
    last_at = beats.get("outbox")
    oldest = Message.objects.filter(state=Message.State.QUEUED, attempts=0).order_by("due_at").first()
    return Pulse(
        last_at=last_at,
        silent=quiet_for(SILENT_AFTER, last_at, now),
        unswept=any(quiet_for(longest, beats.get(task), now) for task, longest in WATCHED.items()),
        stuck=oldest is not None and now - oldest.due_at > STUCK_AFTER,
        dead=dead_mails().count(),
        failed=failed_jobs().count(),
    )


def quiet_for(longest: timedelta, last_at: datetime | None, now: datetime) -> bool:
    """Whether a job did not run to its end for longer than it may, or never."""
    return last_at is None or now - last_at > longest


def latest_job(agreement: Agreement, kind: str, target_id: int) -> Job | None:
    """The newest job of a kind for one record."""
    return Job.objects.filter(agreement=agreement, kind=kind, target_id=target_id).order_by("queued_at").last()


def counts(agreement: Agreement) -> list[tuple[str, int]]:
    """Number of messages of an agreement per state, in words, in the order of a message's life."""
    rows = Message.objects.filter(agreement=agreement).values_list("state").annotate(number=Count("pk"))
    found = dict(rows.order_by())
    return [(str(label), found.get(value, 0)) for value, label in Message.State.choices]


def dead_letters(agreement: Agreement) -> QuerySet[Message]:
    """Messages that were given up and wait for somebody, newest first, without their content."""
    return without_content(dead_mails_of(agreement))


def retried(agreement: Agreement) -> QuerySet[Message]:
    """Messages that failed before and will be tried again, without their content."""
    return without_content(Message.objects.filter(agreement=agreement, state=Message.State.QUEUED, attempts__gt=0))


def undone(agreement: Agreement) -> QuerySet[Job]:
    """Jobs that failed and wait for somebody, the newest hundred."""
    return failed_jobs_of(agreement).select_related("owner").order_by("-queued_at")[:100]


def without_content(messages: QuerySet[Message]) -> QuerySet[Message]:
    """The newest hundred, with neither subject, text nor attachment."""
    return messages.defer("subject", "body", "calendar").order_by("-queued_at")[:100]


def database_answers() -> None:
    """One read; raises DatabaseError when the database does not answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
