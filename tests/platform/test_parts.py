"""The parts of `./dev` that can be looked at without starting it."""

import ast
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from twente.platform import places, ports, system
from twente.platform.locks import Lock
from twente.platform.say import Stop

ROOT = Path(__file__).resolve().parent.parent.parent
ABSENT = system.Need(("libpango-1.0-0", "fonts-dejavu-core"), lambda: False, "PDF's maken")
PRESENT = system.Need(("qpdf",), lambda: True, "PDF's nakijken")


@pytest.fixture
def ordinary_user(monkeypatch):
    """Installing system packages is not for this account."""
    monkeypatch.setattr(system, "is_root", lambda: False)


def imports_of(path: Path) -> set[str]:
    """Top-level names of the modules that a file imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").partition(".")[0])
    return names


def files_of_dev() -> list[Path]:
    """`dev` and its modules; `commands.py` runs later, inside `.venv`."""
    return [ROOT / "dev", *(path for path in (ROOT / "twente/platform").glob("*.py") if path.name != "commands.py")]


@pytest.mark.parametrize("path", files_of_dev(), ids=lambda path: path.name)
def test_dev_needs_only_the_standard_library(path):
    assert imports_of(path) - set(sys.stdlib_module_names) - {"twente"} == set()


@pytest.mark.parametrize("path", files_of_dev(), ids=lambda path: path.name)
def test_old_python_can_read_dev_and_say_that_it_is_too_old(path):
    ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 9))


def test_missing_packages_are_named_in_one_line_to_type(ordinary_user):
    with pytest.raises(Stop) as refused:
        system.require([ABSENT, PRESENT])
    line = "sudo apt-get install -y --no-install-recommends libpango-1.0-0 fonts-dejavu-core."
    assert line in str(refused.value)
    assert "qpdf" not in str(refused.value)


def test_site_goes_on_without_pdfs_and_says_so(ordinary_user, capsys):
    system.wish([ABSENT])
    assert "De site werkt verder wel" in capsys.readouterr().err


def test_nothing_is_said_when_nothing_is_missing(ordinary_user, capsys):
    system.require([PRESENT])
    assert capsys.readouterr() == ("", "")


def test_library_that_is_not_there_is_noticed():
    assert system.has_libraries("libc.so.6")
    assert not system.has_libraries("libc.so.6", "libbestaatniet.so.0")


def test_private_folder_is_closed_to_others(tmp_path):
    folder = places.private_folder(tmp_path / "nieuw")
    assert folder.stat().st_mode & 0o777 == 0o700
    assert folder.owner() == places.servant().pw_name


def test_private_folder_refuses_what_somebody_else_put_there(tmp_path):
    (tmp_path / "elders").mkdir()
    (tmp_path / "val").symlink_to(tmp_path / "elders")
    with pytest.raises(Stop):
        places.private_folder(tmp_path / "val")


def test_sockets_stay_short_and_plain(tmp_path, monkeypatch):
    long = tmp_path / ("x" * 100)
    long.mkdir()
    for folder in (long, tmp_path / "met spatie"):
        sockets = places.socket_folder(folder)
        assert len(str(sockets / ".s.PGSQL.5432")) <= 107
        assert " " not in str(sockets)
        sockets.rmdir()


def test_lock_is_free_again_when_its_holder_is_killed(tmp_path):
    path = tmp_path / "slot"
    program = f"""
import time
from pathlib import Path
from twente.platform.locks import Lock
print(Lock(Path({str(path)!r})).take(), flush=True)
time.sleep(600)
"""
    holder = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert holder.stdout.readline().strip() == "True"
    lock = Lock(path)
    assert not lock.take()
    assert lock.read()["pid"] == str(holder.pid)
    holder.send_signal(signal.SIGKILL)
    holder.communicate()
    assert lock.take()
    lock.free()


def test_claimed_port_is_not_given_twice():
    first, second = ports.Port(None), ports.Port(None)
    assert first.number != second.number
    first.free()
    second.free()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may use every port")
def test_port_of_the_system_is_refused_with_a_reason():
    with pytest.raises(Stop, match="boven 1023"):
        ports.Port(80)
