"""The database lets a question that was answered be sent again as information; otherwise a row repeats its act."""

from django.db import migrations

DISPATCH = """
CREATE OR REPLACE FUNCTION guard_dispatch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'wat is verstuurd, blijft staan' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.opened_at IS NOT NULL THEN
      RAISE EXCEPTION 'wat nog niet is verstuurd, is niet geopend' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NEW.resends_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM outbox_dispatch earlier WHERE earlier.id = NEW.resends_id
        AND (earlier.document_id, earlier.party_id) = (NEW.document_id, NEW.party_id)
        AND (earlier.act = NEW.act{answered})) THEN
      RAISE EXCEPTION 'opnieuw versturen is hetzelfde stuk aan dezelfde raad'
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF to_jsonb(NEW) - '{{opened_at,last_opened_at,times_opened}}'::text[]
     IS DISTINCT FROM to_jsonb(OLD) - '{{opened_at,last_opened_at,times_opened}}'::text[] THEN
    RAISE EXCEPTION 'wat is verstuurd, verandert niet' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF OLD.opened_at IS NOT NULL AND (NEW.opened_at IS DISTINCT FROM OLD.opened_at
     OR NEW.times_opened < OLD.times_opened OR NEW.last_opened_at < OLD.last_opened_at) THEN
    RAISE EXCEPTION 'openen wordt alleen aangevuld' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
"""
ANSWERED = """ OR (NEW.act = 'inform' AND EXISTS (
          SELECT 1 FROM outbox_dispatchanswer answer JOIN outbox_dispatch asked ON asked.id = answer.dispatch_id
          WHERE (asked.document_id, asked.party_id, asked.question)
              = (earlier.document_id, earlier.party_id, earlier.question)))"""


class Migration(migrations.Migration):
    """One function replaced; what stands in the register stays as it is."""

    dependencies = [
        ("meetings", "0026_nothing_destroyed_leaves"),
        ("outbox", "0005_what_was_sent_stands"),
    ]

    operations = [migrations.RunSQL(DISPATCH.format(answered=ANSWERED), DISPATCH.format(answered=""))]
