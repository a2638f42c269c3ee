"""What the operating system must bring: looked for, installed by apt under root, else named in one line to type."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from twente.platform import processes
from twente.platform.places import is_root
from twente.platform.say import Stop, say, warn


@dataclass(frozen=True)
class Need:
    """Debian packages, how to see that they are there, and what does not work without them."""

    packages: tuple[str, ...]
    present: Callable[[], bool]
    purpose: str


def has_libraries(*names: str) -> bool:
    """Whether the dynamic linker finds every one of these libraries."""
    try:
        for name in names:
            ctypes.CDLL(name)
    except OSError:
        return False
    return True


def has_programs(*names: str) -> bool:
    """Whether every one of these programs is on the search path."""
    return all(shutil.which(name) for name in names)


VENV = Need(("python3-venv",), lambda: importlib.util.find_spec("ensurepip") is not None, "een eigen Python-omgeving")
PDF = (
    Need(
        ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-dejavu-core"),
        lambda: has_libraries(
            "libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0", "libfontconfig.so.1"
        ),
        "PDF's maken",
    ),
)
TESTS = (
    *PDF,
    Need(("chromium",), lambda: has_programs("chromium"), "de browsertests"),
    Need(("poppler-utils",), lambda: has_programs("pdftotext", "pdfsig", "pdftoppm"), "PDF's lezen in tests"),
    Need(("qpdf",), lambda: has_programs("qpdf"), "PDF's nakijken in tests"),
)


def require(needs: Iterable[Need]) -> None:
    """Install what is missing under root; otherwise raise Stop with the exact line to type."""
    missing = install_missing(needs)
    if missing:
        raise Stop(f"{refusal(missing)} Typ daarna dezelfde opdracht nog eens.")


def wish(needs: Iterable[Need]) -> None:
    """The same, but only warn: the site runs without."""
    missing = install_missing(needs)
    if missing:
        warn(f"{refusal(missing)} De site werkt verder wel.")


def refusal(missing: list[Need]) -> str:
    """One sentence: what does not work and the line that mends it."""
    purposes = " en ".join(need.purpose for need in missing)
    return f"Voor {purposes} ontbreken systeempakketten. Typ: sudo {' '.join(apt_line(missing))}."


def apt_line(missing: Iterable[Need]) -> list[str]:
    """The apt command for these needs."""
    packages = [package for need in missing for package in need.packages]
    return ["apt-get", "install", "-y", "--no-install-recommends", *packages]


def install_missing(needs: Iterable[Need]) -> list[Need]:
    """What is still missing; under root after asking apt for it."""
    missing = [need for need in needs if not need.present()]
    if not missing or not is_root() or not has_programs("apt-get"):
        return missing
    say(f"Systeempakketten installeren: {' '.join(apt_line(missing)[4:])}")
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    wait = ["-q", "-o", "DPkg::Lock::Timeout=300"]
    for step in (["apt-get", "update"], apt_line(missing)):
        if processes.run([*step, *wait], env=dict(quiet)):
            warn(f"Mislukt: {' '.join(step)}")
    importlib.invalidate_caches()
    return [need for need in missing if not need.present()]
