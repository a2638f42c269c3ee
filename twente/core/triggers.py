"""Database triggers as migration operations: what was decided is never edited, not even by raw SQL (BOK-17)."""

from django.db import migrations

REFUSE = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% op % is niet toegestaan: regels worden alleen toegevoegd', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


def refuse_function() -> migrations.RunSQL:
    """The function behind every append-only trigger; created once, in core's first migration."""
    return migrations.RunSQL(REFUSE, "DROP FUNCTION IF EXISTS refuse_change() CASCADE")


def append_only(table: str) -> migrations.RunSQL:
    """Refuse UPDATE, DELETE and TRUNCATE on a table; `manage.py grants` recognises it by the trigger's name."""
    return migrations.RunSQL(
        f"""
        CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table}
          FOR EACH ROW EXECUTE FUNCTION refuse_change();
        CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON {table}
          FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
        """,
        f"DROP TRIGGER append_only ON {table}; DROP TRIGGER append_only_truncate ON {table};",
    )
