"""A migrated database to copy from, kept as SQL until a migration changes: so that a run begins within seconds.

Only with the embedded PostgreSQL, whose own programs write and read it; elsewhere Django migrates as always.
"""

import fcntl
import hashlib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
import psycopg
from django.core.management import call_command
from django.db import connection

from twente.env import ROOT
from twente.platform.binaries import Binaries, site_packages

KEPT = ROOT / ".lokaal" / "gemigreerd"
TEMPLATE = "twente_migrated"
SOURCES = ("twente", "meetings", "votes", "finance", "disputes")


def recipe() -> Path:
    """Where the SQL of the present migrations is, or will be, kept."""
    seen = hashlib.sha256(sys.version.encode())
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("migrations/*.py")):
            seen.update(path.read_bytes())
    return KEPT / f"{seen.hexdigest()[:20]}.sql"


def reachable(owner: dict[str, Any]) -> bool:
    """Whether the server stands on this machine and asks for no password, as the embedded one."""
    return owner["HOST"].startswith("/") and not owner["PASSWORD"]


@contextmanager
def alone() -> Iterator[None]:
    """One process of a run at a time."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "slot").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def arguments(owner: dict[str, Any], name: str) -> list[str]:
    """How the programs reach a database as the owner."""
    return ["-h", owner["HOST"], "-U", owner["USER"], "-d", name]


def offer_template(owner: dict[str, Any]) -> str | None:
    """The name of a database that is migrated already, made from what an earlier run kept; None without that."""
    with alone():
        if not reachable(owner) or not recipe().exists():
            return None
        with psycopg.connect(host=owner["HOST"], user=owner["USER"], dbname="postgres", autocommit=True) as server:
            if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE]).fetchone():
                return TEMPLATE
            server.execute(f"CREATE DATABASE {TEMPLATE}")
        run("psql", *arguments(owner, TEMPLATE), "-q", "-v", "ON_ERROR_STOP=1", "-f", str(recipe()))
    return TEMPLATE


def migrate_template() -> None:
    """The same before any test begins: migrate it if no earlier run did, so that the workers only copy."""
    django.setup()
    owner = dict(connection.settings_dict)
    if not reachable(owner) or offer_template(owner):
        return
    with psycopg.connect(host=owner["HOST"], user=owner["USER"], dbname="postgres", autocommit=True) as server:
        server.execute(f"CREATE DATABASE {TEMPLATE}")
    connection.settings_dict["NAME"] = TEMPLATE
    call_command("migrate", verbosity=0, run_syncdb=True)
    connection.close()
    keep(owner, TEMPLATE)


def keep(owner: dict[str, Any], name: str) -> None:
    """Keep what this run migrated, for the next ones; what older migrations made goes away."""
    kept = recipe()
    with alone():
        if reachable(owner) and not kept.exists():
            half = kept.with_suffix(".half")
            run("pg_dump", *arguments(owner, name), "--no-owner", "--no-privileges", "-f", str(half))
            for old in KEPT.glob("*.sql"):
                old.unlink()
            half.rename(kept)


def run(program: str, *words: str) -> None:
    """Run a program of the PostgreSQL that came with the wheels. Raises CalledProcessError with what it said."""
    subprocess.run([Binaries(site_packages()).postgres(program), *words], check=True, capture_output=True)


if __name__ == "__main__":
    migrate_template()
