"""One connection to the mail server for many mails, because making one costs more than a mail."""

import smtplib
from contextlib import suppress
from types import TracebackType
from typing import Self

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend

MOST = 100
"""Mails on one connection: servers end longer ones of their own accord, in the middle of a mail."""
OK = 250


class Postman:
    """Hands mails over one by one. After a mail that failed, or so many, the next goes on a new connection.

    Where mails become files nothing stays open: every mail is a file of its own.
    """

    def __init__(self) -> None:
        self.line = get_connection()
        self.carried = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.hang_up()

    def carry(self, mail: EmailMessage) -> None:
        """Hand over one mail. Raises what the mail server or the way to it raises, and begins anew after that."""
        if self.carried >= MOST or not self.answers():
            self.hang_up()
        mail.connection = self.line
        try:
            if isinstance(self.line, EmailBackend):
                self.line.open()
            mail.send()
        except BaseException:
            self.hang_up()
            raise
        self.carried += 1

    def answers(self) -> bool:
        """Whether the server is still there; asked before a mail, because half-way nobody knows if it arrived."""
        if not self.carried or not isinstance(self.line, EmailBackend) or self.line.connection is None:
            return True
        try:
            return bool(self.line.connection.noop()[0] == OK)
        except (smtplib.SMTPException, OSError):
            return False

    def hang_up(self) -> None:
        """End the connection; a server that does not answer that is left."""
        self.carried = 0
        with suppress(smtplib.SMTPException, OSError):
            self.line.close()
        self.line = get_connection()
