"""Redis stopped, frozen or emptied, two beats: rows are the queue, so nothing is lost and nothing doubled."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cast import gather
from tests.faults.mail_servers import BEFORE, MailServer, serving, words_of
from tests.faults.processes import ROOT, address_of_test_database, environment, offset_to
from twente.core import clock
from twente.outbox.models import Heartbeat, Message
from twente.outbox.services import queue_message
from twente.platform import binaries, places, processes
from twente.platform.redis import Redis

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.fault]
DUE = datetime(2027, 1, 25, 9, tzinfo=UTC)
CELERY = (sys.executable, "-m", "celery", "-A", "twente.celery")
PATIENCE_SECONDS, AWAY_SECONDS = 120, 5
FAST = {"OUTBOX_SECONDS": "1", "SWEEP_SECONDS": "1", "JOB_SECONDS": "60"}


@contextmanager
def broker() -> Iterator[Redis]:
    """A Redis of this test alone, not yet started."""
    places.prepare_local()
    folder = places.throwaway_folder()
    sockets = places.socket_folder(folder)
    try:
        yield Redis(binaries.find(folder), places.private_folder(folder / "redis"), sockets, throwaway=True)
    finally:
        for path in (sockets, folder):
            subprocess.run(["rm", "-rf", str(path)], check=True)


class Parts:
    """A worker and two beats as `./dev run` starts them, a week before the evaluation. None of them may end."""

    def __init__(self, redis: Redis, server: MailServer, folder: Path, *, beats: str = "ab") -> None:
        self.server = server
        self.env = environment(
            DATABASE_URL=address_of_test_database(),
            REDIS_URL=redis.url(),
            CLOCK_OFFSET_SECONDS=offset_to(DUE),
            EMAIL_HOST="127.0.0.1",
            EMAIL_PORT=str(server.port),
            **FAST,
        )
        worker = (*CELERY, "worker", "--pool", "threads", "--concurrency", "2", "--loglevel", "CRITICAL")
        beat = (*CELERY, "beat", "--pidfile", "", "--loglevel", "CRITICAL", "-s")
        self.running = [self.start(command) for command in (worker, *((*beat, f"{folder}/{name}") for name in beats))]

    def start(self, command: tuple[str, ...]) -> subprocess.Popen[bytes]:
        """One part."""
        return subprocess.Popen(command, cwd=ROOT, env=self.env, stderr=subprocess.DEVNULL)

    def deliver(self, subject: str) -> None:
        """A mail with this subject arrives; fails after two minutes, or when a part has ended."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not self.server.waits_for(subject, seconds=1):
            assert time.monotonic() < deadline, f"{subject} did not arrive"
            assert [process.poll() for process in self.running] == [None] * len(self.running)

    def lasts(self, seconds: float) -> bool:
        """Whether the worker is still there after so long."""
        try:
            self.running[0].wait(seconds)
        except subprocess.TimeoutExpired:
            return True
        return False

    def sweep_again(self) -> None:
        """The worker does a tick that beat gave from now on; fails after two minutes, or when the worker has ended."""
        deadline, before = time.monotonic() + PATIENCE_SECONDS, swept_at()
        while swept_at() == before:
            assert time.monotonic() < deadline, "no tick was done"
            assert self.lasts(1)

    def __enter__(self) -> "Parts":
        return self

    def __exit__(self, *error: object) -> None:
        for process in self.running:
            process.kill()
            process.wait()


def swept_at() -> datetime:
    """When the worker last did a sweep."""
    return Heartbeat.objects.get(task="deadlines").at


def flush(redis: Redis) -> None:
    """FLUSHALL"""
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(str(redis.socket))
        line.sendall(b"FLUSHALL\r\n")
        assert line.recv(16).startswith(b"+OK")


def queue(subject: str) -> float:
    """A row as a web request writes it; how many seconds that took."""
    begin = time.monotonic()
    queue_message(agreement=None, key=subject, kind="news", recipient="a@voorbeeld.example", subject=subject,
                  body="Tekst.", now=clock.now())  # fmt: skip
    return time.monotonic() - begin


def test_whatever_happens_to_redis_every_mail_arrives_once(tmp_path: Path) -> None:
    gather()
    with broker() as redis, serving(MailServer()) as server:
        first = redis.start()
        with Parts(redis, server, tmp_path) as parts:
            queue("alles loopt")
            parts.deliver("alles loopt")
            parts.deliver("Herinnering")
            first.send_signal(signal.SIGSTOP)
            assert queue("bevroren") < 1
            first.send_signal(signal.SIGCONT)
            parts.deliver("bevroren")
            flush(redis)
            queue("geleegd")
            parts.deliver("geleegd")
            processes.stop([first])
            assert queue("gestopt") < 1
            second = redis.start()
            parts.deliver("gestopt")
        processes.stop([second])
    told = [mail for mail in server.mails if "Evaluatie van de overeenkomst" in words_of(mail)]
    assert len(told) == 1
    ids = [mail["Message-ID"] for mail in server.mails]
    assert len(ids) == len(set(ids))
    assert not Message.objects.filter(state=Message.State.QUEUED, due_at__lte=DUE).exists()
    assert {"outbox", "deadlines"} <= set(Heartbeat.objects.values_list("task", flat=True))


def test_worker_that_starts_looks_at_the_terms_before_any_beat(tmp_path: Path) -> None:
    """After an outage nobody waits for the next tick of a beat, which may be late as well."""
    gather()
    with broker() as redis, serving(MailServer()) as server:
        running = redis.start()
        with Parts(redis, server, tmp_path, beats="") as parts:
            parts.deliver("Herinnering")
        processes.stop([running])


def test_worker_that_holds_a_tick_when_redis_goes_away_carries_on(tmp_path: Path) -> None:
    """The tick waits for a silent mail server meanwhile; whoever stops Redis need not start the worker again."""
    gather()
    with broker() as redis, serving(MailServer()) as server:
        first = redis.start()
        with Parts(redis, server, tmp_path) as parts:
            queue("alles loopt")
            parts.deliver("alles loopt")
            parts.deliver("Herinnering")
            held = server.fall_silent(BEFORE, after=0)
            queue("vastgehouden")
            assert held.wait(PATIENCE_SECONDS)
            processes.stop([first])
            assert parts.lasts(AWAY_SECONDS)
            second = redis.start()
            parts.sweep_again()
        processes.stop([second])
