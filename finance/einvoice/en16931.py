"""The rules of the European standard EN 16931, as published, over finished documents: for tests and `factuurcontrole`.

They run in a process of their own (see `saxon`), so a web request must not wait for this.
"""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from finance.einvoice.schemas import parse, ubl_folder

SVRL = "{http://purl.oclc.org/dsdl/svrl}"
NOT_INSTALLED = 3
PATIENCE = 120
"""Seconds for all files together; a document takes some 20 milliseconds."""


class RulesNotRun(Exception):
    """The rules could not be run, so nothing is known about the documents; the message says why."""


class SaxonMissing(RulesNotRun):
    """Saxon is a package for tests and control only."""

    def __init__(self) -> None:
        super().__init__(
            "De regels van EN 16931 zijn niet gecontroleerd: het pakket saxonche ontbreekt. Het hoort bij de "
            "testpakketten (requirements-test.lock)."
        )


@dataclass(frozen=True)
class FailedRule:
    """A rule that a document breaks: its id, `fatal` or `warning`, and the words of the standard."""

    rule: str
    flag: str
    text: str


def failed_rules(files: Sequence[Path]) -> Mapping[Path, tuple[FailedRule, ...]]:
    """For every file the rules that it breaks. Raises SaxonMissing, RulesNotRun, SchemasMissing."""
    sheet = ubl_folder() / "EN16931-UBL-validation.xslt"
    command = [sys.executable, "-m", "finance.einvoice.saxon", str(sheet), *(str(file.resolve()) for file in files)]
    root = Path(__file__).resolve().parents[2]
    try:
        done = subprocess.run(  # noqa: S603 (our own interpreter and module, paths as separate arguments)
            command, cwd=root, capture_output=True, text=True, check=False, timeout=PATIENCE
        )
    except subprocess.TimeoutExpired as error:
        raise RulesNotRun(f"De regels van EN 16931 waren na {PATIENCE} seconden niet klaar.") from error
    if done.returncode == NOT_INSTALLED:
        raise SaxonMissing
    if done.returncode:
        raise RulesNotRun(f"De regels van EN 16931 konden niet worden gedraaid: {done.stderr.strip()[-300:]}")
    reports = json.loads(done.stdout)
    return {file: _failures(reports[str(file.resolve())]) for file in files}


def _failures(report: str | None) -> tuple[FailedRule, ...]:
    """What an SVRL report says. Raises RulesNotRun when the stylesheet gave no report or fired no rule."""
    root = parse(report.encode()) if report else etree.Element("none")
    if root.find(f"{SVRL}fired-rule") is None:
        raise RulesNotRun("De regels van EN 16931 gaven geen verslag over dit bestand.")
    return tuple(
        FailedRule(failed.get("id", ""), failed.get("flag", ""), " ".join("".join(failed.itertext()).split()))
        for failed in root.iter(f"{SVRL}failed-assert")
    )
