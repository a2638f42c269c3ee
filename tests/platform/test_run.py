"""`./dev run` as a user meets it: it answers, it tells what is wrong, and it leaves nothing behind whatever ends it."""

import http.client
import os
import re
import signal
import socket
import subprocess
from pathlib import Path

import pytest

from tests.platform.conftest import closed, copy_project, with_data

pytestmark = pytest.mark.platform


def status_of(said: list[str]) -> int:
    """Status of the page at the address that was printed."""
    address = next(word for line in said for word in line.split() if word.startswith("http://localhost:"))
    connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=30)
    connection.request("GET", "/health/web")
    status = connection.getresponse().status
    connection.close()
    return status


def supervisor_of(run: subprocess.Popen[str]) -> int:
    """The child of `./dev` that does the work."""
    return int(Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text(encoding="ascii").split()[0])


def test_page_answers_at_the_printed_address(checkout):
    _, said = checkout.run()
    assert status_of(said) < 500


def test_site_has_web_worker_beat_and_both_servers(checkout):
    checkout.run()
    parts = [checkout.part(name) for name in ("granian", "celery worker", "celery beat", "postgres", "redis-server")]
    assert len(set(parts)) == len(parts)


def test_second_run_tells_the_address_of_the_first_and_changes_nothing(checkout):
    _, said = checkout.run()
    before = checkout.processes()
    second = checkout.command("run")
    assert second.returncode == 0
    assert checkout.note()["address"] in second.stdout
    assert checkout.processes() == before
    assert status_of(said) < 500


def test_another_checkout_runs_beside_it(checkout, place, prepared):
    _, said = checkout.run()
    for other in closed(with_data(copy_project(place / "tweede map"), prepared)):
        _, other_said = other.run()
        assert status_of(said) < 500
        assert status_of(other_said) < 500
        assert checkout.note()["address"] != other.note()["address"]


ENDS = {
    "ctrl-c": lambda run: os.killpg(run.pid, signal.SIGINT),
    "terminate": lambda run: run.send_signal(signal.SIGTERM),
    "terminal closed": lambda run: os.killpg(run.pid, signal.SIGHUP),
    "killed": lambda run: run.kill(),
    "supervisor killed": lambda run: os.kill(supervisor_of(run), signal.SIGKILL),
    "both killed": lambda run: os.killpg(run.pid, signal.SIGKILL),
}


@pytest.mark.parametrize("end", ENDS)
def test_nothing_remains_however_it_ends(checkout, end):
    run, _ = checkout.run()
    assert len(checkout.processes()) > 6
    ENDS[end](run)
    run.wait(timeout=60)
    assert run.returncode != 0
    assert checkout.left_over() == set()


@pytest.mark.parametrize("part", ["granian", "celery worker", "celery beat", "postgres", "redis-server"])
def test_a_part_that_fails_ends_all_and_is_named(checkout, part):
    run, _ = checkout.run()
    os.kill(checkout.part(part), signal.SIGKILL)
    rest, _ = run.communicate(timeout=60)
    assert run.returncode == 1
    assert "is gestopt" in rest
    assert checkout.left_over() == set()


def test_stop_ends_the_run_of_this_checkout(checkout):
    run, _ = checkout.run()
    assert checkout.command("stop").returncode == 0
    run.wait(timeout=60)
    assert checkout.left_over() == set()


def test_stop_without_a_run_says_so(checkout):
    assert "Er draait hier niets" in checkout.command("stop").stdout


def test_data_is_kept_and_not_prepared_again(checkout):
    """Not even in another folder than the one in which it was made."""
    first, said = checkout.run()
    assert not any("voorbereiden" in line for line in said)
    first.send_signal(signal.SIGTERM)
    first.wait(timeout=60)
    _, said = checkout.run()
    assert not any("voorbereiden" in line for line in said)


def test_process_numbers_of_before_a_crash_do_not_stop_a_start(checkout):
    """After a restart of the machine the old number can belong to anybody: here to this test."""
    run, _ = checkout.run()
    data = checkout.servers / "pg"
    os.killpg(run.pid, signal.SIGKILL)
    run.wait(timeout=60)
    assert checkout.left_over() == set()
    stale = f"{os.getpid()}\n{data}\n1700000000\n5432\n/nergens\n\n  1234567 1\nready   \n"
    (data / "postmaster.pid").write_text(stale, encoding="ascii")
    _, said = checkout.run()
    assert status_of(said) < 500


def test_data_of_another_major_version_is_refused_and_kept(checkout):
    run, _ = checkout.run()
    run.send_signal(signal.SIGTERM)
    run.wait(timeout=60)
    version = checkout.servers / "pg" / "PG_VERSION"
    ours = version.read_text(encoding="ascii")
    version.write_text("14\n", encoding="ascii")
    refused, said = checkout.run()
    assert refused.wait(timeout=60) == 1
    assert "zijn van PostgreSQL 14" in said[-1]
    version.write_text(ours, encoding="ascii")
    _, said = checkout.run()
    assert status_of(said) < 500


def test_failing_step_leaves_nothing_running(checkout):
    """The queue was started already when the given database turns out to be unreachable."""
    run, said = checkout.run(DATABASE_URL="postgres://niemand@127.0.0.1:1/niets")
    assert run.wait(timeout=60) == 1
    assert any("voorbereid" in line for line in said)
    assert checkout.left_over() == set()


def test_taken_port_is_refused_when_it_was_asked_for(checkout):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        run, said = checkout.run("--port", str(port))
        assert run.wait(timeout=60) == 1
        assert f"Poort {port} is bezet" in said[-1]


@pytest.mark.parametrize("arguments", [("--port", "0"), ("--port", "acht"), ("--poort", "8000")])
def test_wrong_arguments_are_explained(checkout, arguments):
    refused = checkout.command("run", *arguments)
    assert refused.returncode == 1
    assert "Gebruik: ./dev run" in refused.stdout


def test_unknown_verb_shows_the_verbs(checkout):
    refused = checkout.command("start")
    assert refused.returncode == 2
    assert "./dev run" in refused.stdout


def test_manage_works_on_the_running_site(checkout):
    checkout.run()
    answer = checkout.command(
        "manage", "shell", "-c", "from django.db import connection as c; print(c.cursor().connection.info.user)"
    )
    assert "twente_app" in answer.stdout


@pytest.mark.skipif(
    os.geteuid() != 0, reason="only root can become somebody else; these tests run as an ordinary user now"
)
def test_ordinary_user_gets_a_running_site(place):
    for own in closed(copy_project(place / "gewone gebruiker", user="nobody")):
        run, said = own.run()
        assert status_of(said) < 500
        run.kill()
        run.wait(timeout=60)
        assert own.left_over() == set()


def test_long_path_still_has_short_sockets(place, prepared):
    deep = place.joinpath(*["een-lange-mapnaam-zoals-ze-op-netwerkschijven-voorkomen"] * 3)
    deep.parent.mkdir(parents=True)
    for far in closed(with_data(copy_project(deep), prepared)):
        _, said = far.run()
        assert status_of(said) < 500


def test_tests_run_last_and_an_earlier_fault_makes_them_fail(place):
    checkout = copy_project(place / "controle", user=None)
    tests = checkout.folder / "tests"
    tests.mkdir()
    (tests / "test_one.py").write_text("def test_one():\n    assert True\n", encoding="utf-8")
    (checkout.folder / "twente" / "planted.py").write_text("import os\n", encoding="utf-8")
    for planted in closed(checkout):
        result = planted.command("test")
        assert result.returncode == 1
        assert re.search("^Niet goed vóór de tests:.*regels", result.stdout, re.MULTILINE)
        assert "1 passed" in result.stdout.rstrip().splitlines()[-1]
        assert planted.left_over() == set()
