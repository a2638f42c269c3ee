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


ERASED = """
CREATE FUNCTION only_erased(was jsonb, becomes jsonb, words text[]) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT NOT EXISTS (
    SELECT 1 FROM jsonb_each(becomes) AS field(name, value)
    WHERE value IS DISTINCT FROM was -> name AND NOT (name = ANY(words) AND
      (value IN ('"Vernietigd"', '""', '"\\\\x"') OR jsonb_typeof(value) = 'object' AND was -> name @> value)))
$$;
"""
"""Whether nothing changed in a row but what may go: words became "Vernietigd" or nothing, JSON, bytes became less."""


def erased_function() -> migrations.RunSQL:
    """The function behind every table that can be erased; created once, beside the tombstones of dossiers."""
    return migrations.RunSQL(ERASED, "DROP FUNCTION only_erased(jsonb, jsonb, text[])")


def erasable(
    table: str, words: str, *, gone: str, trigger: str = "append_only", function: str = "refuse_change"
) -> migrations.RunSQL:
    """Let a guarded row lose its words ("text,reason") where `gone`, SQL over OLD, says that its dossier was destroyed.

    The guard that stands on it keeps refusing everything else.
    """
    return migrations.RunSQL(
        f"""
        DROP TRIGGER {trigger} ON {table};
        CREATE TRIGGER {trigger} BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {function}();
        CREATE TRIGGER {trigger}_changed BEFORE UPDATE ON {table} FOR EACH ROW
          WHEN (NOT (only_erased(to_jsonb(OLD), to_jsonb(NEW), '{{{words}}}') AND {gone}))
          EXECUTE FUNCTION {function}();
        """,
        f"""
        DROP TRIGGER {trigger}_changed ON {table};
        DROP TRIGGER {trigger} ON {table};
        CREATE TRIGGER {trigger} BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {function}();
        """,
    )
