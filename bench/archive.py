"""The archive of a year: how long it takes to make, and to check without this software."""

import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from bench import crowd as crowds
from bench.agendas import filled, planned
from bench.pages import row
from meetings import services
from twente.core import clock
from twente.documents import vault
from twente.documents.archive import checker
from twente.partnership.archive import exporting
from twente.partnership.archive.services import hand_over

COLUMNS = ("bestanden", "seconden", "MB")
PAGES = 20


def measure(*, meetings: int, papers: int) -> Iterator[str]:
    """A year with so many meetings of so many papers: made, and checked by the program that lies in it."""
    crowd, now = crowds.gather(14, f"archief{meetings}", clock.now()), clock.now()
    body = services.ensure_bodies(agreement=crowd.agreement, by=crowd.secretary, now=now)[0]
    for number in range(meetings):
        meeting = planned(crowd, body, now + timedelta(hours=3 * (number + 1)))
        filled(crowd, meeting, items=papers, papers=1, length=PAGES)
        services.publish_agenda(meeting=meeting, by=crowd.secretary, now=now)
    hand_over(
        agreement=crowd.agreement, name="Meting", since=clock.today(), ground="Meting", by=crowd.secretary, now=now
    )
    asked = exporting.ask_export(
        agreement=crowd.agreement, year=clock.today().year, meeting=None, by=crowd.secretary, now=now
    )
    begin = time.perf_counter()
    made = exporting.make_export(export=asked, now=now, progress=lambda done, total: None)
    yield row("maken", made.files, time.perf_counter() - begin, made.size / 1_000_000)
    command = [sys.executable, "-I", str(Path(checker.__file__)), str(vault.path_of(made.stored_as))]
    begin = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 — our own file, by its full path
    yield row("nagaan", made.files, time.perf_counter() - begin, made.size / 1_000_000)
