"""Published agendas and decisions are append-only; adopted minutes and their texts stand still."""

from django.db import migrations

from twente.core.triggers import append_only

GUARD = """
CREATE FUNCTION guard_minutes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'adopted' AND (TG_OP = 'DELETE' OR
     (NEW.state, NEW.content::text, NEW.sha256, NEW.adopted_on, NEW.adopted_in_id, NEW.adopted_by_id, NEW.meeting_id)
     IS DISTINCT FROM
     (OLD.state, OLD.content::text, OLD.sha256, OLD.adopted_on, OLD.adopted_in_id, OLD.adopted_by_id, OLD.meeting_id)
     OR (OLD.document_id IS NOT NULL AND NEW.document_id IS DISTINCT FROM OLD.document_id)) THEN
    RAISE EXCEPTION 'een vastgesteld verslag verandert niet' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER guard_minutes BEFORE UPDATE OR DELETE ON meetings_minutes
  FOR EACH ROW EXECUTE FUNCTION guard_minutes();

CREATE FUNCTION guard_minutes_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM meetings_minutes
             WHERE id = COALESCE(NEW.minutes_id, OLD.minutes_id) AND state = 'adopted') THEN
    RAISE EXCEPTION 'een vastgesteld verslag verandert niet' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER guard_minutes_text BEFORE INSERT OR UPDATE OR DELETE ON meetings_minutestext
  FOR EACH ROW EXECUTE FUNCTION guard_minutes_text();
"""

UNDO = """
DROP TRIGGER guard_minutes ON meetings_minutes; DROP FUNCTION guard_minutes();
DROP TRIGGER guard_minutes_text ON meetings_minutestext; DROP FUNCTION guard_minutes_text();
"""


class Migration(migrations.Migration):
    """Triggers behind the services of agendas, decisions and minutes."""

    dependencies = [("meetings", "0001_agendas_attendance_decisions_minutes")]

    operations = [
        append_only("meetings_agendaversion"),
        append_only("meetings_decision"),
        migrations.RunSQL(GUARD, UNDO),
    ]
