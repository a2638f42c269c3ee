"""A worker that is killed with -9 while it sends an invitation loses no mail and sends none more than twice."""

import asyncio
import signal
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import Message as Mail
from email.parser import BytesParser
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.cast import MORNING, Cast, gather
from tests.factories import a_convened_meeting
from tests.faults.processes import PATIENCE_SECONDS, offset_to, start_worker
from twente.outbox.models import Message
from twente.outbox.services import RECLAIM_AFTER

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.fault]
SOON = MORNING + timedelta(minutes=1)
RECLAIMED = SOON + RECLAIM_AFTER + timedelta(minutes=1)
BEFORE, AFTER = "before the mail server has it", "after the mail server took it, before it said so"


class SlowServer:
    """A mail server that falls silent once, at the third mail: at its envelope, or after it was taken."""

    def __init__(self, silent: str) -> None:
        self.silent, self.port = silent, 0
        self.reached = threading.Event()
        self.envelopes = 0
        self.mails: list[Mail] = []

    async def hush(self, when: str, count: int) -> None:
        """Never answer, the one time that was asked for."""
        if when == self.silent and count == 3 and not self.reached.is_set():
            self.reached.set()
            await asyncio.Event().wait()

    async def handle_MAIL(self, server: SMTP, session: Session, envelope: Envelope, address: str, _: Any) -> str:
        self.envelopes += 1
        await self.hush(BEFORE, self.envelopes)
        envelope.mail_from = address
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        self.mails.append(BytesParser().parsebytes(envelope.content))
        await self.hush(AFTER, len(self.mails))
        return "250 OK"


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Iterator[SlowServer]:
    """The slow mail server on a free port of this machine."""
    handler = SlowServer(request.param)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        handler.port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    yield handler
    controller.stop()


@pytest.fixture
def invited() -> Cast:
    """The agenda was sent: every participant has an invitation waiting."""
    cast = gather()
    a_convened_meeting(cast)
    return cast


def work_at(server: SlowServer, moment: datetime) -> Any:
    """A worker that lives at this moment."""
    env = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(server.port), "CLOCK_OFFSET_SECONDS": offset_to(moment)}
    return start_worker(**env)


@pytest.mark.parametrize("server", [BEFORE, AFTER], indirect=True)
def test_every_invitation_arrives_and_at_most_one_twice(invited: Cast, server: SlowServer) -> None:
    killed = work_at(server, SOON)
    assert server.reached.wait(PATIENCE_SECONDS)
    killed.send_signal(signal.SIGKILL)
    assert killed.wait(PATIENCE_SECONDS) == -signal.SIGKILL
    assert Message.objects.filter(state=Message.State.SENDING).count() == 1

    assert work_at(server, SOON).wait(PATIENCE_SECONDS) == 0
    left = Message.objects.get(state=Message.State.SENDING)
    assert work_at(server, RECLAIMED).wait(PATIENCE_SECONDS) == 0

    assert set(Message.objects.values_list("state", flat=True)) == {Message.State.SENT}
    arrived = Counter(mail["Message-ID"] for mail in server.mails)
    everybody = {f"<{pk}@bestuurlijk-overleg>" for pk in Message.objects.values_list("pk", flat=True)}
    assert set(arrived) == everybody
    twice = {f"<{left.pk}@bestuurlijk-overleg>"} if server.silent == AFTER else set()
    assert {key for key, count in arrived.items() if count > 1} == twice
    assert max(arrived.values()) <= 2
