"""The house keeps its own rules; every rule is shown to break on a planted violation."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import house
from tests.house import Finding
from twente.core.agreement import shipped

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("twente", "meetings", "votes", "finance", "disputes")
Check = Callable[[str, str], Iterator[Finding]]
NAMES = frozenset(name for book in shipped() for name in (book.key, book.slug, book.name, book.short_name))

# file → reason; an exception is named, never silent
EXCEPTIONS: dict[tuple[str, str], str] = {}


def files(*patterns: str) -> list[tuple[str, str]]:
    """Path and text of the product's own files."""
    found = (path for pattern in patterns for path in sorted(ROOT.glob(pattern)))
    return [(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")) for path in found if path.is_file()]


def code() -> list[tuple[str, str]]:
    return [entry for room in ROOMS for entry in files(f"{room}/**/*.py") if "/migrations/" not in entry[0]]


def migrations() -> list[tuple[str, str]]:
    return [entry for room in ROOMS for entry in files(f"{room}/**/migrations/*.py")]


def everything() -> list[tuple[str, str]]:
    return code() + files("tests/**/*.py")


def templates() -> list[tuple[str, str]]:
    return files("templates/**/*.html")


CHECKS: dict[str, tuple[Check, Callable[[], list[tuple[str, str]]]]] = {
    "functions": (house.long_functions, code),
    "files": (house.long_files, everything),
    "templates": (house.thinking_templates, templates),
    "inline": (house.inline_style_or_script, templates),
    "names": (house.nameless, everything),
    "migrations": (house.automatic_migrations, migrations),
    "docstrings": (house.undocumented, code),
    "models": (house.saves_and_signals, code),
    "agreements": (house.agreement_by_name(NAMES), code),
    "todo": (house.owed_todos, everything),
}


@pytest.mark.parametrize("name", CHECKS)
def test_house_is_in_order(name: str) -> None:
    check, where = CHECKS[name]
    found = [f for file, text in where() for f in check(file, text) if (name, f.file) not in EXCEPTIONS]
    assert not found, "\n".join(f"{f.file}:{f.line} {f.what}" for f in found)


LONG = "\n".join(f"    x{n} = {n}" for n in range(45))
PLANTED = {
    "functions": ("votes/services.py", f'"""M."""\n\n\ndef vote():\n    """V."""\n{LONG}\n'),
    "files": ("votes/models.py", '"""M."""\n' + "x = 1\n" * 301),
    "templates": ("templates/votes/x.html", "{% if a %}{% endif %}\n" * 7),
    "inline": ("templates/votes/x.html", '<p style="color:red">'),
    "names": ("votes/utils.py", '"""M."""\n'),
    "migrations": ("votes/migrations/0009_auto_20261120.py", '"""M."""\n'),
    "docstrings": ("votes/rules.py", '"""M."""\n\n\ndef judge():\n    return 1\n'),
    "models": ("votes/models.py", '"""M."""\n\n\nclass A:\n    """A."""\n\n    def save(self):\n        pass\n'),
    "agreements": ("votes/rules.py", '"""M."""\n\nx = slug == "bok-ses"\n'),
    "todo": ("votes/rules.py", '"""M."""\n# ' + "TO" + "DO later\n"),
}


@pytest.mark.parametrize("name", PLANTED)
def test_planted_violation_breaks_exactly_its_rule(name: str) -> None:
    file, text = PLANTED[name]
    same_kind = {n: c for n, (c, _) in CHECKS.items() if file.endswith(".html") == (n in ("templates", "inline"))}
    broken = {n for n, check in same_kind.items() if list(check(file, text))}
    assert broken == {name}


def lint_imports(folder: Path) -> str:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--config", "pyproject.toml", "--no-cache"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def copy_of_house(folder: Path) -> Path:
    for room in ROOMS:
        shutil.copytree(ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


CONTRACTS = {
    "Rooms: one-way order": ("meetings/selectors/meetings.py", "from votes import models as planted\n"),
    "Rules know no Django": ("twente/core/terms.py", "import django.utils.html as planted\n"),
}


def test_import_contracts_hold() -> None:
    assert "0 broken" in lint_imports(ROOT)


@pytest.mark.parametrize("contract", CONTRACTS)
def test_planted_import_breaks_exactly_its_contract(contract: str, tmp_path: Path) -> None:
    place, line = CONTRACTS[contract]
    folder = copy_of_house(tmp_path)
    target = folder / place
    target.write_text(target.read_text(encoding="utf-8") + line, encoding="utf-8")
    report = lint_imports(folder)
    assert f"{contract} BROKEN" in report
    assert "1 broken" in report


def test_clock_is_read_in_one_place_only(tmp_path: Path) -> None:
    planted = tmp_path / "planted.py"
    planted.write_text('"""M."""\n\nfrom datetime import date\n\nDAY = date.today()\n', encoding="utf-8")
    command = [
        str(Path(sys.executable).parent / "ruff"),
        "check",
        "--config",
        str(ROOT / "pyproject.toml"),
        str(planted),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "TID251" in done.stdout
