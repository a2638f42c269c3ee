"""A reminder about a dispute goes from a process of the worker to a mail server, once, and says a number and a link."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import Message as Mail
from email.parser import BytesParser

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.cast import gather
from tests.disputes.stage import a_dispute, received
from tests.faults.mail_servers import words_of
from tests.faults.processes import PATIENCE_SECONDS, ROOT, address_of_test_database, environment, offset_to
from twente.outbox.models import Heartbeat, Message

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.fault]
NEAR = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
SWEEP_AND_DRAIN = (
    "import django; django.setup();"
    "from disputes.tasks import remind_disputes; from twente.outbox.tasks import drain;"
    "remind_disputes(); drain()"
)


class MailServer:
    """Takes every mail."""

    def __init__(self) -> None:
        self.mails: list[Mail] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        self.mails.append(BytesParser().parsebytes(envelope.content))
        return "250 OK"


@pytest.fixture
def server() -> Iterator[tuple[MailServer, int]]:
    """A mail server on a free port of this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    handler = MailServer()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    yield handler, port
    controller.stop()


def work_at(port: int, moment: datetime) -> subprocess.Popen[bytes]:
    """A process of the worker that lives at this moment: the sweep of disputes, and then the outbox."""
    more = {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(port), "CLOCK_OFFSET_SECONDS": offset_to(moment)}
    env = environment(DATABASE_URL=address_of_test_database(), **more)
    return subprocess.Popen([sys.executable, "-c", SWEEP_AND_DRAIN], cwd=ROOT, env=env)


def test_two_workers_send_one_reminder(server: tuple[MailServer, int]) -> None:
    handler, port = server
    cast = gather()
    received(cast, a_dispute(cast))
    Message.objects.update(state=Message.State.SENT)
    workers = [work_at(port, NEAR) for _ in range(2)]
    assert [worker.wait(PATIENCE_SECONDS) for worker in workers] == [0, 0]
    (mail,) = handler.mails
    assert mail["Subject"] == "Herinnering: geschil 2026-01"
    assert mail["To"] == cast.chair.email
    words = words_of(mail)
    assert "/bok-ses/geschillen/2026-01/" in words
    assert not [word for word in ("Wierden", "Rijssen-Holten", "peildatum", "11.1") if word in words]
    assert Heartbeat.objects.filter(task="disputes").exists()
