"""Scenes that stand: made once, kept in an open transaction, and used by every test in a savepoint of its own.

Making the cast takes a fifth of a second and the world of the permissions four; thousands of tests start from them.
A test gets its own copy of the objects, and PostgreSQL takes back whatever it did to the rows.
"""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction

from tests.rehearsal import EMPTY, PROMPTER, State

SCENES: dict[str, Callable[[], Any]] = {}
"""Name of a fixture → what makes its scene."""
COMMITTING = frozenset({"transactional_db", "live_server"})


class Stage:
    """At most one scene at a time, in the transaction around the tests that use it."""

    def __init__(self) -> None:
        self.name = ""
        self.made: Any = None
        self.around: transaction.Atomic | None = None
        self.on: Any = None
        self.wrapper: Any = None
        self.state: State | None = None

    def show(self, name: str) -> None:
        """Let this scene stand, unless it does already."""
        if name == self.name and self.stands():
            return
        self.clear()
        self.around = transaction.atomic()
        self.around._from_testcase = True  # what the product opens within it may say that it is the outermost
        self.around.__enter__()
        self.wrapper, self.on = connections[DEFAULT_DB_ALIAS], connection.connection
        self.made = from_nothing(SCENES[name])
        connection.run_on_commit = []  # nothing of the scene is ever committed
        self.name, self.state = name, PROMPTER.state

    def stands(self) -> bool:
        """Whether the transaction is still open; the server ends one that was left alone for half a minute."""
        same = self.on is connection.connection and connection.in_atomic_block and not connection.needs_rollback
        return same and connection.is_usable()

    def clear(self) -> None:
        """Take back the scene, if one stands; also when a browser's loop gave this thread another connection since."""
        if self.around is not None:
            if connections[DEFAULT_DB_ALIAS] is not self.wrapper:
                self.on.close()
            elif connection.in_atomic_block:
                transaction.set_rollback(True)
                self.around.__exit__(None, None, None)
            self.name, self.made, self.around, self.on = "", None, None, None


def from_nothing(make: Callable[[], Any]) -> Any:
    """Make a scene in a database without rows."""
    PROMPTER.begin(EMPTY)
    return PROMPTER.call(make, (), {})


STAGE = Stage()


def scene(name: str, make: Callable[[], Any]) -> Callable[..., Any]:
    """A fixture that hands each test its own copy of a standing scene; tests that commit make theirs themselves."""
    SCENES[name] = make

    @pytest.fixture(name=name)
    def standing(db: None) -> Any:
        if STAGE.name == name:
            return copy.deepcopy(STAGE.made)
        made = from_nothing(make)
        PROMPTER.state = None  # others may write as well
        return made

    standing.__doc__ = make.__doc__
    return standing


def wanted(request: pytest.FixtureRequest) -> str | None:
    """The scene under this test: none if empty, None if the test has nothing to do with the database."""
    names = set(request.fixturenames)
    if not (request.node.get_closest_marker("django_db") or names & {"db", *COMMITTING}):
        return None
    return "" if commits(request) else next((name for name in SCENES if name in names), "")


def commits(request: pytest.FixtureRequest) -> bool:
    """Whether what the test writes is committed."""
    marker = request.node.get_closest_marker("django_db")
    asked = marker and (marker.args or marker.kwargs.get("transaction"))
    return bool(asked or COMMITTING & set(request.fixturenames))


@pytest.fixture(autouse=True, scope="class")
def _stage(request: pytest.FixtureRequest) -> None:
    """Set the stage before pytest-django begins the transaction of the test: a function's class fixtures come first."""
    name = wanted(request)
    if name is None:
        return
    request.getfixturevalue("django_db_setup")
    with request.getfixturevalue("django_db_blocker").unblock():
        STAGE.show(name) if name else STAGE.clear()
    PROMPTER.begin(STAGE.state if name else None if commits(request) else EMPTY)


@pytest.fixture(autouse=True)
def _patched(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that replaced code makes its scenes itself; one with other settings has scenes of its own."""
    PROMPTER.patched = lambda: monkeypatch._setattr or monkeypatch._setitem
    if "settings" in request.fixturenames:
        settings = request.getfixturevalue("settings")
        PROMPTER.settings = lambda: {name: value for one in settings._to_restore for name, value in one.options.items()}
