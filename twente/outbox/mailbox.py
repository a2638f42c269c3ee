"""The local mail folder of a demonstration: what Django's file back-end wrote, read back safely."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from pathlib import Path

BETWEEN = b"\n" + b"-" * 79 + b"\n"
MOST_FILES = 200
MOST_BYTES = 1_000_000
NAME = re.compile(r"[0-9A-Za-z-]{1,80}")


@dataclass(frozen=True)
class Attachment:
    """A part of a mail with a file name; text is shown, anything else only named."""

    name: str
    kind: str
    text: str


@dataclass(frozen=True)
class Mail:
    """One mail as it was written: `key` finds it again, `sent_at` is its own date."""

    key: str
    sent_at: datetime | None
    sender: str
    recipients: str
    subject: str
    body: str
    attachments: tuple[Attachment, ...]


def newest(folder: Path) -> list[Mail]:
    """The newest mails, newest first; an absent folder is an empty mailbox."""
    files = sorted(folder.glob("*.log"), key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True)
    return [mail for path in files[:MOST_FILES] for mail in reversed(list(read(path)))]


def one(folder: Path, key: str) -> Mail | None:
    """The mail with this key; None when there is none, whatever the key looks like."""
    stem, _, _ = key.rpartition("-")
    path = folder / f"{stem}.log"
    if not NAME.fullmatch(key) or not path.is_file():
        return None
    return next((mail for mail in read(path) if mail.key == key), None)


def read(path: Path) -> Iterator[Mail]:
    """The mails in one file of the back-end, in the order in which they were sent."""
    content = path.read_bytes()[:MOST_BYTES]
    for index, raw in enumerate(filter(bytes.strip, content.split(BETWEEN)), start=1):
        yield parsed(BytesParser(policy=policy.default).parsebytes(raw), f"{path.stem}-{index}")


def parsed(message: EmailMessage, key: str) -> Mail:
    """What a reader wants to know of a mail."""
    body = message.get_body(("plain",))
    return Mail(
        key=key,
        sent_at=moment(str(message["Date"] or "")),
        sender=str(message["From"] or ""),
        recipients=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        body=text_of(body) if body else "",
        attachments=tuple(
            Attachment(part.get_filename() or "bijlage", part.get_content_type(), text_of(part))
            for part in message.iter_attachments()
            if isinstance(part, MIMEPart)
        ),
    )


def text_of(part: MIMEPart) -> str:
    """The text of a part; empty for what is not text."""
    if part.get_content_maintype() != "text":
        return ""
    payload = part.get_payload(decode=True)
    return payload.decode("utf-8", errors="replace") if isinstance(payload, bytes) else ""


def moment(date_header: str) -> datetime | None:
    """The date of a mail; None when it cannot be read."""
    try:
        found = parsedate_to_datetime(date_header)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
