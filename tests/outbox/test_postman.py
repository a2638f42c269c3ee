"""Many mails on one connection, and mail servers that refuse, are slow, hang up between mails or in the middle."""

from collections.abc import Iterator
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from pytest_django.fixtures import Settings

from tests.faults.mail_servers import AFTER, BEFORE, MailServer, serving
from tests.outbox.test_services import queue
from twente.core import clock
from twente.outbox import postman, tasks
from twente.outbox.models import Message

pytestmark = pytest.mark.django_db(transaction=True)  # a task closes the connection that it was given
State = Message.State


class Moody(MailServer):
    """Counts who calls; hangs up after every mail, refuses some, or goes away in the middle of the third."""

    def __init__(self) -> None:
        super().__init__()
        self.calls = self.taken = 0
        self.mood = ""

    async def handle_EHLO(self, server: SMTP, session: Session, envelope: Envelope, name: str, answers: Any) -> Any:
        self.calls += 1
        session.host_name = name
        return answers

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.taken += 1
        if self.mood == "half way" and self.taken == 3:
            server.transport.abort()
            return "250 OK"
        if self.mood == "refuses the third" and self.taken == 3:
            return "451 probeer later"
        answer = await super().handle_DATA(server, session, envelope)
        if self.mood == "hangs up":
            server.loop.call_soon(server.transport.close)
        return answer


@pytest.fixture
def server(settings: Settings) -> Iterator[Moody]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with serving(Moody()) as handler:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", handler.port
        yield handler


def five() -> list[Message]:
    return [queue(f"mail {number}", at=clock.now()) for number in range(5)]


def states() -> list[tuple[str, int]]:
    """State and attempts of every mail, in the order in which they went."""
    return list(Message.objects.order_by("due_at", "key").values_list("state", "attempts"))


def test_five_mails_take_one_connection(server: Moody) -> None:
    five()
    tasks.drain()
    assert (len(server.mails), server.calls) == (5, 1)


def test_a_connection_is_not_used_for_ever(server: Moody, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postman, "MOST", 2)
    five()
    tasks.drain()
    assert (len(server.mails), server.calls) == (5, 3)


def test_server_that_hangs_up_after_each_mail_gets_each_once(server: Moody) -> None:
    server.mood = "hangs up"
    five()
    tasks.drain()
    assert states() == [(State.SENT, 1)] * 5
    assert len({mail["Message-ID"] for mail in server.mails}) == len(server.mails) == 5


@pytest.mark.parametrize("mood", ["half way", "refuses the third"])
def test_a_mail_that_fails_half_way_stops_no_other_and_goes_later(server: Moody, mood: str) -> None:
    server.mood = mood
    five()
    tasks.drain()
    assert sorted(states()) == [(State.QUEUED, 1)] + [(State.SENT, 1)] * 4
    Message.objects.filter(state=State.QUEUED).update(due_at=clock.now())
    tasks.drain()
    assert sorted(states()) == [(State.SENT, 1)] * 4 + [(State.SENT, 2)]
    assert len({mail["Message-ID"] for mail in server.mails}) == len(server.mails) == 5


@pytest.mark.parametrize("when", [BEFORE, AFTER])
def test_a_slow_server_is_given_up_for_that_mail_alone(server: Moody, settings: Settings, when: str) -> None:
    """After the time limit the mail waits; the next goes on a new connection."""
    settings.EMAIL_TIMEOUT = 1
    server.fall_silent(when, after=1)
    five()
    tasks.drain()
    assert sorted(states()) == [(State.QUEUED, 1)] + [(State.SENT, 1)] * 4
    assert "timed out" in Message.objects.get(state=State.QUEUED).last_error
