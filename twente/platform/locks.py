"""Locks between processes: the kernel frees them when their holder dies, so none is ever stale."""

from __future__ import annotations

import fcntl
import json
import os
import time
from pathlib import Path


class Lock:
    """An exclusive lock on a file that can carry a small note from its holder (the address of a running site)."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)

    def take(self, *, patience: float = 0.0) -> bool:
        """True once the lock is ours; waits at most this many seconds. A fresh holder starts with an empty note."""
        deadline = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    return False
                time.sleep(0.05)
            else:
                self.write({})
                return True

    def free(self) -> None:
        """Give the lock back; closing the file does it."""
        os.close(self._handle)

    def write(self, note: dict[str, str]) -> None:
        """Replace the holder's note; only for the holder."""
        os.ftruncate(self._handle, 0)
        os.pwrite(self._handle, json.dumps(note | {"pid": str(os.getpid())}).encode(), 0)

    def read(self) -> dict[str, str]:
        """The holder's note; empty while it is being written."""
        try:
            return dict(json.loads(self.path.read_bytes()))
        except ValueError:
            return {}
