"""Processes that never outlive `./dev`, whatever ends it.

Two processes of our own stand at the top. The front (the one the terminal started) waits; the supervisor, its child,
does all work. Both are *subreapers*: whatever a child leaves behind becomes theirs, so walking down from them finds
everything. The kernel signals each child when its parent dies. So all four cases end clean: the supervisor ends (the
front sweeps), is killed (the front sweeps), the front is killed (the supervisor is told, and stops), or both are killed
(each child is told).
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from pathlib import Path
from types import FrameType
from typing import IO, Any

from twente.platform import table
from twente.platform.places import PYTHON, ROOT, is_root, servant
from twente.platform.say import Stop, warn

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
# What the caller chose to ignore (nohup, a job in the background) stays ignored.
STOP_SIGNALS = tuple(
    number
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    if signal.getsignal(number) is not signal.SIG_IGN
)
AWAITED = (*STOP_SIGNALS, signal.SIGCHLD)
GRACE_SECONDS = 10.0

_libc = ctypes.CDLL(None, use_errno=True)


class Stopped(BaseException):
    """A signal asked to stop; not an Exception, so that no ordinary handler swallows it."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def guarded(work: Callable[[], int], *, interactive: bool = False) -> int:
    """Do the work in a supervisor of our own and return its exit code, with nothing of it left running.

    An interactive command (a shell) gets Ctrl-C itself; we then wait for it to end.
    """
    _libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_BLOCK, AWAITED)
    front = os.getpid()
    supervisor = os.fork()
    if supervisor == 0:
        _supervise(work, front=front, interactive=interactive)

    for number in awaited():
        if number in STOP_SIGNALS and not (interactive and number == signal.SIGINT):
            table.kill(supervisor, number)
        done, status = os.waitpid(supervisor, os.WNOHANG)
        if done:
            break
    sweep(patience=GRACE_SECONDS if os.WIFSIGNALED(status) else 0.0)
    return os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status)


def _supervise(work: Callable[[], int], *, front: int, interactive: bool) -> None:
    """Body of the supervisor; never returns."""
    code = 1
    try:
        _libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        for number in STOP_SIGNALS:
            signal.signal(number, _raise_stopped)
        if interactive and signal.SIGINT in STOP_SIGNALS:
            signal.signal(signal.SIGINT, lambda number, frame: None)
        die_with(front, signal.SIGTERM)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, AWAITED)
        code = work()
    except Stopped as stopped:
        code = 128 + stopped.number
    except Stop as stop:
        warn(str(stop))
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sweep()
        for stream in (sys.stdout, sys.stderr):
            _flush(stream)
        os._exit(code)


def _flush(stream: IO[str]) -> None:
    """A closed terminal is no reason to lose the exit code."""
    try:
        stream.flush()
    except OSError:
        return


def _raise_stopped(number: int, frame: FrameType | None) -> None:
    """The first signal starts the clean-up, further ones do not interrupt it (it has its own deadlines)."""
    for each in STOP_SIGNALS:
        signal.signal(each, lambda number, frame: None)
    raise Stopped(number)


def awaited() -> Iterator[int]:
    """Signals to stop and ends of children, as they come. They must be blocked, or one slips in just before a wait."""
    while True:
        yield signal.sigwait(AWAITED)


def first_to_end(children: Collection[subprocess.Popen[bytes]]) -> subprocess.Popen[bytes]:
    """Sleep until one of these children ended, and return it; a signal to stop is handled at once."""
    signal.pthread_sigmask(signal.SIG_BLOCK, AWAITED)
    try:
        signals = awaited()
        while True:
            for child in children:
                if child.poll() is not None:
                    return child
            handler = signal.getsignal(number := next(signals))
            if callable(handler):
                handler(number, None)
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, AWAITED)


def die_with(parent: int, number: int) -> None:
    """Have the kernel send this signal to the calling process when its parent dies, also if that already happened."""
    _libc.prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)
    if os.getppid() != parent:
        os.kill(os.getpid(), number)


def start(
    command: Sequence[str | Path],
    *,
    env: dict[str, str] | None = None,
    log: Path | None = None,
    as_servant: bool = False,
    own_group: bool = True,
    farewell: int = signal.SIGTERM,
) -> subprocess.Popen[bytes]:
    """Start a child that gets the farewell signal when we die.

    Its own group keeps Ctrl-C away from servers. The death signal is set after the change of account, which clears it.
    """
    parent = os.getpid()
    output = log.open("ab") if log else None
    try:
        return subprocess.Popen(
            [str(part) for part in command],
            cwd="/" if as_servant else ROOT,
            env=env,
            stdin=subprocess.DEVNULL if log else None,
            stdout=output,
            stderr=subprocess.STDOUT if log else None,
            start_new_session=own_group,
            preexec_fn=lambda: die_with(parent, farewell),
            **(_servant_account() if as_servant else {}),
        )
    finally:
        if output:
            output.close()


def _servant_account() -> dict[str, Any]:
    """Arguments that hand a child to the servants' account; nothing for an ordinary user, who is that account."""
    account = servant()
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if is_root() else {}


def run(command: Sequence[str | Path], *, env: dict[str, str] | None = None, log: Path | None = None) -> int:
    """Run a command in the foreground to its end and return its exit code; it is stopped with us."""
    child = start(command, env=env, log=log, own_group=False)
    try:
        return first_to_end([child]).returncode
    finally:
        stop([child])


def run_python(*arguments: str, env: dict[str, str] | None = None, log: Path | None = None) -> int:
    """Run the project's own Python."""
    return run([PYTHON, *arguments], env=env, log=log)


def stop(children: Iterable[subprocess.Popen[bytes]], *, number: int = signal.SIGTERM) -> None:
    """Ask all to end, wait together for at most ten seconds, then kill what is left."""
    living = [child for child in children if child.poll() is None]
    for child in living:
        child.send_signal(number)
    deadline = time.monotonic() + GRACE_SECONDS
    for child in living:
        try:
            child.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def sweep(*, patience: float = 0.0) -> None:
    """Kill everything below this process; with patience, first let it end by itself (seconds)."""
    deadline = time.monotonic() + patience
    while True:
        _reap()
        below = table.descendants(os.getpid())
        if not below:
            return
        if time.monotonic() >= deadline:
            for pid in below:
                table.kill(pid, signal.SIGKILL)
        time.sleep(0.02)


def _reap() -> None:
    """Collect the exit codes of children that nobody waits for."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            continue
    except ChildProcessError:
        return


def finish(command: Sequence[str | Path], *, env: dict[str, str], text: str) -> subprocess.CompletedProcess[str]:
    """Run one of the servers' tools as their account, with the text as its input, and keep what it says."""
    parent = os.getpid()
    return subprocess.run(
        [str(part) for part in command],
        cwd="/",
        env=env,
        input=text,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        preexec_fn=lambda: die_with(parent, signal.SIGTERM),
        check=False,
        **_servant_account(),
    )
