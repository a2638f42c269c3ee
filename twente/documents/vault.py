"""Private files: outside everything that a web server shows by itself, under names that say nothing.

A file stands whole or not at all: it is written beside its place, synced, and then given its name. Rows that point at
it are made afterwards, so a killed process leaves a file without a row at worst, never a row without a file.
"""

import os
import re
import tempfile
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from twente.core.refusals import Refusal

NAME = re.compile(r"[0-9a-f]{32}")


class FileMissing(Refusal):
    """The row is there, the file is not: a backup that was put back in part, or a folder that is not mounted."""

    sentence = "Dit bestand is nu niet te openen. Het secretariaat weet hiervan zodra u het meldt."


def path_of(stored_as: str) -> Path:
    """Where a file stands. Raises ValueError for a name that we never gave."""
    if not NAME.fullmatch(stored_as):
        raise ValueError("geen naam van een bewaard bestand")
    return Path(settings.VAULT_FOLDER) / stored_as[:2] / stored_as


def keep(content: bytes) -> str:
    """Store the bytes and give the name under which they are found. Raises OSError when the disk is full."""
    stored_as = uuid.uuid4().hex
    write_whole(path_of(stored_as), content)
    return stored_as


def forget(stored_as: str) -> None:
    """Take away a file that no row points at, with the pictures made of it; what is gone already is fine."""
    path_of(stored_as).unlink(missing_ok=True)
    for picture in pictures_of(stored_as).glob("*"):
        picture.unlink(missing_ok=True)


def read(stored_as: str) -> bytes:
    """The bytes of a file. Raises FileMissing."""
    try:
        return path_of(stored_as).read_bytes()
    except FileNotFoundError as error:
        raise FileMissing from error


def pictures_of(stored_as: str) -> Path:
    """Folder of the pictures that were made of a file; it may be emptied at any time."""
    return Path(settings.VAULT_FOLDER) / "beeld" / path_of(stored_as).name


def keep_written(write: Callable[[BinaryIO], None]) -> str:
    """Store what a function writes piece by piece, for what is too large to hold at once; gives its name."""
    stored_as = uuid.uuid4().hex
    with in_one_go(path_of(stored_as)) as file:
        write(file)
    return stored_as


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in one go for whoever looks."""
    with in_one_go(path) as file:
        file.write(content)


@contextmanager
def in_one_go(path: Path) -> Iterator[BinaryIO]:
    """A file to write, first beside its place, then synced and under its name; nothing is left when it goes wrong."""
    path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix="half-")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(0o640)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
