"""`./dev bench [pagina's] [stemmen] [jaren] [rekenwerk] [--klein]`: how long things take, on data of its own.

First the load of the machine, because on a busy machine the figures say little. `--klein` shows in a minute that
everything still runs; its figures mean nothing.
"""

import os
import sys
from collections.abc import Callable, Iterator

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "twente.settings")
django.setup()

from bench import history, pages, simulator, voting

Part = Callable[[bool], Iterator[str]]


def votes_at_once(small: bool) -> Iterator[str]:
    """Fourteen voters, and four hundred."""
    for size in (14,) if small else (14, 400):
        yield from voting.measure(size)


PARTS: dict[str, Part] = {
    "stemmen": votes_at_once,
    "jaren": lambda small: history.measure(per_year=0 if small else 12),
    "rekenwerk": lambda small: simulator.measure(),
    "pagina's": lambda small: pages.measure(),
}


if __name__ == "__main__":
    print(f"belasting van de machine: {os.getloadavg()[0]:.1f}")
    asked = [name for name in PARTS if name in sys.argv[1:]] or list(PARTS)
    for name in asked:
        for line in PARTS[name]("--klein" in sys.argv):
            print(line, flush=True)
