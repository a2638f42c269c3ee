"""Reminders at scale: the sweep over 100,000 terms, and 10,000 mails carried to a mail server by one and two workers.

Its terms are those of a room that only exists here, in an agreement of its own.
"""

import logging
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench import crowd as crowds
from bench.server import BACKEND
from bench.table import row
from tests.faults.processes import DRAIN, ROOT, environment
from tests.faults.site import free_port
from twente.core import clock, termlist
from twente.core.models import Agreement
from twente.core.permissions import Actor
from twente.core.termlist import ListedTerm
from twente.outbox.deadlines.models import Deadline, Reminder
from twente.outbox.deadlines.services import BATCH, refresh, tell
from twente.outbox.models import Message
from twente.outbox.services import message, queue_messages

logging.getLogger("mail.log").setLevel(logging.WARNING)  # the server of the measurement tells every line it hears
COLUMNS = ("aantal", "seconden", "per seconde")
ROOM = "bench.reminders"
TERMS: list[ListedTerm] = []


def of_bench(actor: Actor, now: datetime) -> list[ListedTerm]:
    """The terms that everybody may know of."""
    return TERMS


def term(number: int, day: date) -> ListedTerm:
    """One term of the secretary."""
    return ListedTerm(
        key=f"bench:{number}",
        day=day,
        title=f"Termijn {number}",
        who="secretaris",
        sentence="",
        article="16.3",
        url="/termijnen/",
        milestones="duty",
        acts="secretary",
    )


def measure(*, terms: int, mails: int) -> Iterator[str]:
    """A line per act; the mail server of the measurement refuses nothing."""
    crowd = crowds.gather(14, "herinneringen", clock.now())
    now, on = clock.now(), clock.today()
    termlist.ROOMS[ROOM] = f"{__name__}.of_bench"
    TERMS[:] = [term(number, on + timedelta(days=200 + number % 700)) for number in range(terms)]
    yield timed("rijen maken", terms, lambda: refresh(agreement=crowd.agreement, room=ROOM, now=now))
    yield timed("rijen nalopen", terms, lambda: refresh(agreement=crowd.agreement, room=ROOM, now=now))
    yield timed("vegen, eerste keer", terms, lambda: swept(now))
    yield timed("vegen, niets te zeggen", terms, lambda: swept(now))
    TERMS[: terms // 10] = [term(number, on + timedelta(days=20)) for number in range(terms // 10)]
    yield timed("vegen, een tiende anders", terms // 10, lambda: changed(crowd.agreement, now))
    Message.objects.filter(state=Message.State.QUEUED).update(state=Message.State.CANCELLED)
    for workers in (1, 2):
        yield drained(crowd.agreement, mails, workers)
    yield page(crowd)
    Reminder.objects.filter(deadline__room=ROOM).delete()
    Deadline.objects.filter(room=ROOM).delete()
    del termlist.ROOMS[ROOM]


def swept(now: datetime) -> None:
    """Tell all that is due."""
    while tell(now=now) == BATCH:
        pass


def changed(agreement: Agreement, now: datetime) -> None:
    """Other days, and the mail that follows from them."""
    refresh(agreement=agreement, room=ROOM, now=now)
    swept(now)


class Sink:
    """Takes every mail and only counts."""

    def __init__(self) -> None:
        self.count = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """250 OK"""
        self.count += 1
        return "250 OK"


@contextmanager
def sink() -> Iterator[tuple[Sink, int]]:
    """A mail server on this machine; its port."""
    handler, port = Sink(), free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield handler, port
    finally:
        controller.stop()


def drained(agreement: Agreement, mails: int, workers: int) -> str:
    """So many due mails, carried by processes of the worker; their start is in the time."""
    now = clock.now()
    queue_messages(
        message(
            agreement=agreement,
            key=f"bench:{workers}:{now.isoformat()}:{number}",
            kind="bench",
            recipient="secretaris@voorbeeld.example",
            subject="Herinnering: Agenda versturen",
            body="Uiterlijk woensdag 25 november 2026.\n" * 10,
            now=now,
        )
        for number in range(mails)
    )
    with sink() as (handler, port):
        env = environment(EMAIL_HOST="127.0.0.1", EMAIL_PORT=str(port))
        begin = time.perf_counter()
        command = [sys.executable, "-c", DRAIN]
        running = [subprocess.Popen(command, cwd=ROOT, env=env) for _ in range(workers)]  # noqa: S603 - our own loop
        if any(worker.wait() for worker in running):
            raise SystemExit("een werker mislukte")
        taken = time.perf_counter() - begin
        if handler.count != mails:
            raise SystemExit(f"{handler.count} van {mails} mails kwamen aan")
    return row(f"mails, {workers} werker{'s' * (workers > 1)}", mails, taken, mails / taken)


def page(crowd: crowds.Crowd) -> str:
    """The term list beside all those rows: its number of queries, and how long it takes."""
    browser = Client(HTTP_HOST="localhost")
    browser.force_login(crowd.secretary, backend=BACKEND)
    browser.get(reverse("home:terms"))
    room = termlist.ROOMS.pop(ROOM)
    begin = time.perf_counter()
    with CaptureQueriesContext(connection) as asked:
        status = browser.get(reverse("home:terms")).status_code
    termlist.ROOMS[ROOM] = room
    if status != 200:
        raise SystemExit(f"de termijnagenda antwoordt {status}")
    return row("termijnagenda (vragen)", len(asked), time.perf_counter() - begin, "")


def timed(what: str, size: int, act: Callable[[], None]) -> str:
    """One line of the table."""
    begin = time.perf_counter()
    act()
    taken = time.perf_counter() - begin
    return row(what, size, taken, size / taken)
