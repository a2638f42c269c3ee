"""The database itself refuses to change what was recorded, whoever asks."""

from datetime import UTC, datetime

import psycopg
import pytest
from django.db import ProgrammingError, connection

from tests.conftest import as_owner
from twente.core.models import AuditEntry

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@pytest.fixture
def entry(transactional_db: None) -> AuditEntry:
    return AuditEntry.objects.create(at=NOW, action="test", target_type="core.user", target_id="1")


def test_application_role_has_no_right_to_change_the_audit_trail(entry: AuditEntry) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        AuditEntry.objects.update(action="iets anders")
    with pytest.raises(ProgrammingError, match="permission denied"):
        entry.delete()


@pytest.mark.parametrize("sql", ["UPDATE core_auditentry SET action = 'x'", "DELETE FROM core_auditentry"])
def test_owner_is_stopped_by_the_trigger(entry: AuditEntry, sql: str) -> None:
    with as_owner(connection.settings_dict) as owner, pytest.raises(psycopg.errors.IntegrityConstraintViolation):
        owner.execute(sql)


def test_truncate_is_refused_as_well(entry: AuditEntry) -> None:
    with as_owner(connection.settings_dict) as owner, pytest.raises(psycopg.errors.IntegrityConstraintViolation):
        owner.execute("TRUNCATE core_auditentry")
    assert AuditEntry.objects.count() == 1
