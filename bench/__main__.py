"""`./dev bench [NAME …] [--klein]`: how long things take, on data of its own; the names stand in PARTS below.

First the load of the machine, because on a busy machine the figures say little. "Verhouding" is how many times longer
the middle vote takes than the middle bare post that writes one row. `--klein` shows in a minute that everything still
runs; its figures mean nothing.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "twente.settings")
django.setup()

from bench import (
    agendas,
    archive,
    contributions,
    documents,
    history,
    live,
    pages,
    reminders,
    search,
    simulator,
    table,
    voting,
    workers,
)


@dataclass(frozen=True)
class Part:
    """What is measured, the columns of its figures, and how; `measure` gives one line per measurement."""

    title: str
    columns: tuple[str, ...]
    measure: Callable[[bool], Iterator[str]]


def votes_at_once(small: bool) -> Iterator[str]:
    """Fourteen voters, and four hundred."""
    for size in (14,) if small else (14, 400):
        yield from voting.measure(size)


PARTS: dict[str, Part] = {
    "stemmen": Part("stemmen over HTTP", ("p50 ms", "p95 ms", "alle ms", "verhouding"), votes_at_once),
    "jaren": Part(
        "uitslag en lijst", pages.COLUMNS, lambda small: history.measure(years=2 if small else 10, per_year=12)
    ),
    "agenda": Part("agenda", agendas.COLUMNS, lambda small: agendas.measure(years=1 if small else 10)),
    "leesexemplaar": Part(
        "leesexemplaar",
        agendas.COPY_COLUMNS,
        lambda small: agendas.measure_copy(papers=3 if small else 20, length=20),
    ),
    "documenten": Part(
        "verslag op papier",
        documents.COLUMNS,
        lambda small: documents.measure((4,) if small else (12, 50, 200)),
    ),
    "ondertekenen": Part(
        "twee handtekeningen (ms)",
        documents.SIGNING_COLUMNS,
        lambda small: documents.measure_signing((4,) if small else (12, 50, 200)),
    ),
    "archief": Part(
        "archief van een jaar", archive.COLUMNS, lambda small: archive.measure(meetings=2 if small else 12, papers=20)
    ),
    "bijdragen": Part(
        "facturen en bankbestand",
        contributions.COLUMNS,
        lambda small: contributions.measure((2,) if small else (14, 342), 50 if small else 5_000),
    ),
    "werkers": Part(
        "facturen per minuut", workers.COLUMNS, lambda small: workers.measure((2,) if small else (14, 340))
    ),
    "herinneringen": Part(
        "termijnen en mails",
        reminders.COLUMNS,
        lambda small: reminders.measure(terms=500 if small else 100_000, mails=20 if small else 10_000),
    ),
    "zoeken": Part("zoeken", pages.COLUMNS, lambda small: search.measure(pages=400 if small else 20_000)),
    "rekenwerk": Part("processortijd", ("mediaan ms", "hoogste ms"), lambda small: simulator.measure()),
    "live": Part(
        "vergadering volgen", live.COLUMNS, lambda small: live.measure(5 if small else 50, 8 if small else 60)
    ),
    "pagina's": Part("pagina's", pages.COLUMNS, lambda small: pages.measure()),
}
"""Name on the command line → what it measures."""


if __name__ == "__main__":
    print(f"belasting van de machine: {os.getloadavg()[0]:.1f}")
    asked = [name for name in PARTS if name in sys.argv[1:]] or list(PARTS)
    begin = time.monotonic()
    for name in asked:
        print(table.heading(PARTS[name].title, *PARTS[name].columns), flush=True)
        for line in PARTS[name].measure("--klein" in sys.argv):
            print(line, flush=True)
    print(f"\nklaar in {time.monotonic() - begin:.0f} seconden")
