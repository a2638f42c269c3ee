"""Tables, rights, certificate authority and demonstration data: brought up to date when the code or the day changed."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

from twente.platform import install, processes
from twente.platform.places import LOCAL, LOGS, ROOT
from twente.platform.say import Stop, say
from twente.platform.servers import Servers

AS_OWNER = ("migrate", "createcachetable", "grants")
AS_APPLICATION = ("ontwikkel_ca", "demo")
SOURCES = ("twente", "meetings", "votes", "finance", "disputes")
ACCOUNTS = LOCAL / "demo.txt"


def prepare(servers: Servers, **env: str) -> None:
    """Run the commands that make the database ready, unless nothing changed since they last did so.

    The note stands beside the embedded data, so it disappears with it; a given database is always brought up to date.
    """
    note = servers.folder / "voorbereid"
    wanted = fingerprint()
    if "postgres" in servers.children and note.exists() and note.read_text(encoding="ascii") == wanted:
        return
    say("Gegevens voorbereiden …")
    note.unlink(missing_ok=True)
    run_commands(AS_OWNER, servers.environment(**env, DATABASE_AS_OWNER="1"))
    run_commands(AS_APPLICATION, servers.environment(**env, DATABASE_AS_OWNER="0"))
    note.write_text(wanted, encoding="ascii")


def run_commands(names: tuple[str, ...], env: dict[str, str]) -> None:
    """Several management commands in one process; raises Stop with the end of what they said when one fails."""
    log = LOGS / "voorbereiding.log"
    log.unlink(missing_ok=True)
    if processes.run_python("-m", "twente.platform.commands", str(ACCOUNTS), *names, env=env, log=log):
        raise Stop(f"De gegevens konden niet worden voorbereid ({log}):\n{tail(log)}")


def fingerprint() -> str:
    """Sign of the code and packages that make the data, and of the day: demonstration dates are relative to it.

    Where the checkout stands is no part of it: who moves the folder keeps the data.
    """
    seen = hashlib.sha256((time.strftime("%Y-%m-%d") + install.fingerprint(install.RUN_LOCK)).encode())
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in {".py", ".toml", ".json", ".csv"}:
                found = path.stat()
                seen.update(f"{path.relative_to(ROOT)} {found.st_size} {found.st_mtime_ns}\n".encode())
    return seen.hexdigest()


def tail(log: Path, lines: int = 20) -> str:
    """The end of a log."""
    try:
        return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])
    except FileNotFoundError:
        return ""
