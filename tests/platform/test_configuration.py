"""Files that configure other programs name the same things as the settings do."""

import ast
import re
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
READERS = {"text", "flag", "integer", "words"}


def names_in_settings() -> set[str]:
    """Every variable that settings.py and env.py ask for."""
    names: set[str] = set()
    for file in ("settings.py", "env.py"):
        for node in ast.walk(ast.parse((ROOT / "twente" / file).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and reads_environment(node.func):
                names |= {each.value for each in ast.walk(node.args[0]) if isinstance(each, ast.Constant)}
    return names


def reads_environment(function: ast.expr) -> bool:
    """Calls like `env.text(…)` and `os.environ.get(…)`."""
    text = ast.unparse(function)
    return text == "os.environ.get" or text in {f"env.{reader}" for reader in READERS}


def names_in_example() -> set[str]:
    """Every variable that `.env.example` explains, also when it is unset."""
    return set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.M))


def compose_text() -> str:
    """The compose file as written."""
    return (ROOT / "docker-compose.yml").read_text(encoding="utf-8")


def compose() -> dict:
    """The compose file as read."""
    return yaml.safe_load(compose_text())


def names_for_compose() -> set[str]:
    """Variables that the compose file fills in from `.env`; `$$` is for the shell inside."""
    return set(re.findall(r"(?<!\$)\$\{([A-Z_]+)", compose_text()))


def test_example_explains_every_setting():
    assert names_in_settings() - names_in_example() == set()


def test_example_explains_nothing_that_is_not_read():
    assert names_in_example() - names_in_settings() - names_for_compose() == set()


def test_compose_asks_only_for_explained_names():
    assert names_for_compose() - names_in_example() == set()


@pytest.mark.parametrize("service", ["web", "worker", "beat", "migrate", "prepare"])
def test_compose_gives_the_application_only_names_it_reads(service):
    assert set(compose()["services"][service]["environment"]) - names_in_settings() == set()


def test_only_the_migrating_container_knows_the_owner():
    holders = {name for name, service in compose()["services"].items() if "OWNER" in str(service.get("environment"))}
    assert holders == {"migrate"}


def test_compose_waits_for_services_that_exist():
    services = compose()["services"]
    for service in services.values():
        assert set(service.get("depends_on", {})) <= set(services)


def test_compose_has_web_worker_beat_database_queue_and_mail_apart():
    assert {"web", "worker", "beat", "migrate", "postgres", "redis", "mail"} <= set(compose()["services"])


def test_image_installs_hashed_packages_and_drops_root():
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert "--require-hashes -r requirements.lock" in dockerfile
    assert re.search(r"^USER (?!root)", dockerfile, re.M)
    assert "/health/web" in dockerfile


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-test.lock", "requirements-uv.lock"])
def test_lock_is_hashed_and_names_no_host(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")
    pinned = re.findall(r"^[a-z0-9][^=\s]*==\S+.*$", text, re.M)
    assert pinned and all(line.endswith("\\") for line in pinned)
    assert "://" not in text


def test_test_lock_holds_all_of_the_run_lock():
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^\S+==\S+", (ROOT / name).read_text(encoding="utf-8"), re.M))

    assert pins("requirements.lock") <= pins("requirements-test.lock")


def test_ci_ends_in_the_test_command():
    script = ROOT / ".ci" / "run"
    assert "set -euo pipefail" in script.read_text(encoding="utf-8")
    assert script.read_text(encoding="utf-8").rstrip().endswith("./dev test")
    assert subprocess.run(["bash", "-n", script], check=False).returncode == 0


@pytest.mark.parametrize("path", ["dev", ".ci/run", "manage.py"])
def test_commands_can_be_executed(path):
    assert (ROOT / path).stat().st_mode & 0o111
