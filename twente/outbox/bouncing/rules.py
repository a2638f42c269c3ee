"""What the refusal of a mail server means (pure; RFC 5321, RFC 3463)."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
ADDRESS = re.compile(r"5\.(?:1\.\d+|2\.1|4\.4)$")
"""Bad mailbox, bad domain, mailbox closed, no way to the domain: the address is wrong, not the mail."""
PLAIN = frozenset({550, 551, 553})
"""Answers to a recipient that speak of the mailbox, where the server says no more."""
POLICY = re.compile(r"relay|denied|authenticat|spam|policy|blocked|blacklist|block list", re.IGNORECASE)
"""Words of a server that refuses us, not the address: one wrong setting may not close every address."""
AGAIN = timedelta(days=7)
"""What was held or given up so recently may still go out; older mail says what is no longer so."""


@dataclass(frozen=True)
class Returned:
    """Why a mail came back: its code, what the server said, and whether the address itself was refused."""

    code: str
    answer: str
    lasting: bool


def by_server(code: int, answer: str, *, recipient: bool) -> Returned | None:
    """What an SMTP answer means; `recipient` tells whether it answered the address. None: try again later."""
    if not 500 <= code <= 599:
        return None
    found = STATUS.search(answer)
    status = found[1] if found else ""
    if ADDRESS.match(status):
        return Returned(status, answer, lasting=True)
    if not status and recipient and code in PLAIN and not POLICY.search(answer):
        return Returned(str(code), answer, lasting=True)
    return None


def by_report(code: str, answer: str) -> Returned:
    """What a delivery report means that says failed: that mail is lost; only a wrong address is closed."""
    return Returned(code, answer, lasting=ADDRESS.match(code) is not None)


def still_so(queued_at: datetime, now: datetime) -> bool:
    """Whether a mail that was queued then may go out now."""
    return queued_at >= now - AGAIN
