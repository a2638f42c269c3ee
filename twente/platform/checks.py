"""`./dev test` and `./dev check`: every check of the house, and the tests last."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from twente.platform import install, places, preparation, processes, servers, system
from twente.platform.say import Stop, say, warn

BESIDE = 2
"""How many checks run beside each other; the longest goes first."""
CHECKS = (
    ("typen", ["-m", "mypy", "twente", "meetings", "votes", "finance", "disputes"]),
    ("opmaak", ["-m", "ruff", "format", "--check", "--quiet", "."]),
    ("regels", ["-m", "ruff", "check", "--quiet", "."]),
    ("lagen", ["-c", "from importlinter.cli import lint_imports_command as main; main()", "--no-cache", "--no-logo"]),
    ("sjablonen", ["-m", "djlint", "--lint", "--quiet", "templates"]),
    ("migraties", ["manage.py", "makemigrations", "--check", "--dry-run"]),
    ("instellingen", ["manage.py", "check"]),
)
DATABASE = ("databank", ["-m", "tests.migrated"])
"""Not a check: the migrations run once, for all workers of the tests."""


def test(arguments: list[str]) -> int:
    """All checks, then all tests; with arguments only pytest with them. pytest always speaks last."""
    set_up([*system.TESTS])
    with servers.opened(throwaway=True) as embedded:
        env = environment(embedded)
        failed = [] if arguments else failed_checks(env, DATABASE, *CHECKS)
        if failed:
            warn(f"Niet goed vóór de tests: {', '.join(failed)}.")
        code = processes.run_python("-m", "pytest", *(arguments or ["-n", "2"]), env=env)
    return code or bool(failed)


def check() -> int:
    """All checks without the tests."""
    set_up([])
    with servers.opened(throwaway=True) as embedded:
        failed = failed_checks(environment(embedded), *CHECKS)
    if failed:
        raise Stop(f"Niet goed: {', '.join(failed)}.")
    say("Alles is in orde.")
    return 0


def bench(arguments: list[str]) -> int:
    """The benchmarks, on prepared servers of their own."""
    if not (places.ROOT / "bench" / "__main__.py").exists():
        raise Stop("Er zijn nog geen metingen in bench/.")
    set_up([*system.PDF])
    with servers.opened(throwaway=True) as embedded:
        env = {"DEMO": "1", "LOCAL_DIR": str(embedded.folder / "lokaal")}
        preparation.prepare(embedded, **env)
        return processes.run_python("-m", "bench", *arguments, env=embedded.environment(**env))


def set_up(needs: list[system.Need]) -> None:
    """Packages of the test lock and the system's programs."""
    places.prepare_local()
    system.require(needs)
    install.ensure(for_tests=True)


def environment(embedded: servers.Servers) -> dict[str, str]:
    """Tests make tables, so they work as the owner; what they write to disk goes with the throwaway servers."""
    return embedded.environment(DATABASE_AS_OWNER="1", LOCAL_DIR=str(embedded.folder / "lokaal"))


def failed_checks(env: dict[str, str], *checks: tuple[str, list[str]]) -> list[str]:
    """Names of the checks that found something; each prints what it found when it ends."""
    waiting, failed = [*checks], list[str]()
    running: dict[str, subprocess.Popen[bytes]] = {}
    with tempfile.TemporaryDirectory() as folder:
        while waiting or running:
            while waiting and len(running) < BESIDE:
                name, arguments = waiting.pop(0)
                log = Path(folder) / name
                running[name] = processes.start([places.PYTHON, *arguments], env=env, log=log, own_group=False)
            ended = processes.first_to_end([*running.values()])
            name = next(name for name, child in running.items() if child is ended)
            say("\n".join([f"— {name}", *(Path(folder) / name).read_text(encoding="utf-8").splitlines()]))
            if running.pop(name).returncode:
                failed.append(name)
    return failed
