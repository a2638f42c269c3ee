"""Real processes of the product, started and killed by a test; waiting is always for something, until a deadline."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.db import connection

from twente.core import clock

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 60.0
DRAIN = "import django; django.setup(); from twente.outbox.tasks import drain; drain()"


def offset_to(moment: datetime) -> str:
    """CLOCK_OFFSET_SECONDS with which a process that starts now lives at this moment."""
    return str(int((moment - clock.now()).total_seconds()))


def address_of_test_database() -> str:
    """DATABASE_URL of the database that this test works in, for the application role."""
    parts = urlsplit(os.environ["DATABASE_URL"])
    return urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))


def environment(**more: str) -> dict[str, str]:
    """The environment of a process of the product, working as the application role."""
    return os.environ | {"DJANGO_SETTINGS_MODULE": "twente.settings", "DATABASE_AS_OWNER": "0", "DEMO": "0"} | more


def start_worker(**env: str) -> subprocess.Popen[bytes]:
    """A process that sends what is due, with the very loop of the worker, and then ends."""
    more = {"DATABASE_URL": address_of_test_database()} | env
    return subprocess.Popen([sys.executable, "-c", DRAIN], cwd=ROOT, env=environment(**more))


def until(found: Callable[[], object], what: str, *, by: subprocess.Popen[bytes]) -> None:
    """Return when something is so; fails when it takes a minute, or when the process that should do it ended."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not found():
        assert time.monotonic() < deadline, f"waited a minute for {what}"
        assert not ends_now(by), f"the process ended while waiting for {what}"


def ends_now(process: subprocess.Popen[bytes]) -> bool:
    """Look for a twentieth of a second whether a process ends."""
    try:
        process.wait(timeout=0.05)
    except subprocess.TimeoutExpired:
        return False
    return True
