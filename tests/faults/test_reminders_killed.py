"""kill -9, twenty times in the middle of a mail and once in the middle of a sweep: nothing lost (security.md 3)."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from django.db import connection

from tests.cast import gather
from tests.faults.mail_servers import AFTER, BEFORE, MailServer, serving
from tests.faults.processes import (
    PATIENCE_SECONDS,
    ROOT,
    address_of_test_database,
    ends_now,
    environment,
    offset_to,
    start_worker,
    until,
)
from twente.core import clock
from twente.outbox.deadlines.models import Reminder
from twente.outbox.deadlines.services import KIND
from twente.outbox.models import Message
from twente.outbox.services import RECLAIM_AFTER, message, queue_messages

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.fault]
KILLS = 20
DUE = datetime(2027, 1, 25, 9, tzinfo=UTC)
"""Ten in the morning on a Monday, a week before the evaluation."""
NURSERY = """
import os, sys, django
django.setup()
from twente.outbox.tasks import drain
from twente.outbox.deadline_tasks import sweep_deadlines
print("ready", flush=True)
for line in sys.stdin:
    child = os.fork()
    if not child:
        {"drain": drain, "sweep": sweep_deadlines}[line.strip()]()
        os._exit(0)
    print(child, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class Nursery:
    """A process that has everything loaded and makes a worker in an instant, as often as it is asked to."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        assert self.said() == "ready"

    def said(self) -> str:
        """Its next line."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def start(self, task: str) -> int:
        """A worker that does one task; its process id."""
        assert self.process.stdin is not None
        print(task, file=self.process.stdin, flush=True)
        return int(self.said())

    def ended(self) -> int:
        """The exit code of the worker that was started last; waits for it."""
        return int(self.said())

    def killed(self, worker: int) -> None:
        """kill -9"""
        os.kill(worker, signal.SIGKILL)
        assert self.ended() == -signal.SIGKILL


@contextmanager
def nursery(server: MailServer | None, moment: datetime) -> Iterator[Nursery]:
    """Its workers live at this moment and send to this server."""
    mail = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(server.port)} if server else {}
    env = environment(DATABASE_URL=address_of_test_database(), CLOCK_OFFSET_SECONDS=offset_to(moment), **mail)
    process = subprocess.Popen(
        [sys.executable, "-c", NURSERY], cwd=ROOT, env=env, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with process:
        try:
            yield Nursery(process)
        finally:
            process.kill()


def test_twenty_kills_lose_no_reminder_and_double_at_most_one_each() -> None:
    """Half of them while the mail server already has the mail: those few come twice, with the same Message-ID."""
    now = clock.now()
    queue_messages(
        message(
            agreement=None,
            key=f"deadlines:{number}",
            kind=KIND,
            recipient="secretaris@voorbeeld.example",
            subject=f"Herinnering: termijn {number}",
            body="Uiterlijk maandag 1 februari 2027.",
            now=now,
        )
        for number in range(2 * KILLS + 3)
    )
    with serving(MailServer()) as server:
        with nursery(server, now + timedelta(minutes=1)) as workers:
            for kill in range(KILLS):
                reached = server.fall_silent(AFTER if kill % 2 else BEFORE, after=1)
                worker = workers.start("drain")
                assert reached.wait(PATIENCE_SECONDS)
                workers.killed(worker)
            left = set(Message.objects.filter(state=Message.State.SENDING).values_list("pk", flat=True))
            assert len(left) == KILLS
            workers.start("drain")
            assert workers.ended() == 0
        later = offset_to(now + RECLAIM_AFTER + timedelta(minutes=5))
        host = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(server.port)}
        assert start_worker(CLOCK_OFFSET_SECONDS=later, **host).wait(PATIENCE_SECONDS) == 0
    assert set(Message.objects.values_list("state", flat=True)) == {Message.State.SENT}
    arrived = Counter(str(mail["Message-ID"]) for mail in server.mails)
    assert set(arrived) == {f"<{pk}@bestuurlijk-overleg>" for pk in Message.objects.values_list("pk", flat=True)}
    twice = {key for key, count in arrived.items() if count > 1}
    assert len(twice) == KILLS // 2 and twice <= {f"<{pk}@bestuurlijk-overleg>" for pk in left}
    assert max(arrived.values()) == 2


def waiting_for_a_lock() -> bool:
    """Whether somebody waits for a table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'outbox_reminder'::regclass")
        return bool(cursor.fetchone()[0])


def test_sweep_killed_in_the_middle_is_done_again_once() -> None:
    """What it was telling is taken back with its transaction; the next sweep tells it."""
    gather()
    with nursery(None, DUE) as workers:
        with psycopg.connect(address_of_test_database()) as holder:
            holder.execute("LOCK TABLE outbox_reminder IN SHARE MODE")
            worker = workers.start("sweep")
            until(waiting_for_a_lock, "a sweep that tells", by=workers.process)
            workers.killed(worker)
            holder.rollback()
        assert not Reminder.objects.exists()
        assert not Message.objects.filter(kind=KIND).exists()
        for _ in range(2):
            workers.start("sweep")
            assert workers.ended() == 0
        assert not ends_now(workers.process)
    assert Message.objects.filter(kind=KIND, body__contains="Evaluatie van de overeenkomst").count() == 1


def test_three_days_without_beat_end_in_one_mail() -> None:
    """On Friday, and then not before Tuesday: the week that passed on Monday is told once, nothing else of it."""
    cast = gather()
    for moment, told in ((DUE - timedelta(days=3), 0), (DUE + timedelta(days=1), 1)):
        with nursery(None, moment) as workers:
            Message.objects.filter(kind=KIND).update(state=Message.State.SENT)
            before = set(Message.objects.values_list("pk", flat=True))
            workers.start("sweep")
            assert workers.ended() == 0
        mails = Message.objects.filter(kind=KIND, recipient=cast.secretary.email).exclude(pk__in=before)
        if told:
            (mail,) = mails
            assert mail.body.count("Evaluatie van de overeenkomst") == 1
            assert "Uiterlijk maandag 1 februari 2027" in mail.body
