"""What few may read of minutes stands in an annex of its own, as fixed as the rest once adopted."""

import django.db.models.deletion
from django.db import migrations, models

GUARD = """
CREATE OR REPLACE FUNCTION guard_minutes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'adopted' AND (TG_OP = 'DELETE' OR
     (NEW.state, NEW.content::text, NEW.sha256, NEW.adopted_on, NEW.adopted_in_id, NEW.adopted_by_id, NEW.meeting_id,
      NEW.on_agenda_id, NEW.annex::text, NEW.annex_sha256)
     IS DISTINCT FROM
     (OLD.state, OLD.content::text, OLD.sha256, OLD.adopted_on, OLD.adopted_in_id, OLD.adopted_by_id, OLD.meeting_id,
      OLD.on_agenda_id, OLD.annex::text, OLD.annex_sha256)
     OR (OLD.document_id IS NOT NULL AND NEW.document_id IS DISTINCT FROM OLD.document_id)
     OR (OLD.annex_document_id IS NOT NULL AND NEW.annex_document_id IS DISTINCT FROM OLD.annex_document_id)) THEN
    RAISE EXCEPTION 'een vastgesteld verslag verandert niet' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0003_revisions_name_their_certificate"),
        ("meetings", "0013_minutes_are_reviewed_and_mended"),
    ]

    operations = [
        migrations.AddField(
            model_name="minutes",
            name="annex",
            field=models.JSONField(null=True),
        ),
        migrations.AddField(
            model_name="minutes",
            name="annex_document",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="annex_of", to="documents.document"
            ),
        ),
        migrations.AddField(
            model_name="minutes",
            name="annex_sha256",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.RunSQL(GUARD, migrations.RunSQL.noop),
    ]
