"""After its term a document is destroyed by two persons: the bytes go, title, checksums and grounds stay."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from twente.core.triggers import append_only

GUARD = """
CREATE FUNCTION documents_revision_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE probe documents_revision%ROWTYPE;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF octet_length(NEW.content) > 0 THEN
      RETURN NEW;
    END IF;
    RAISE EXCEPTION 'een revisie zonder inhoud is niet toegestaan' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'UPDATE' AND octet_length(NEW.content) = 0 THEN
    probe := NEW;
    probe.content := OLD.content;
    IF probe IS NOT DISTINCT FROM OLD
       AND EXISTS (SELECT 1 FROM documents_tombstone WHERE document_id = OLD.document_id) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION '% op % is niet toegestaan: regels worden alleen toegevoegd', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END $$;

DROP TRIGGER append_only ON documents_revision;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON documents_revision
  FOR EACH ROW EXECUTE FUNCTION documents_revision_stands();
CREATE TRIGGER revision_has_content BEFORE INSERT ON documents_revision
  FOR EACH ROW EXECUTE FUNCTION documents_revision_stands();

CREATE FUNCTION documents_destroy(destroyed bigint) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE documents_revision SET content = '' WHERE document_id = destroyed AND octet_length(content) > 0
$$;
"""
"""Only the owner's function empties content, for the application has no right to update; and only with a tombstone."""
UNDO = """
DROP FUNCTION documents_destroy(bigint);
DROP TRIGGER revision_has_content ON documents_revision;
DROP TRIGGER append_only ON documents_revision;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON documents_revision
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
DROP FUNCTION documents_revision_stands();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0003_revisions_name_their_certificate"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Tombstone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20)),
                ("source", models.CharField(max_length=200)),
                ("ended_on", models.DateField()),
                ("destroyed_at", models.DateTimeField()),
                (
                    "approved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("proposed_by", models.F("approved_by")), _negated=True),
                        name="tombstone_two_persons",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("code", ""), _negated=True), models.Q(("source", ""), _negated=True)
                        ),
                        name="tombstone_on_grounds",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("destroyed_at__date__gt", models.F("ended_on"))),
                        name="tombstone_after_the_term",
                    ),
                ]
            },
        ),
        migrations.RemoveConstraint(
            model_name="revision",
            name="revision_hash_is_of_content",
        ),
        migrations.AddConstraint(
            model_name="revision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "sha256",
                        models.Func(
                            models.Func(models.F("content"), function="sha256", output_field=models.BinaryField()),
                            models.Value("hex"),
                            function="encode",
                            output_field=models.CharField(),
                        ),
                    ),
                    ("content", b""),
                    _connector="OR",
                ),
                name="revision_hash_is_of_content",
            ),
        ),
        migrations.AddField(
            model_name="tombstone",
            name="document",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="tombstone", to="documents.document"
            ),
        ),
        append_only("documents_tombstone"),
        migrations.RunSQL(GUARD, UNDO),
    ]
