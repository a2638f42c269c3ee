"""Runs worked examples through the functions of the screens, and says what differs (tests/cases/FORMAT.md)."""

import json
from argparse import ArgumentParser
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

RUNNERS: Mapping[str, str] = {
    "stemmingen": "votes.cases",
    "termijnen": "twente.core.term_cases",
    "bijdragen": "finance.cases",
}
"""`soort` to the module that has `run(case, file)` and `expected(case)` for it."""


class Unreadable(Exception):
    """The file cannot be read as a file of worked examples."""


class Command(BaseCommand):
    """`manage.py rekenvoorbeelden FILE…`: exit 0, 1 on a case that differs, 2 on a file that cannot be read."""

    help = "Rekent de voorbeelden in deze bestanden na."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")

    def handle(self, *args: Any, files: list[Path], **options: Any) -> None:
        passed = failed = unreadable = 0
        for path in files:
            try:
                document = read(path)
            except Unreadable as error:
                unreadable += 1
                self.stderr.write(f"{path}: {error}")
                continue
            differing = [found for case in document["gevallen"] if (found := difference(case, document))]
            for found in differing:
                self.stdout.write(found)
            failed += len(differing)
            passed += len(document["gevallen"]) - len(differing)
        self.stdout.write(f"{passed} passed, {failed} failed")
        if unreadable or failed:
            raise SystemExit(2 if unreadable else 1)


def read(path: Path) -> dict[str, Any]:
    """A file of worked examples of a known kind. Raises Unreadable."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Unreadable(f"niet te lezen ({error})") from error
    if not isinstance(document, dict) or not isinstance(document.get("gevallen"), list):
        raise Unreadable("geen bestand met rekenvoorbeelden: “gevallen” ontbreekt")
    if document.get("soort") not in RUNNERS:
        raise Unreadable(f"onbekende soort {document.get('soort')!r}; bekend zijn {', '.join(RUNNERS)}")
    return document


def difference(case: Any, document: Mapping[str, Any]) -> str:
    """What differs in one case, ready to print; empty when everything expected came out."""
    runner = import_module(RUNNERS[document["soort"]])
    try:
        wanted: dict[str, Any] = runner.expected(case)
        came: dict[str, Any] = runner.run(case, document)
    except Exception as error:  # whatever a file asks that no rule answers is a failed case, never a crash
        return _lines(case, ["verwacht: een uitkomst", f"gekregen: {type(error).__name__}: {error}"])
    if not wanted:
        return _lines(case, ["verwacht: niets, dus niets na te rekenen"])
    wrong = {key: value for key, value in wanted.items() if key not in came or _text(came[key]) != _text(value)}
    shown = [
        line
        for key, value in wrong.items()
        for line in (f"{key}: verwacht {_text(value)}", f"{key}: gekregen {_text(came.get(key))}")
    ]
    return _lines(case, shown) if shown else ""


def _text(value: Any) -> str:
    """The value as JSON, so that 1 and true, and 1 and 1.0, are two things."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=repr)


def _lines(case: Any, shown: list[str]) -> str:
    known = case if isinstance(case, dict) else {}
    title = known.get("titel") or known.get("title") or known.get("source") or ""
    return "\n".join([f"{known.get('id', '?')} {title}".rstrip(), *(f"    {line}" for line in shown)])
