"""What an installation refuses to start with (PRODUCTION=1); each in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OWN_KEY = "x" * 60
SHOW = "from twente import settings as s; print(s.{})"


def start(show: str = "PRODUCTION", **env: str) -> subprocess.CompletedProcess[str]:
    """Load the settings with these variables only."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    command = [sys.executable, "-c", SHOW.format(show)]
    return subprocess.run(command, cwd=ROOT, env=kept | env, capture_output=True, text=True, check=False)


REFUSED = {
    "the embedded key, because none was given": ({}, "SECRET_KEY"),
    "demonstration accounts": ({"SECRET_KEY": OWN_KEY, "DEMO": "1"}, "DEMO=1"),
    "a moved clock": ({"SECRET_KEY": OWN_KEY, "CLOCK_OFFSET_SECONDS": "60"}, "CLOCK_OFFSET_SECONDS"),
    "a clock moved back": ({"SECRET_KEY": OWN_KEY, "CLOCK_OFFSET_SECONDS": "-1"}, "CLOCK_OFFSET_SECONDS"),
    "an answer that is neither yes nor no": ({"SECRET_KEY": OWN_KEY, "DEMO": "misschien"}, "DEMO"),
}


@pytest.mark.parametrize("reason", REFUSED)
def test_production_does_not_start_with(reason: str) -> None:
    env, named = REFUSED[reason]
    done = start(PRODUCTION="1", **env)
    assert done.returncode != 0
    assert named in done.stderr


def test_production_starts_with_its_own_key_and_closed_cookies() -> None:
    """The same set-up with a key of its own starts, so that the refusals above are about what they name."""
    shown = "PRODUCTION, s.DEBUG, s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE"
    done = start(shown, PRODUCTION="1", SECRET_KEY=OWN_KEY, DEBUG="1")
    assert done.stdout.split() == ["True", "False", "__Host-sessie", "__Host-csrf", "True"]


def test_a_trial_may_use_all_of_them() -> None:
    assert start(DEMO="1", CLOCK_OFFSET_SECONDS="3600").stdout.strip() == "False"
