"""The Python environment `.venv`: built from nothing, equal to the hashed lock files, left alone while they stay."""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from pathlib import Path

from twente.platform import processes, system
from twente.platform.locks import Lock
from twente.platform.places import LOCAL, LOGS, PYTHON, ROOT, VENV
from twente.platform.say import Stop, say

UV_LOCK = ROOT / "requirements-uv.lock"
RUN_LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "requirements-test.lock"
STAMP = VENV / "twente-stamp.json"
OLDEST_PYTHON = (3, 11)


def ensure(*, for_tests: bool) -> None:
    """Packages of the lock file stand in `.venv`. The test lock holds everything of the run lock, so it serves both.

    A `.venv` that is a link belongs to somebody else: used as it is.
    """
    if VENV.is_symlink():
        return
    guard = Lock(LOCAL / "installatie.lock")
    if not guard.take():
        say("Wachten op een andere ./dev die pakketten installeert …")
        guard.take(patience=1800)
    try:
        stamp = read_stamp()
        wanted = TEST_LOCK if for_tests or str(TEST_LOCK.name) in stamp else RUN_LOCK
        if stamp.get(wanted.name) == fingerprint(wanted):
            return
        if not stamp:
            build()
        synchronise(wanted)
    finally:
        guard.free()


def read_stamp() -> dict[str, str]:
    """Lock files that `.venv` satisfies, by fingerprint; empty when it must be built anew (other Python or place)."""
    try:
        stamp = dict(json.loads(STAMP.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}
    return stamp if stamp.get("python") == sys.version and stamp.get("place") == str(VENV) and PYTHON.exists() else {}


def fingerprint(lock: Path) -> str:
    """Hash of a lock file together with that of the installer."""
    return hashlib.sha256(UV_LOCK.read_bytes() + lock.read_bytes()).hexdigest()


def build() -> None:
    """An empty environment with the pinned, hash-checked uv in it."""
    if sys.version_info < OLDEST_PYTHON:
        raise Stop("Python 3.11 of nieuwer is nodig (Debian 12, Ubuntu 24.04 en later hebben die).")
    system.require([system.VENV])
    say("Python-omgeving maken in .venv …")
    log = LOGS / "installatie.log"
    shutil.rmtree(VENV, ignore_errors=True)
    steps: tuple[list[str | Path], ...] = (
        [sys.executable, "-m", "venv", VENV],
        [
            PYTHON,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--require-hashes",
            "-r",
            UV_LOCK,
        ],
    )
    for step in steps:
        if processes.run(step, log=log):
            raise Stop(f"De Python-omgeving kon niet worden gemaakt; is er verbinding met het internet? Zie {log}.")


def synchronise(lock: Path) -> None:
    """Install exactly what the lock says; falls back to pip, which knows mirrors that uv does not."""
    say(f"Pakketten installeren uit {lock.name} …")
    log = LOGS / "installatie.log"
    hashed = ["--require-hashes", "--quiet"]
    by_uv = ["-m", "uv", "pip", "sync", "--python", str(PYTHON), *hashed, "--compile-bytecode", str(lock)]
    by_pip = ["-m", "pip", "install", *hashed, "-r", str(lock)]
    if processes.run_python(*by_uv, log=log) and processes.run_python(*by_pip, log=log):
        raise Stop(f"De pakketten konden niet worden geïnstalleerd; is er verbinding met het internet? Zie {log}.")
    satisfied = (RUN_LOCK, TEST_LOCK) if lock == TEST_LOCK else (RUN_LOCK,)
    stamp = {"python": sys.version, "place": str(VENV)} | {each.name: fingerprint(each) for each in satisfied}
    STAMP.write_text(json.dumps(stamp), encoding="utf-8")


def refresh_locks() -> int:
    """Write all lock files anew from pyproject.toml: hashed, without host names."""
    common = [
        "--generate-hashes",
        "--no-header",
        "--no-annotate",
        "--no-emit-index-url",
        "--no-emit-find-links",
    ]
    common += ["--python-version", ".".join(map(str, OLDEST_PYTHON)), "--quiet"]
    project = [str(ROOT / "pyproject.toml"), "--extra", "local"]
    for lock, arguments in {
        RUN_LOCK: project,
        TEST_LOCK: [*project, "--extra", "test", "--constraint", str(RUN_LOCK)],
        UV_LOCK: ["--group", f"{ROOT / 'pyproject.toml'}:installer"],
    }.items():
        if code := processes.run_python("-m", "uv", "pip", "compile", *common, *arguments, "--output-file", str(lock)):
            return code
    return 0
