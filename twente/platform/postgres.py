"""The embedded PostgreSQL: binaries of a pinned wheel, called directly, on a unix socket in a closed folder.

Nobody connects but who may enter that folder, so `trust` is safe there. Two roles: the owner of the tables, and the
application, which has no rights but those that `manage.py grants` gives it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from twente.platform import processes, table
from twente.platform.binaries import Binaries
from twente.platform.places import LOGS
from twente.platform.say import Stop

OWNER, APP, NAME = "twente_owner", "twente_app", "twente"
START_SECONDS = 60

# psql runs what these queries answer (gexec), so each step happens once.
PREPARATION = """
SELECT format('CREATE ROLE %I LOGIN CREATEDB', :'owner')
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'owner') \\gexec
SELECT format('CREATE ROLE %I LOGIN', :'app')
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'app') \\gexec
SELECT format('CREATE DATABASE %I OWNER %I', :'name', :'owner')
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'name') \\gexec
"""


@dataclass
class Postgres:
    """One embedded server: its binaries, data folder and socket folder. A throwaway one does not wait for the disk."""

    binaries: Binaries
    data: Path
    sockets: Path
    throwaway: bool = False

    def url(self, role: str) -> str:
        """Address for `twente.env.database`."""
        return f"postgres://{role}@/{NAME}?host={self.sockets}"

    def start(self) -> subprocess.Popen[bytes]:
        """A server that accepts connections and has both roles and the database."""
        table.end_leftovers(self.data, "postgres", signal.SIGINT)
        if not self.data.exists():
            self._initialise()
        self._check_version()
        for stale in (self.data / "postmaster.pid", *self.sockets.glob(".s.PGSQL.*")):
            stale.unlink(missing_ok=True)
        log = LOGS / "postgres.log"
        server = processes.start(
            [self.binaries.postgres("postgres"), "-D", self.data, "-k", self.sockets, *self._settings()],
            env=server_environment(),
            log=log,
            as_servant=True,
            farewell=signal.SIGINT,
        )
        self._wait_until_ready(server, log)
        self._psql(PREPARATION)
        return server

    def _settings(self) -> list[str]:
        """Only the socket listens. Durability stays on where data is kept."""
        settings = ["listen_addresses=", "timezone=UTC", "max_connections=100"]
        if self.throwaway:
            settings += ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
        return [part for setting in settings for part in ("-c", setting)]

    def _initialise(self) -> None:
        """A new data folder, whole or not at all: it gets its name when it is complete."""
        half = self.data.with_name(self.data.name + ".nieuw")
        self._run(["rm", "-rf", half])
        options = ["-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--auth-local=trust", "--auth-host=reject"]
        options += ["--no-sync"] if self.throwaway else []
        self._run([self.binaries.postgres("initdb"), "-D", half, *options])
        half.rename(self.data)

    def _check_version(self) -> None:
        """Refuse data of another major version before PostgreSQL does so in its own words."""
        found = (self.data / "PG_VERSION").read_text(encoding="ascii").strip()
        banner = subprocess.check_output([self.binaries.postgres("postgres"), "--version"], text=True)
        ours = banner.split()[2].partition(".")[0]
        if found != ours:
            raise Stop(
                f"De gegevens in {self.data} zijn van PostgreSQL {found}; deze versie heeft {ours}. "
                f"Zet ze over met pg_dump, of verwijder die map: dan worden de proefgegevens opnieuw gemaakt."
            )

    def _wait_until_ready(self, server: subprocess.Popen[bytes], log: Path) -> None:
        """The server writes `ready` in its own lock file; no connection attempts needed."""
        deadline = time.monotonic() + START_SECONDS
        while server.poll() is None and time.monotonic() < deadline:
            lines = read_lines(self.data / "postmaster.pid")
            if len(lines) > 7 and lines[0] == str(server.pid) and lines[7].strip() == "ready":
                return
            time.sleep(0.02)
        raise Stop(f"PostgreSQL start niet; zie {log}.")

    def _psql(self, script: str) -> None:
        """Run a script as the cluster's superuser."""
        options = ["-h", str(self.sockets), "-U", "postgres", "-d", "postgres", "-X", "-q"]
        for name, value in {"ON_ERROR_STOP": "1", "owner": OWNER, "app": APP, "name": NAME}.items():
            options += ["-v", f"{name}={value}"]
        self._run([self.binaries.postgres("psql"), *options], script)

    def _run(self, command: Sequence[str | Path], script: str = "") -> None:
        """Run one of the server's own tools as its account."""
        if script:
            command = [*command, "-f", "-"]
        result = processes.finish(command, env=server_environment(), text=script)
        if result.returncode:
            raise Stop(f"{Path(command[0]).name} mislukt: {result.stdout.strip()[-2000:]}")


def server_environment() -> dict[str, str]:
    """Nothing of the user's own PostgreSQL settings reaches the embedded one."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "PSQLRC": "/dev/null"}


def read_lines(path: Path) -> list[str]:
    """Lines of a file that may not be there yet."""
    try:
        return path.read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []
