"""The command that recomputes worked examples (tests/cases/FORMAT.md): it never skips and never passes by accident."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

CASES = Path(__file__).parent.parent / "cases"
Change = Callable[[dict[str, Any]], None]


def run(*files: Path) -> tuple[int, list[str], str]:
    """Exit code, lines of the output, errors."""
    out, err, code = StringIO(), StringIO(), 0
    try:
        call_command("rekenvoorbeelden", *map(str, files), stdout=out, stderr=err)
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    return code, out.getvalue().splitlines(), err.getvalue()


def changed(tmp_path: Path, change: Change) -> Path:
    """The worked examples of votes with something changed."""
    document = json.loads((CASES / "stemmingen.json").read_text(encoding="utf-8"))
    change(document)
    path = tmp_path / "stemmingen.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_all_worked_examples_of_the_product_pass() -> None:
    code, lines, _ = run(*sorted(CASES.glob("*.json")))

    assert (code, lines) == (0, ["205 passed, 0 failed"])


def test_a_case_that_differs_is_printed_with_both_outcomes(tmp_path: Path) -> None:
    def wrong(document: dict[str, Any]) -> None:
        document["gevallen"][0]["verwacht"]["uitkomst"] = "NIET_AANGENOMEN"

    code, lines, _ = run(changed(tmp_path, wrong))

    assert code == 1
    assert lines == [
        "V001 Financieel: allen voor",
        '    uitkomst: verwacht "NIET_AANGENOMEN"',
        '    uitkomst: gekregen "AANGENOMEN"',
        "96 passed, 1 failed",
    ]


@pytest.mark.parametrize(
    "change",
    [
        {"besluit": "loterij"},
        {"overeenkomst": "onbekend"},
        {"populatie": "1850"},
        {"lezingen": {"maan": "vol"}},
        {"nieuw": "sleutel"},
        {"verwacht": {}},
        {"verwacht": {"stemgerechtigd": 14, "weer": "zon"}},
        {"verwacht": {"stemgerechtigd": 14.0}},
        {"stemmen": {"Almelo": "misschien"}},
        {"aanwezig": None},
    ],
    ids=str,
)
def test_what_cannot_be_answered_counts_as_failed(tmp_path: Path, change: dict[str, Any]) -> None:
    code, lines, _ = run(changed(tmp_path, lambda document: document["gevallen"][0].update(change)))

    assert (code, lines[-1]) == (1, "96 passed, 1 failed")
    assert lines[0].startswith("V001 ")


@pytest.mark.parametrize("case", [None, [], "tekst", {}], ids=repr)
def test_a_case_of_another_form_counts_as_failed(tmp_path: Path, case: object) -> None:
    code, lines, _ = run(changed(tmp_path, lambda document: document["gevallen"].append(case)))

    assert (code, lines[-1]) == (1, "97 passed, 1 failed")


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        '{"soort": "stemmingen"}',
        '{"soort": "weer", "gevallen": []}',
        '{"gevallen": []}',
        b"\xff\xfe\x00",
    ],
    ids=repr,
)
def test_a_file_that_is_no_file_of_examples_is_an_error(tmp_path: Path, content: str | bytes) -> None:
    path = tmp_path / "kapot.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())

    code, lines, errors = run(CASES / "stemmingen.json", path)

    assert (code, lines) == (2, ["97 passed, 0 failed"])
    assert str(path) in errors


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    code, lines, errors = run(tmp_path / "weg.json")

    assert (code, lines) == (2, ["0 passed, 0 failed"])
    assert "weg.json" in errors
