"""One document in a process of its own: how long it takes and how much memory, by our press or by WeasyPrint alone.

`python -m bench.press {eigen,kaal} HTML PDF` prints milliseconds and megabytes; importing the library is not counted.
"""

import resource
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import weasyprint

from twente.documents.printing import print_document

CREATED = datetime(2026, 12, 8, 9, 30, tzinfo=UTC)


def ours(html: str) -> bytes:
    """With our styles, PDF/A-2a, accessibility repairs and signature fields."""
    return print_document(html, title="Verslag", created=CREATED, author="Secretariaat")


def bare(html: str) -> bytes:
    """The same text without our sheet and our pass."""
    return bytes(weasyprint.HTML(string=html).write_pdf())


PRESSES: dict[str, Callable[[str], bytes]] = {"eigen": ours, "kaal": bare}


if __name__ == "__main__":
    how, source, target = sys.argv[1:]
    html = Path(source).read_text(encoding="utf-8")
    begin = time.perf_counter()
    pdf = PRESSES[how](html)
    print((time.perf_counter() - begin) * 1000, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    Path(target).write_bytes(pdf)
