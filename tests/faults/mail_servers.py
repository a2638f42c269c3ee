"""Mail servers that misbehave when they are told to: they fall silent, refuse, or hang up."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import Message as Mail
from email.parser import BytesParser
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.faults.site import free_port

BEFORE, AFTER = "before the mail server has it", "after the mail server took it, before it said so"


class MailServer:
    """Takes mail; `silent` says when it falls silent for ever, at the mail after the next `passing` ones."""

    def __init__(self) -> None:
        self.port = free_port()
        self.mails: list[Mail] = []
        self.silent, self.passing = "", 0
        self.reached = threading.Event()
        self.arrived = threading.Condition()

    def fall_silent(self, when: str, *, after: int) -> threading.Event:
        """Once, at the mail after so many; the event says that it was reached."""
        self.reached = threading.Event()
        self.silent, self.passing = when, after
        return self.reached

    async def hush(self, when: str) -> None:
        """Never answer, the one time that was asked for."""
        if when == self.silent and self.passing <= 0:
            self.silent = ""
            self.reached.set()
            await asyncio.Event().wait()

    async def handle_MAIL(self, server: SMTP, session: Session, envelope: Envelope, address: str, _: Any) -> str:
        await self.hush(BEFORE)
        envelope.mail_from = address
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        self.mails.append(BytesParser().parsebytes(envelope.content))
        with self.arrived:
            self.arrived.notify_all()
        await self.hush(AFTER)
        self.passing -= 1
        return "250 OK"

    def subjects(self) -> list[str]:
        """Of every mail that arrived, in order."""
        return [str(mail["Subject"]) for mail in self.mails]

    def waits_for(self, subject: str, *, seconds: float) -> bool:
        """Whether a mail whose subject begins so is here, now or before so many seconds have passed."""
        with self.arrived:
            return self.arrived.wait_for(lambda: any(map(begins(subject), self.subjects())), timeout=seconds)


def words_of(mail: Mail) -> str:
    """Everything that a mail says, as text and as HTML."""
    parts = [part.get_payload(decode=True) for part in mail.walk() if part.get_content_maintype() == "text"]
    return "\n".join(part.decode() for part in parts if isinstance(part, bytes))


def begins(words: str) -> Callable[[str], bool]:
    """Whether a text begins with these words."""
    return lambda text: text.startswith(words)


@contextmanager
def serving(handler: Any) -> Iterator[Any]:
    """The server answers on its port."""
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    try:
        yield handler
    finally:
        controller.stop()
