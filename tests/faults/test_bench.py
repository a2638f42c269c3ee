"""The measurements still run, at their smallest: real processes, and not a word about the time they take."""

import re
import subprocess
import sys

import pytest

from tests.faults.processes import ROOT, address_of_test_database, environment

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.fault]


def test_fourteen_voters_at_once_are_measured_and_stored_once() -> None:
    """The bench itself refuses a vote that is lost or stored twice."""
    env = environment(DATABASE_URL=address_of_test_database())
    command = [sys.executable, "-m", "bench", "stemmen", "jaren", "--klein"]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "stem, 14 tegelijk" in done.stdout
    assert "sluiten en tellen van 14" in done.stdout
    measured = dict(re.findall(r"^(\S.*?)  +(\d+)", done.stdout, flags=re.MULTILINE))
    assert {measured[name] for name in ("uitslag, 1 stemming", "uitslag, 2 jaar", "lijst, 2 jaar")} == {"200"}
