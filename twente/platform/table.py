"""The kernel's own table of processes: who stands below whom, and whose server a process is."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

PATIENCE_SECONDS = 10.0


def kill(pid: int, number: int) -> None:
    """Signal a process that may be gone already."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return


def descendants(root: int) -> list[int]:
    """Every living process below this one, from the kernel's own table."""
    children: dict[int, list[int]] = {}
    for pid in all_pids():
        parent, state = _parent_and_state(pid)
        if state not in {"Z", "X"}:
            children.setdefault(parent, []).append(pid)
    found: list[int] = []
    queue = [root]
    while queue:
        below = children.get(queue.pop(), [])
        found += below
        queue += below
    return found


def all_pids() -> list[int]:
    """Every process number on the machine at this moment."""
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _parent_and_state(pid: int) -> tuple[int, str]:
    """Parent and state letter; (0, "X") for a process that has just gone."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return 0, "X"
    return int(fields[1]), fields[0]


def working_in(folder: Path, program: str) -> list[int]:
    """Processes of this program whose working folder is the given one: a server's data folder tells whose it is."""
    found = []
    for pid in all_pids():
        try:
            cwd, program_file = Path(f"/proc/{pid}/cwd").readlink(), Path(f"/proc/{pid}/exe").readlink()
        except OSError:
            continue
        if cwd == folder and program_file.name.removesuffix(" (deleted)") == program:
            found.append(pid)
    return found


def end_leftovers(folder: Path, program: str, number: int) -> None:
    """End servers of an earlier run that still use this folder (they lost their supervisor); we hold its lock."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while pids := working_in(folder.resolve(), program):
        for pid in pids:
            kill(pid, signal.SIGKILL if time.monotonic() > deadline else number)
        time.sleep(0.05)
