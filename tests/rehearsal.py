"""Rehearsed scenes: what a function wrote to the database is kept as SQL, and played back where it would be the same.

Most tests of votes begin with a vote that fourteen people cast: half a second of services, each time alike. The first
test that asks for it pays; after that PostgreSQL gets the same rows, with the same keys, in one go. Nothing is played
when the outcome could differ: other arguments, another hour, a patched function, or anything written since.
"""

import copy
import functools
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar, cast
from uuid import UUID

import time_machine
from django.db import connection
from django.db.models import Model

from twente.core import clock

Make = TypeVar("Make", bound=Callable[..., Any])
PLAIN = (str, bytes, int, float, bool, type(None), date, datetime, time, timedelta, Decimal, UUID, Path, type, Enum)
READING = ("SELECT", "EXPLAIN", "DECLARE", "FETCH", "CLOSE", "SET CONSTRAINTS", "RELEASE SAVEPOINT", "SHOW")
COUNTERS = "SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'"


class Unknown(Exception):
    """An argument of which nobody can say whether it is the same as the last time."""


@dataclass(eq=False)
class State:
    """What the rows are: those of an empty database, and what was rehearsed from there."""

    next: dict[Hashable, "Rehearsed"] = field(default_factory=dict)


@dataclass(eq=False)
class Rehearsed:
    """What one call wrote, what it gave back, and what the rows are after it."""

    script: str
    outcome: Any
    after: State


EMPTY = State()


class Prompter:
    """Hears every statement of the tests' connection, so that it knows what the rows are; None is anything."""

    def __init__(self) -> None:
        self.state: State | None = None
        self.patched: Callable[[], object] = bool
        self.settings: Callable[[], Mapping[str, Any]] = dict
        self.marks: dict[str, tuple[State | None, int]] = {}
        self.written: list[str] | None = None

    def listen(self) -> None:
        """Begin to hear; once for each connection."""
        if not self.hears():
            connection.execute_wrappers.append(self.hear)

    def begin(self, state: State | None) -> None:
        """What follows begins with these rows."""
        self.listen()
        self.state, self.written, self.patched, self.settings = state, None, bool, dict
        self.marks.clear()

    def hear(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        """Django's own way to stand around each statement."""
        answer = execute(sql, params, many, context)
        words = sql.lstrip("( \n") if isinstance(sql, str) else ""
        if words.startswith("SAVEPOINT"):
            self.marks[words.split()[-1]] = self.state, len(self.written or ())
        elif words.startswith("ROLLBACK TO"):
            self.back_to(words.split()[-1])
        elif not words.startswith(READING):
            self.state = None
            if self.written is not None:
                every = params if many else [params]
                self.written += [connection.ops.compose_sql(sql, one) for one in every]
        return answer

    def back_to(self, mark: str) -> None:
        """The rows are what they were at a savepoint."""
        self.state, length = self.marks.get(mark, (None, 0))
        if self.written is not None:
            del self.written[length:]

    def call(self, make: Callable[..., Any], args: tuple[Any, ...], more: Mapping[str, Any]) -> Any:
        """Play what was rehearsed, or let it be made and keep it."""
        before, key = self.state, not self.patched() and self.hears() and what(make, args, more, self.settings())
        if before is None or not key:
            return make(*args, **more)
        if key not in before.next:
            return self.rehearse(before, key, lambda: make(*args, **more))
        known = before.next[key]
        self.play(known)
        return copy.deepcopy(known.outcome)

    def hears(self) -> bool:
        """Whether this is the connection of the tests; those of other threads are not."""
        return self.hear in connection.execute_wrappers

    def rehearse(self, before: State, key: Hashable, make: Callable[[], Any]) -> Any:
        """Let it be made once, and keep what it wrote."""
        outer, counters = self.written, current()
        self.written = []
        try:
            outcome = make()
            script = "; ".join([*starting(counters, current()), *self.written])
        finally:
            written, self.written = self.written, outer
            if outer is not None:
                outer += written
        after = State() if written else before
        before.next[key] = Rehearsed(script, copy.deepcopy(outcome), after)
        self.state = before.next[key].after
        return outcome

    def play(self, known: Rehearsed) -> None:
        """The same rows with the same keys."""
        with connection.cursor() as cursor:
            cursor.cursor.execute(known.script or "SELECT 1")
        self.state = known.after
        if self.written is not None:
            self.written.append(known.script)


PROMPTER = Prompter()


def current() -> dict[str, int | None]:
    """The last number that each counter of keys gave."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTERS)
        return dict(cursor.fetchall())


def starting(before: Mapping[str, int | None], after: Mapping[str, int | None]) -> list[str]:
    """Statements that set the counters that moved back to where they stood."""
    moved = {name: last for name, last in before.items() if after.get(name) != last}
    return [f"SELECT setval('{name}', {last or 1}, {last is not None})" for name, last in moved.items()]


def what(
    make: Callable[..., Any], args: tuple[Any, ...], more: Mapping[str, Any], changed: Mapping[str, Any]
) -> Hashable:
    """By which a call is known: the function, the hour, the arguments and the settings of the test. None: unknown."""
    others = {name: value for name, value in changed.items() if name != "CLOCK_OFFSET"}
    try:
        if time_machine.escape_hatch.is_travelling():
            return make, clock.now(), sign(args), sign(more), sign(others)
        minute = clock.now().replace(second=0, microsecond=0) if others != changed else None
        return make, minute, sign(args), sign(more), sign(others)
    except Unknown:
        return None


def sign(value: Any) -> Hashable:
    """The same for the same value. A row is known by its key: that nothing else changed is known already.

    Raises Unknown for what has no value of its own.
    """
    if isinstance(value, PLAIN):
        return type(value), value
    if isinstance(value, Model) and value.pk:
        return type(value), value.pk
    if isinstance(value, Mapping):
        return tuple((name, sign(one)) for name, one in value.items())
    if isinstance(value, list | tuple):
        return tuple(map(sign, value))
    if is_dataclass(value):
        return type(value), tuple(sign(getattr(value, one.name)) for one in fields(value))
    raise Unknown


def rehearsed(make: Make) -> Make:
    """A function of the tests that writes rows and is called by many tests, with nothing written before it."""

    @functools.wraps(make)
    def called(*args: Any, **more: Any) -> Any:
        return PROMPTER.call(make, args, more)

    return cast("Make", called)
