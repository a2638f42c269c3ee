"""Running the standalone verifier as a stranger would: alone, in a process without this product or its packages."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from votes import verifier

SOURCE = Path(verifier.__file__)
ALONE = (sys.executable, "-I", "-S", "-B", str(SOURCE))
"""Isolated: no environment, no user folder, no packages; only Python itself and the one file."""


@dataclass(frozen=True)
class Answer:
    """How the verifier ended, and its lines."""

    code: int
    lines: tuple[str, ...]

    @property
    def wrong(self) -> tuple[str, ...]:
        """The lines that found something, in order."""
        return tuple(line.removeprefix("FOUT  ") for line in self.lines if line.startswith("FOUT"))


def verify(folder: Path, text: bytes, *, outside: str = "") -> Answer:
    """The answer of the verifier to an export."""
    file = folder / "stemming.jsonl"
    file.write_bytes(text)
    given = ["--sluitcode", outside] if outside else []
    done = subprocess.run([*ALONE, str(file), *given], cwd=folder, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr, done.stderr
    return Answer(done.returncode, tuple(done.stdout.splitlines()))


def values(text: bytes) -> list[dict[str, Any]]:
    """The lines of an export as values."""
    return [json.loads(line) for line in text.splitlines()]
