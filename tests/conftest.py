"""The database of the tests: migrated by the owner, used through the application role, as in production."""

import os
from collections.abc import Iterator

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs in the test's own thread

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase
from django.test.utils import override_settings
from hypothesis import settings

from tests.cast import cast as cast
from tests.meetings.minutes_scene import held as held
from tests.migrated import keep, offer_template
from tests.standing import STAGE
from tests.standing import _patched as _patched
from tests.standing import _stage as _stage
from twente import env

settings.register_profile("house", deadline=None)  # a slow moment of the machine is no failure
settings.load_profile("house")

APP = env.database(os.environ.get("DATABASE_URL", "postgres://twente_app@localhost/twente"))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last: Playwright leaves its event loop in the thread, and others start their own.

    Of those the longest, with a whole company, come first: no worker ends long after the other.
    """
    items.sort(key=place)


def place(item: pytest.Item) -> tuple[bool, bool]:
    """Where a test stands among all."""
    names = getattr(item, "fixturenames", ())
    return "browser" in names, "company" not in names


def as_owner(settings_dict: dict) -> psycopg.Connection:
    """A connection of the role that owns the tables, beside Django's own."""
    owner = env.database(os.environ["DATABASE_OWNER_URL"])
    return psycopg.connect(
        dbname=settings_dict["NAME"],
        user=owner["USER"],
        password=owner["PASSWORD"],
        host=owner["HOST"],
        port=owner["PORT"] or None,
        autocommit=True,
    )


def use_role(user: object, password: object) -> None:
    """Let Django's next connection be made by this role."""
    connection.close()
    connection.settings_dict["USER"], connection.settings_dict["PASSWORD"] = user, password


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Copy what an earlier run migrated; Django then finds nothing left to migrate."""
    settings = connection.settings_dict
    settings["TEST"]["TEMPLATE"] = offer_template(settings)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """Migrate as owner, then hand the connection to the application role for the whole run."""
    owner = dict(connection.settings_dict)
    with django_db_blocker.unblock():
        keep(owner, owner["NAME"])
        call_command("createcachetable")
        call_command("grants")
        allow_counting()
        use_role(APP["USER"], APP["PASSWORD"])
    yield
    with django_db_blocker.unblock():
        STAGE.clear()
        use_role(owner["USER"], owner["PASSWORD"])


def allow_counting() -> None:
    """Rehearsed scenes (`tests.rehearsal`) have the keys of the first time: the application may set counters back."""
    role = connection.ops.quote_name(APP["USER"])
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT UPDATE ON ALL SEQUENCES IN SCHEMA public TO {role}")


EMPTY_ALL = """
DO $$ DECLARE names text; BEGIN
  SELECT string_agg(format('%I', tablename), ', ') INTO names FROM pg_tables
   WHERE schemaname = 'public' AND tablename NOT IN ('django_migrations', 'django_content_type', 'auth_permission');
  EXECUTE 'TRUNCATE ' || names || ' RESTART IDENTITY';
END $$
"""


def empty_tables(self: TransactionTestCase) -> None:
    """Django's flush is refused by the append-only triggers, as it should be: the owner empties the tables.

    `session_replication_role` is a superuser's setting, so the triggers are switched off one by one instead.
    """
    with as_owner(connection.settings_dict) as owner:
        triggers = owner.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname = 'append_only_truncate'"
        ).fetchall()
        for table, name in triggers:
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER {name}")
        owner.execute(EMPTY_ALL)
        for table, name in triggers:
            owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER {name}")


@pytest.fixture(autouse=True, scope="session")
def _truncate_as_owner() -> Iterator[None]:
    """Transactional tests clean up through the owner."""
    patch = pytest.MonkeyPatch()
    patch.setattr(TransactionTestCase, "_fixture_teardown", empty_tables)
    yield
    patch.undo()


@pytest.fixture(autouse=True, scope="session")
def _vault(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Files that tests hand in go to a folder of their own."""
    with override_settings(VAULT_FOLDER=tmp_path_factory.mktemp("kluis")):
        yield
