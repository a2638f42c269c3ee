"""Sending to a real SMTP server: accepted, refused for now (4xx), refused for good (5xx), not there at all."""

import socket
from collections.abc import Iterator
from email.message import Message as Mail
from email.parser import BytesParser

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from pytest_django.fixtures import Settings

from tests.outbox.test_services import queue
from twente.core import clock
from twente.outbox import tasks
from twente.outbox.models import Heartbeat, Message

pytestmark = pytest.mark.django_db(transaction=True)  # a task closes the connection that it was given


class Sink:
    """Keeps what arrives; `answer` replaces the server's own answer."""

    def __init__(self) -> None:
        self.answer = "250 OK"
        self.mails: list[Mail] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.answer.startswith("250") and isinstance(envelope.content, bytes):
            self.mails.append(BytesParser().parsebytes(envelope.content))
        return self.answer


@pytest.fixture
def sink(settings: Settings) -> Iterator[Sink]:
    """A mail server on a free port of this machine."""
    handler = Sink()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(handler, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    try:
        yield handler
    finally:
        server.stop()


def test_a_mail_arrives_with_its_own_id_and_invitation(sink: Sink) -> None:
    message = queue(at=clock.now())
    Message.objects.filter(pk=message.pk).update(calendar=b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    tasks.drain()
    message.refresh_from_db()
    assert message.state == Message.State.SENT
    (mail,) = sink.mails
    assert mail["Message-ID"] == f"<{message.pk}@bestuurlijk-overleg>"
    assert mail["To"] == message.recipient
    (invitation,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    assert b"BEGIN:VCALENDAR" in (invitation.get_payload(decode=True) or b"")


@pytest.mark.parametrize("answer", ["451 probeer later", "554 geweigerd"])
def test_a_refusal_is_kept_with_the_message_and_tried_later(sink: Sink, answer: str) -> None:
    message = queue(at=clock.now())
    sink.answer = answer
    tasks.drain()
    message.refresh_from_db()
    assert (message.state, message.attempts) == (Message.State.QUEUED, 1)
    assert answer[:3] in message.last_error
    assert message.due_at > clock.now()


def test_one_refused_mail_does_not_stop_the_next(sink: Sink) -> None:
    refused = queue("een", at=clock.now())
    Message.objects.filter(pk=refused.pk).update(subject="regel\neen")
    fine = queue("twee", at=clock.now())
    tasks.drain()
    refused.refresh_from_db()
    fine.refresh_from_db()
    assert (refused.state, fine.state) == (Message.State.QUEUED, Message.State.SENT)


def test_an_absent_mail_server_loses_nothing_and_the_heart_still_beats(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    message = queue(at=clock.now())
    tasks.drain()
    message.refresh_from_db()
    assert message.state == Message.State.QUEUED
    assert Heartbeat.objects.filter(task="outbox").exists()
