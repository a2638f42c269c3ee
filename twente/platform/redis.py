"""The embedded Redis: the wheel's own binary on a unix socket. An old line (6.2): for demonstration only."""

from __future__ import annotations

import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from twente.platform import processes, table
from twente.platform.binaries import Binaries
from twente.platform.places import LOGS
from twente.platform.postgres import server_environment
from twente.platform.say import Stop

START_SECONDS = 30


@dataclass
class Redis:
    """One embedded server: its binary, data folder and socket folder."""

    binaries: Binaries
    data: Path
    sockets: Path
    throwaway: bool = False

    @property
    def socket(self) -> Path:
        """Where it listens."""
        return self.sockets / "redis.sock"

    def url(self) -> str:
        """Address for Celery."""
        return f"redis+socket://{self.socket}"

    def start(self) -> subprocess.Popen[bytes]:
        """A server that answers."""
        table.end_leftovers(self.data, "redis-server", signal.SIGTERM)
        log = LOGS / "redis.log"
        options = ["--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700", "--dir", str(self.data)]
        options += ["--save", "", "--appendonly", "no" if self.throwaway else "yes"]
        server = processes.start([self.binaries.redis(), *options], env=server_environment(), log=log, as_servant=True)
        deadline = time.monotonic() + START_SECONDS
        while server.poll() is None and time.monotonic() < deadline:
            if answers(self.socket):
                return server
            time.sleep(0.02)
        raise Stop(f"Redis start niet; zie {log}.")


def answers(path: Path) -> bool:
    """Whether a Redis behind this socket says that it is ready (it says LOADING while it reads its file)."""
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(2)
            connection.connect(str(path))
            connection.sendall(b"PING\r\n")
            return connection.recv(64).startswith(b"+PONG")
    except OSError:
        return False
