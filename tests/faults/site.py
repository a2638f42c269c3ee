"""A whole site of its own for a test: a PostgreSQL that it may stop and start, and a web server that keeps running."""

import http.client
import json
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import psycopg
from psycopg import sql

from tests.faults.processes import ROOT, environment, offset_to, until
from tests.votes.stage import VOTED
from twente.platform import binaries, places, processes, site
from twente.platform.postgres import APP, NAME, OWNER, Postgres

PREPARE = ("-m", "twente.platform.commands", "/dev/null", "migrate", "createcachetable", "grants")


@dataclass
class Answer:
    """Status, text and where to go next."""

    status: int
    text: str
    location: str = ""


@dataclass
class Browser:
    """A signed-in browser that sends real requests."""

    port: int
    cookies: dict[str, str]

    def get(self, path: str) -> Answer:
        """Look at a page."""
        return self.ask("GET", path)

    def post(self, path: str, data: dict[str, str]) -> Answer:
        """Send a form."""
        return self.ask("POST", path, urlencode(data))

    def ask(self, method: str, path: str, body: str | None = None) -> Answer:
        """One request on a connection of its own; cookies are kept."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            for line in response.msg.get_all("Set-Cookie", []):
                self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
            return Answer(response.status, response.read().decode(), response.getheader("Location", ""))
        finally:
            connection.close()


@dataclass
class Site:
    """The running parts, and the open vote in it."""

    postgres: Postgres
    database: subprocess.Popen[bytes]
    port: int
    proposal: int = 0
    sessions: dict[str, str] = field(default_factory=dict)
    voted: list[int] = field(default_factory=list)

    def browser(self, code: str) -> Browser:
        """The browser of the representative of a party (by CBS code), or of the chair ("voorzitter")."""
        return Browser(self.port, {"sessionid": self.sessions[code]})

    def page(self, rest: str) -> str:
        """An address of the open vote."""
        return f"/bok-ses/stemmingen/{self.proposal}/{rest}"

    def stop_database(self) -> None:
        """Fast shutdown: running transactions are undone, connections closed."""
        processes.stop([self.database], number=signal.SIGINT)

    def start_database(self) -> None:
        """The same data again."""
        self.database = self.postgres.start()

    @contextmanager
    def held(self, table: str) -> Iterator[None]:
        """Whoever writes to this table waits meanwhile, or until the database stops."""
        holder = psycopg.connect(host=str(self.postgres.sockets), user=OWNER, dbname=NAME)
        try:
            holder.execute(sql.SQL("LOCK TABLE {} IN SHARE MODE").format(sql.Identifier(table)))
            yield
        finally:
            holder.close()

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """Look in the database from outside."""
        with psycopg.connect(host=str(self.postgres.sockets), user=APP, dbname=NAME) as connection:
            return connection.execute(query).fetchall()


@contextmanager
def opened(*, voted: int = 0) -> Iterator[Site]:
    """Set up everything, and leave nothing; `voted` more votes wait for their closing."""
    places.prepare_local()
    folder = places.throwaway_folder()
    sockets = places.socket_folder(folder)
    postgres = Postgres(binaries.find(folder), folder / "pg", sockets, throwaway=True)
    running, web = Site(postgres, postgres.start(), free_port()), None
    try:
        env = environment(
            DATABASE_URL=postgres.url(APP),
            DATABASE_OWNER_URL=postgres.url(OWNER),
            CLOCK_OFFSET_SECONDS=offset_to(VOTED),
        )
        fill(running, env, voted=voted)
        web = start_web(running, env)
        yield running
    finally:
        processes.stop([process for process in (web, running.database) if process], number=signal.SIGINT)
        for made in (sockets, folder):
            shutil.rmtree(made, ignore_errors=True)


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def fill(running: Site, env: dict[str, str], *, voted: int) -> None:
    """Tables by the owner, rows by the application."""
    command = [sys.executable, *PREPARE]
    subprocess.run(command, cwd=ROOT, env=env | {"DATABASE_AS_OWNER": "1"}, check=True, stdout=subprocess.DEVNULL)
    seed = [sys.executable, "-m", "tests.faults.seed", str(voted)]
    made = json.loads(subprocess.check_output(seed, cwd=ROOT, env=env, text=True).splitlines()[-1])
    running.proposal, running.sessions, running.voted = made["proposal"], made["sessions"], made["voted"]


def start_web(running: Site, env: dict[str, str]) -> subprocess.Popen[bytes]:
    """The web server of the product with one thread, so that every request meets the same connection."""
    few = ("--workers", "1", "--blocking-threads", "1", "--port", str(running.port))
    log = places.LOGS / "fout-web.log"
    web = processes.start([places.PYTHON, "-m", *site.WEB, *few], env=env, log=log)
    until(lambda: site.answers(running.port), f"a page ({log})", by=web)
    return web


def form_of(page: Answer) -> dict[str, str]:
    """The hidden fields of the ballot: the key of the form, and that against forgery."""
    found = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]+)"', page.text))
    assert {"csrfmiddlewaretoken", "key"} <= found.keys()
    return {name: found[name] for name in ("csrfmiddlewaretoken", "key")}
