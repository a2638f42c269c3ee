"""The servers that a command needs: the given ones as they are, else embedded ones for as long as the command runs."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from twente.platform import binaries, places, processes
from twente.platform.postgres import APP, OWNER, Postgres
from twente.platform.redis import Redis
from twente.platform.say import say

ADDRESSES = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL")


@dataclass
class Servers:
    """Running servers: their addresses as environment variables, and the embedded ones as children by name."""

    addresses: dict[str, str]
    folder: Path
    children: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def environment(self, **more: str) -> dict[str, str]:
        """The environment of a Django process that uses them. Python may keep what it compiled: many of them start."""
        ours = {"DJANGO_SETTINGS_MODULE": "twente.settings", "PYTHONDONTWRITEBYTECODE": ""}
        return dict(os.environ) | ours | self.addresses | more


@contextlib.contextmanager
def opened(*, throwaway: bool = False) -> Iterator[Servers]:
    """Servers for the time of a `with` block: embedded ones are stopped at its end, throwaway ones leave nothing."""
    folder = places.throwaway_folder() if throwaway else places.server_folder()
    sockets = places.socket_folder(folder)
    servers = Servers(given_addresses(), folder)
    try:
        start_embedded(servers, sockets, throwaway=throwaway)
        yield servers
    finally:
        processes.stop([child for name, child in servers.children.items() if name == "redis"])
        processes.stop(servers.children.values(), number=signal.SIGINT)
        if throwaway:
            shutil.rmtree(sockets, ignore_errors=True)
            shutil.rmtree(folder, ignore_errors=True)


def given_addresses() -> dict[str, str]:
    """Addresses from the environment. Without an address for the owner the one database account does both."""
    given = {name: os.environ[name] for name in ADDRESSES if os.environ.get(name)}
    if "DATABASE_URL" in given and "DATABASE_OWNER_URL" not in given:
        say("DATABASE_OWNER_URL ontbreekt: de tabellen worden gemaakt door de gebruiker van DATABASE_URL.")
        given["DATABASE_OWNER_URL"] = given["DATABASE_URL"]
    return given


def start_embedded(servers: Servers, sockets: Path, *, throwaway: bool) -> None:
    """Start what was not given."""
    missing = [name for name in ("DATABASE_URL", "REDIS_URL") if name not in servers.addresses]
    if not missing:
        return
    programs = binaries.find(servers.folder)
    if "DATABASE_URL" in missing:
        postgres = Postgres(programs, servers.folder / "pg", sockets, throwaway)
        servers.children["postgres"] = postgres.start()
        servers.addresses |= {"DATABASE_URL": postgres.url(APP), "DATABASE_OWNER_URL": postgres.url(OWNER)}
    if "REDIS_URL" in missing:
        redis = Redis(programs, places.private_folder(servers.folder / "redis"), sockets, throwaway)
        servers.children["redis"] = redis.start()
        servers.addresses["REDIS_URL"] = redis.url()
