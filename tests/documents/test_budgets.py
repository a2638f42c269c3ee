"""What a document may cost: processor time and memory, so that a busy machine does not decide (documents.md, 9)."""

import resource
import subprocess
import sys
from pathlib import Path

import pikepdf

from tests.documents import sample
from twente.documents.validation import Expected, verify
from twente.env import ROOT

PAGES, SECONDS, MEGABYTES = 12, 5.0, 200
CHECKING_SECONDS = 6.0
PRINT = """
import resource, sys
from pathlib import Path
from tests.documents import sample
from twente.documents.printing import print_document
html = Path(sys.argv[1]).read_text()
pdf = print_document(html, title=sample.TITLE, created=sample.CREATED, author=sample.AUTHOR)
Path(sys.argv[2]).write_bytes(pdf)
used = resource.getrusage(resource.RUSAGE_SELF)
print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""


def used() -> float:
    """Seconds of processor that this process used."""
    found = resource.getrusage(resource.RUSAGE_SELF)
    return found.ru_utime + found.ru_stime


def test_minutes_of_twelve_pages_are_printed_within_their_budget(tmp_path: Path) -> None:
    """In a process of its own, starting the libraries included."""
    html, pdf = tmp_path / "verslag.html", tmp_path / "verslag.pdf"
    html.write_text(sample.minutes(paragraphs=sample.TALK * 3))
    command = [sys.executable, "-c", PRINT, str(html), str(pdf)]
    said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    seconds, megabytes = (float(word) for word in said.split())
    with pikepdf.open(pdf) as made:
        assert len(made.pages) >= PAGES
    assert megabytes < MEGABYTES
    assert seconds < SECONDS


def test_both_signatures_are_checked_within_their_budget(by_both: bytes, expected: Expected) -> None:
    begin = used()
    assert verify(by_both, expected=expected).valid
    assert used() - begin < CHECKING_SECONDS
