"""A copy of the checkout, in a folder with spaces, that a test runs and kills as a user would."""

import fcntl
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from twente.platform import table
from twente.platform.locks import Lock

ROOT = Path(__file__).resolve().parent.parent.parent
OURS = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_AS_OWNER", "REDIS_URL", "LOCAL_DIR", "DJANGO_SETTINGS_MODULE")
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", ".lokaal", ".*_cache", "node_modules", "__pycache__", "tests")
PATIENCE_SECONDS = 30.0


def hear_ctrl_c() -> None:
    """As in a terminal, also when the tests themselves run in the background, where a shell has Ctrl-C ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Checkout:
    """A copy of the project; `user` runs its commands (None: whoever runs the tests)."""

    def __init__(self, folder: Path, user: str | None = None) -> None:
        self.folder = folder
        self.user = user
        self.runs: list[subprocess.Popen[str]] = []
        self.servers = folder

    def command(self, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
        """Run one verb of `./dev` to its end."""
        return subprocess.run(["./dev", *arguments], **self._options(env), check=False, timeout=300)

    def run(self, *arguments: str, **env: str) -> tuple[subprocess.Popen[str], list[str]]:
        """Start `./dev run` as a terminal does (a group of its own); returns when it says its address, or ended."""
        options = self._options(env) | {"start_new_session": True, "preexec_fn": hear_ctrl_c}
        run = subprocess.Popen(["./dev", "run", *arguments], **options)
        self.runs.append(run)
        said = []
        for line in run.stdout:
            said.append(line.rstrip())
            if "http://localhost:" in line:
                break
        if "servers" in self.note():
            self.servers = Path(self.note()["servers"])
        return run, said

    def end_runs(self) -> None:
        """End what a test left running."""
        while self.runs:
            run = self.runs.pop()
            if run.poll() is None:
                run.send_signal(signal.SIGTERM)
            run.wait(timeout=60)
            run.stdout.close()

    def _options(self, env: dict[str, str]) -> dict[str, object]:
        """How a child of this checkout is started."""
        clean = {name: value for name, value in os.environ.items() if name not in OURS}
        home = {"HOME": str(self.folder.parent)} if self.user else {}
        account = {"user": self.user, "group": "nogroup", "extra_groups": []} if self.user else {}
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "stdin": subprocess.DEVNULL, "text": True}
        return {"cwd": self.folder, "env": clean | home | env} | account | pipes

    def note(self) -> dict[str, str]:
        """What the running site wrote down about itself."""
        path = self.folder / ".lokaal" / "run.lock"
        return Lock(path).read() if path.exists() else {}

    def processes(self) -> set[int]:
        """Every living process of this checkout: they all work in its folder or in that of its servers."""
        return {pid for pid in table.all_pids() if self._owns(pid)}

    def _owns(self, pid: int) -> bool:
        try:
            where = Path(f"/proc/{pid}/cwd").readlink()
        except OSError:
            return False
        return any(where.is_relative_to(folder) for folder in (self.folder, self.servers))

    def part(self, name: str) -> int:
        """Process number of a part of the site, by a word of its command line."""
        for pid in sorted(self.processes()):
            if name in Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode():
                return pid
        raise AssertionError(f"no {name} among {self.processes()}")

    def server_folder(self) -> Path:
        """Where this checkout keeps the data of its servers."""
        ask = [sys.executable, "-c", "from twente.platform import places; print(places.server_folder())"]
        return Path(subprocess.run(ask, **self._options({}), check=True).stdout.strip())

    def left_over(self) -> set[int]:
        """Processes that are still there when all had time to end."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while (living := self.processes()) and time.monotonic() < deadline:
            wait_for_end(min(living), deadline)
        return living


def wait_for_end(pid: int, deadline: float) -> None:
    """Sleep in the kernel until this process ended."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    select.select([handle], [], [], max(0.0, deadline - time.monotonic()))
    os.close(handle)


def copy_project(folder: Path, user: str | None = None) -> Checkout:
    """A copy of the project without its tests, with the tests' own packages when the user can reach them."""
    shutil.copytree(ROOT, folder, ignore=LEFT_OUT, symlinks=True)
    python = ROOT / ".venv" / "bin" / "python"
    if reachable(python, user):
        (folder / ".venv").symlink_to((ROOT / ".venv").resolve())
    if user:
        shutil.chown(folder, user)
    return Checkout(folder, user)


def reachable(python: Path, user: str | None) -> bool:
    """Whether that user can start the tests' Python; not when it stands in root's home."""
    try:
        done = subprocess.run([python, "-c", "import django"], cwd="/", check=False, **({"user": user} if user else {}))
    except PermissionError:
        return False
    return done.returncode == 0


def open_folder() -> Iterator[Path]:
    """A folder that other accounts can enter, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix="twente platform "))
    folder.chmod(0o777)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """Where the tests of a module put their checkouts."""
    yield from open_folder()


def closed(checkout: Checkout) -> Iterator[Checkout]:
    """Lend a checkout, and remove every trace of it."""
    try:
        yield checkout
    finally:
        checkout.end_runs()
        checkout.command("clean")


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `./dev run` keeps, made once for all workers by a run from nothing: its local folder, and the servers'."""
    base = tmp_path_factory.getbasetemp()
    kept = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "voorbereid"
    with kept.with_suffix(".slot").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            keep_data(kept)
    return kept


def keep_data(kept: Path) -> None:
    """Let a checkout of its own run from nothing, and keep its data, whole or not at all."""
    half = kept.with_suffix(".half")
    half.mkdir()
    for place in open_folder():
        for first in closed(copy_project(place / "eerste map")):
            first.run()
            first.end_runs()
            copy_folder(first.folder / ".lokaal", half / "lokaal")
            copy_folder(first.server_folder(), half / "servers")
    half.rename(kept)


def with_data(checkout: Checkout, prepared: Path) -> Checkout:
    """A checkout that was used before: the data lies where it looks for it."""
    copy_folder(prepared / "lokaal", checkout.folder / ".lokaal")
    copy_folder(prepared / "servers", checkout.server_folder())
    return checkout


def copy_folder(source: Path, target: Path) -> None:
    """A folder with its owners, rights and times."""
    target.mkdir(exist_ok=True)
    subprocess.run(["cp", "-a", f"{source}/.", target], check=True)


@pytest.fixture(scope="module")
def shared(place: Path, prepared: Path) -> Iterator[Checkout]:
    """One checkout for the tests of a module, with data that is there already."""
    yield from closed(with_data(copy_project(place / "een map met spaties"), prepared))


@pytest.fixture
def checkout(shared: Checkout) -> Iterator[Checkout]:
    """The shared checkout with nothing running in it, before and after."""
    assert shared.processes() == set()
    yield shared
    shared.end_runs()
    assert shared.left_over() == set()
