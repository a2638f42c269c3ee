"""What a document may cost in memory (documents.md, 9). How long it takes stands in `./dev bench documenten`."""

import subprocess
import sys
from pathlib import Path

import pikepdf

from tests.documents import sample
from twente.env import ROOT

PAGES, MEGABYTES = 12, 200
PRINT = """
import re, sys
from pathlib import Path
from tests.documents import sample
from twente.documents.printing import print_document
html = Path(sys.argv[1]).read_text()
pdf = print_document(html, title=sample.TITLE, created=sample.CREATED, author=sample.AUTHOR)
Path(sys.argv[2]).write_bytes(pdf)
print(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
"""
"""Says the most memory that this process ever had, in kilobytes; `getrusage` begins with that of who started it."""


def test_minutes_of_twelve_pages_are_printed_within_their_budget(tmp_path: Path) -> None:
    """In a process of its own, the libraries included."""
    html, pdf = tmp_path / "verslag.html", tmp_path / "verslag.pdf"
    html.write_text(sample.minutes(paragraphs=sample.TALK * 3))
    command = [sys.executable, "-c", PRINT, str(html), str(pdf)]
    said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    with pikepdf.open(pdf) as made:
        assert len(made.pages) >= PAGES
    assert int(said) / 1024 < MEGABYTES
