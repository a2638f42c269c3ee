"""A delivery report (RFC 3464) read with the standard library: what it says, or nothing. It is input from strangers."""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from email import policy
from email.message import Message
from email.parser import BytesParser, HeaderParser
from itertools import islice

MOST_BYTES = 512 * 1024
"""So much of a letter is read: report and head of the returned mail stand first; the rest may be a whole attachment."""
MOST_PARTS = 40
OURS = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@bestuurlijk-overleg>", re.IGNORECASE)
CODE = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
FAILED = "failed"
SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Report:
    """What became of one mail of ours: `action` is failed, delayed, delivered, relayed or expanded."""

    message_id: uuid.UUID
    action: str
    code: str
    answer: str

    @property
    def failed(self) -> bool:
        """Whether the mail is lost."""
        return self.action == FAILED


def read_report(raw: bytes) -> Report | None:
    """The report in a letter; None for whatever is no report about a mail of ours. Never raises."""
    try:
        letter = BytesParser(policy=policy.compat32).parsebytes(raw[:MOST_BYTES])
        parts = list(islice(letter.walk(), MOST_PARTS))
        status, found = recipient_of(parts), returned_id(parts)
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None
    if letter.get_content_type() != "multipart/report" or status is None or found is None:
        return None
    code = CODE.search(field(status, "Status"))
    answer = field(status, "Diagnostic-Code").partition(";")[2].strip()
    return Report(found, field(status, "Action").lower(), code[0] if code else "", answer[:300])


def recipient_of(parts: list[Message]) -> Message | None:
    """The fields about the recipient: a mail of ours has one; a failure goes before anything else that is told."""
    found = [block for part in parts if part.get_content_type() == "message/delivery-status" for block in blocks(part)]
    told = [block for block in found if block["Action"]]
    return next((block for block in told if field(block, "Action").lower() == FAILED), told[0] if told else None)


def blocks(part: Message) -> Iterator[Message]:
    """The groups of fields in a delivery status."""
    payload = part.get_payload()
    yield from (block for block in payload if isinstance(block, Message)) if isinstance(payload, list) else ()


def returned_id(parts: list[Message]) -> uuid.UUID | None:
    """Which of our mails came back: by the head of the returned mail alone, whose id only its reader can know."""
    for head in heads(parts):
        if ours := OURS.search(field(head, "Message-ID")):
            return uuid.UUID(ours[1])
    return None


def heads(parts: list[Message]) -> Iterator[Message]:
    """The head of the mail that came back, whole or headers only."""
    for part in parts:
        kind = part.get_content_type()
        if kind in ("message/rfc822", "message/global"):
            yield from blocks(part)
        elif kind in ("text/rfc822-headers", "message/global-headers"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                yield HeaderParser(policy=policy.compat32).parsestr(payload.decode("utf-8", "replace"))


def field(head: Message, name: str) -> str:
    """A field on one line; empty when it is not there."""
    return SPACE.sub(" ", str(head[name] or "")).strip()
