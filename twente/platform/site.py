"""`./dev run`: the application with its worker and beat, until it is stopped or a part of it fails."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

from twente.platform import install, places, preparation, processes, servers, system, table
from twente.platform.locks import Lock
from twente.platform.ports import Port
from twente.platform.say import Stop, say

RUN_LOCK = "run.lock"
START_SECONDS = 120
FIRST_PAGE = "/health/web"

# The web comes first: on two cores the page answers sooner when the others wait for it. Granian waits for ever for a
# worker that was told to stop before it listened to signals, hence the time limit.
CELERY = ("celery", "-A", "twente.celery")
WEB = ("granian", "twente.wsgi:application", "--interface", "wsgi", "--host", "127.0.0.1", "--no-access-log")
PARTS = {
    "web": (*WEB, "--workers", "2", "--blocking-threads", "4", "--workers-kill-timeout", "5"),
    "worker": (*CELERY, "worker", "--pool", "threads", "--concurrency", "2", "--loglevel", "INFO"),
    "beat": (*CELERY, "beat", "--pidfile", "", "--loglevel", "WARNING"),
}


def run(port: int | None) -> int:
    """Set up, run, and stay until stopped. A second run in the same checkout only tells where the first one is."""
    places.prepare_local()
    lock = Lock(places.LOCAL / RUN_LOCK)
    if address := other_run(lock):
        say(f"De toepassing draait al op {address} (stoppen: ./dev stop).")
        return 0
    install.ensure(for_tests=False)
    system.wish(system.PDF)
    claim = Port(port)
    address = f"http://localhost:{claim.number}"
    with servers.opened() as embedded:
        settings = {"DEMO": "1", "SITE_URL": address} | {
            name: os.environ.get(name, seconds) for name, seconds in (("OUTBOX_SECONDS", "5"), ("SWEEP_SECONDS", "20"))
        }
        preparation.prepare(embedded, **settings)
        env = embedded.environment(**settings, DATABASE_AS_OWNER="0")
        children: dict[str, subprocess.Popen[bytes]] = {}
        try:
            for name in PARTS:
                children[name] = start(name, claim.number, env)
                wait_for_page(claim.number, children)
            lock.write(embedded.addresses | {"address": address, "servers": str(embedded.folder)})
            welcome(address)
            parts = children | embedded.children
            ended = processes.first_to_end(parts.values())
            name = next(name for name, part in parts.items() if part is ended)
            raise Stop(f"{name} is gestopt; alles wordt afgesloten ({log_of(name)}):\n{preparation.tail(log_of(name))}")
        finally:
            lock.write({})
            processes.stop(children.values())


def other_run(lock: Lock) -> str:
    """Address of the run that holds the lock; empty once the lock is ours. Waits while that run starts or stops."""
    deadline = time.monotonic() + START_SECONDS
    told = False
    while not lock.take(patience=0.2):
        note = lock.read()
        if "address" in note:
            return note["address"]
        if not told:
            say(f"Wachten op een andere ./dev in deze map (proces {note.get('pid', '?')}) …")
            told = True
        if time.monotonic() > deadline:
            raise Stop(
                f"Een andere ./dev in deze map is nog bezig (proces {note.get('pid', '?')}); stop die met ./dev stop."
            )
    return ""


def start(name: str, port: int, env: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start one part of the application, with a log of its own."""
    log_of(name).unlink(missing_ok=True)
    changing = {"web": ("--port", str(port)), "beat": ("--schedule", str(places.LOCAL / "beat-schema"))}
    return processes.start([places.PYTHON, "-m", *PARTS[name], *changing.get(name, ())], env=env, log=log_of(name))


def log_of(name: str) -> Path:
    """Where a part of the application writes."""
    return places.LOGS / f"{name}.log"


def wait_for_page(port: int, children: dict[str, subprocess.Popen[bytes]]) -> None:
    """Return when a page answers; raises Stop when a part ends before that or it takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        for name, child in children.items():
            if child.poll() is not None:
                raise Stop(f"{name} start niet ({log_of(name)}):\n{preparation.tail(log_of(name))}")
        if answers(port):
            return
        time.sleep(0.05)
    raise Stop(
        f"De site antwoordt niet binnen {START_SECONDS} seconden ({log_of('web')}):\n{preparation.tail(log_of('web'))}"
    )


def answers(port: int) -> bool:
    """Whether the site shows a page that is not an error of its own."""
    connection = http.client.HTTPConnection("localhost", port, timeout=10)
    try:
        connection.request("GET", FIRST_PAGE)
        return connection.getresponse().status < http.client.INTERNAL_SERVER_ERROR
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def welcome(address: str) -> None:
    """The address and the accounts that `manage.py demo` printed."""
    accounts = preparation.ACCOUNTS
    if accounts.exists():
        say(accounts.read_text(encoding="utf-8").rstrip())
    say(f"De site draait op {address} (logboeken in {places.LOGS}). Stoppen: Ctrl-C of ./dev stop.")


def clean() -> int:
    """`./dev clean`: remove the demonstration data of this checkout, also what stands outside it."""
    places.prepare_local()
    lock = Lock(places.LOCAL / RUN_LOCK)
    if not lock.take():
        raise Stop("De site draait nog; typ eerst ./dev stop.")
    servers_folder = places.server_folder()
    for folder in (places.socket_folder(servers_folder), servers_folder, places.LOCAL):
        shutil.rmtree(folder, ignore_errors=True)
    say("De proefgegevens van deze map zijn verwijderd.")
    return 0


def stop() -> int:
    """`./dev stop`: end the run of this checkout, and return when it has cleaned up."""
    path = places.LOCAL / RUN_LOCK
    lock = Lock(path) if path.exists() else None
    if lock is None or lock.take():
        say("Er draait hier niets.")
        return 0
    pid = int(lock.read().get("pid", "0"))
    if pid:
        table.kill(pid, signal.SIGTERM)
    if not pid or not lock.take(patience=3 * processes.GRACE_SECONDS):
        raise Stop(f"Proces {pid} stopt niet; bekijk {places.LOGS}.")
    say("Gestopt.")
    return 0
