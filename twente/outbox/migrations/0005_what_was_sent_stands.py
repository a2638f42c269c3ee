"""What was sent stands: only opening it is added, and a publication is withdrawn once. Bytes are those registered."""

from django.db import migrations

from twente.core.triggers import append_only

REGISTERED = """
CREATE FUNCTION guard_registered_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM documents_revision WHERE document_id = NEW.document_id
                 AND number = NEW.revision_number AND sha256 = NEW.sha256) THEN
    RAISE EXCEPTION 'deze versie is niet geregistreerd' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER registered_revision BEFORE INSERT ON outbox_dispatch
  FOR EACH ROW EXECUTE FUNCTION guard_registered_revision();
CREATE TRIGGER registered_revision BEFORE INSERT ON outbox_publication
  FOR EACH ROW EXECUTE FUNCTION guard_registered_revision();
"""

DISPATCH = """
CREATE FUNCTION guard_dispatch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'wat is verstuurd, blijft staan' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.opened_at IS NOT NULL THEN
      RAISE EXCEPTION 'wat nog niet is verstuurd, is niet geopend' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.resends_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM outbox_dispatch WHERE id = NEW.resends_id
        AND (document_id, party_id, act) = (NEW.document_id, NEW.party_id, NEW.act)) THEN
      RAISE EXCEPTION 'opnieuw versturen is hetzelfde stuk aan dezelfde raad'
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF to_jsonb(NEW) - '{opened_at,last_opened_at,times_opened}'::text[]
     IS DISTINCT FROM to_jsonb(OLD) - '{opened_at,last_opened_at,times_opened}'::text[] THEN
    RAISE EXCEPTION 'wat is verstuurd, verandert niet' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF OLD.opened_at IS NOT NULL AND (NEW.opened_at IS DISTINCT FROM OLD.opened_at
     OR NEW.times_opened < OLD.times_opened OR NEW.last_opened_at < OLD.last_opened_at) THEN
    RAISE EXCEPTION 'openen wordt alleen aangevuld' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER dispatch_stands BEFORE INSERT OR UPDATE OR DELETE ON outbox_dispatch
  FOR EACH ROW EXECUTE FUNCTION guard_dispatch();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON outbox_dispatch
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

PUBLICATION = """
CREATE FUNCTION guard_publication() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.withdrawn_at IS NOT NULL THEN
    RAISE EXCEPTION 'een publicatie blijft staan' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF to_jsonb(NEW) - '{withdrawn_at,withdrawn_by_id,reason}'::text[]
     IS DISTINCT FROM to_jsonb(OLD) - '{withdrawn_at,withdrawn_by_id,reason}'::text[] THEN
    RAISE EXCEPTION 'een publicatie verandert niet' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER publication_stands BEFORE UPDATE OR DELETE ON outbox_publication
  FOR EACH ROW EXECUTE FUNCTION guard_publication();
CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON outbox_publication
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""


def without(trigger: str, table: str) -> str:
    """Take a trigger away."""
    return f"DROP TRIGGER {trigger} ON {table};"


class Migration(migrations.Migration):
    """Guards of what was sent and published."""

    dependencies = [("outbox", "0004_papers_sent_and_published")]

    operations = [
        migrations.RunSQL(REGISTERED, "DROP FUNCTION guard_registered_revision() CASCADE"),
        migrations.RunSQL(
            DISPATCH, f"DROP FUNCTION guard_dispatch() CASCADE; {without('append_only_truncate', 'outbox_dispatch')}"
        ),
        migrations.RunSQL(
            PUBLICATION,
            f"DROP FUNCTION guard_publication() CASCADE; {without('append_only_truncate', 'outbox_publication')}",
        ),
        append_only("outbox_dispatchanswer"),
    ]
