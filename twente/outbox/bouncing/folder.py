"""The mailbox to which mail comes back: a Maildir folder or an mbox file. What is not understood is put aside."""

import logging
import mailbox
from collections.abc import Callable
from contextlib import closing
from itertools import islice
from pathlib import Path

from twente.outbox.bouncing.reports import MOST_BYTES

log = logging.getLogger(__name__)
MOST_LETTERS = 500
"""So many in one round; the rest waits for the next."""
MOST_MBOX = 64 * 1024 * 1024
"""A larger mbox is left alone: somebody should look at it."""
ASIDE = ".apart"
Judge = Callable[[bytes], bool]
"""Gets a letter, at most MOST_BYTES of it; whether it was understood and can go."""


def empty(place: Path, judge: Judge) -> int:
    """Show every letter to `judge`: what it understands is removed, the rest put aside. How many were seen.

    A judge that fails leaves its letter for the next round, so that nothing is lost while the database is away.
    """
    if (place / "new").is_dir():
        return empty_folder(place, judge)
    return empty_file(place, judge) if place.is_file() else 0


def empty_folder(place: Path, judge: Judge) -> int:
    """A Maildir: one file for each letter."""
    aside = place / ASIDE / "cur"
    found = (path for folder in ("new", "cur") for path in sorted((place / folder).glob("*")))
    letters = list(islice((path for path in found if path.is_file() and not path.is_symlink()), MOST_LETTERS))
    for path in letters:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES)
        if judge(raw):
            path.unlink()
        else:
            for folder in ("tmp", "new", "cur"):
                (place / ASIDE / folder).mkdir(parents=True, exist_ok=True)
            path.replace(aside / path.name)
    return len(letters)


def empty_file(place: Path, judge: Judge) -> int:
    """An mbox: all letters in one file, locked while it is read, because the mail server writes in it."""
    if place.stat().st_size > MOST_MBOX:
        log.error("%s is larger than %s bytes and is not read", place, MOST_MBOX)
        return 0
    with closing(mailbox.mbox(place, create=False)) as box:
        try:
            box.lock()
        except mailbox.ExternalClashError:
            return 0
        keys = box.keys()[:MOST_LETTERS]
        for key in keys:
            if not judge(box.get_bytes(key)[:MOST_BYTES]):
                put_aside(place, box.get_bytes(key, from_=True))
            box.remove(key)
        return len(keys)


def put_aside(place: Path, letter: bytes) -> None:
    """Behind the others in the file beside the mailbox."""
    with place.with_name(place.name + ASIDE).open("ab") as file:
        file.write(letter.rstrip(b"\n") + b"\n\n")
