"""Letters from templates: what they say stands, only their document comes (BOK-13.2 to 13.5)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

LETTER = """
CREATE FUNCTION guard_dispute_letter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.document_id IS NOT NULL
     OR to_jsonb(NEW) - 'document_id' IS DISTINCT FROM to_jsonb(OLD) - 'document_id' THEN
    RAISE EXCEPTION 'een brief verandert niet' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE OR DELETE ON disputes_letter FOR EACH ROW EXECUTE FUNCTION guard_dispute_letter();
"""


class Migration(migrations.Migration):
    """One table with its guard."""

    dependencies = [
        ("disputes", "0002_what_happened_stands"),
        ("documents", "0005_people_sign_elsewhere"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Letter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("notice", "Melding van het geschil"),
                            ("solution", "Aankondiging van de oplossing"),
                            ("mediator", "Verzoek aan de mediator"),
                            ("submission", "Voorlegging aan Gedeputeerde Staten"),
                        ],
                        max_length=12,
                    ),
                ),
                ("content", models.JSONField()),
                ("fingerprint", models.CharField(max_length=64)),
                ("asked_at", models.DateTimeField()),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "dispute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="letters", to="disputes.dispute"
                    ),
                ),
                (
                    "document",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.document",
                    ),
                ),
            ],
            options={
                "ordering": ["asked_at", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("dispute", "kind", "fingerprint"), name="dispute_letter_once"),
                    models.CheckConstraint(
                        condition=models.Q(("fingerprint__regex", "^[0-9a-f]{64}$")), name="dispute_letter_has_hash"
                    ),
                ],
            },
        ),
        migrations.RunSQL(LETTER, "DROP FUNCTION guard_dispute_letter() CASCADE"),
    ]
