"""The database refuses to send or publish a document that was destroyed after its term."""

from django.db import migrations

DESTROYED = """
CREATE FUNCTION guard_leaving_destroyed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM documents_tombstone WHERE document_id = NEW.document_id) THEN
    RAISE EXCEPTION 'dit stuk is vernietigd' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER leaving_destroyed BEFORE INSERT ON outbox_dispatch
  FOR EACH ROW EXECUTE FUNCTION guard_leaving_destroyed();
CREATE TRIGGER leaving_destroyed BEFORE INSERT ON outbox_publication
  FOR EACH ROW EXECUTE FUNCTION guard_leaving_destroyed();
"""


class Migration(migrations.Migration):
    """One guard for both registers."""

    dependencies = [
        ("meetings", "0025_terms_in_calendars"),
        ("outbox", "0005_what_was_sent_stands"),
        ("documents", "0006_dossiers_leave_a_tombstone"),
    ]

    operations = [migrations.RunSQL(DESTROYED, "DROP FUNCTION guard_leaving_destroyed() CASCADE")]
