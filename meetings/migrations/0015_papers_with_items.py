"""Papers with agenda items, their versions (append-only) and the text of their pages."""

import django.db.models.constraints
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from twente.core.triggers import append_only

GUARD = """
CREATE FUNCTION guard_paper() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.withdrawn_at IS NOT NULL OR NEW.item_id <> OLD.item_id THEN
    RAISE EXCEPTION 'een stuk blijft bij zijn punt; een ingetrokken stuk verandert niet'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_paper BEFORE UPDATE OR DELETE ON meetings_paper
  FOR EACH ROW EXECUTE FUNCTION guard_paper();
"""

UNDO = "DROP TRIGGER guard_paper ON meetings_paper; DROP FUNCTION guard_paper();"


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0014_minutes_have_an_annex"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Paper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200, verbose_name="titel")),
                ("position", models.PositiveSmallIntegerField(null=True)),
                ("added_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_reason", models.CharField(blank=True, max_length=300, verbose_name="reden")),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="meetings.agendaitem"
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["position", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                        fields=("item", "position"),
                        name="paper_position_once",
                    ),
                    models.CheckConstraint(condition=models.Q(("title", ""), _negated=True), name="paper_has_a_title"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_at__isnull", True),
                                ("withdrawn_by__isnull", True),
                                ("withdrawn_reason", ""),
                                ("position__gte", 1),
                            ),
                            models.Q(
                                ("position__isnull", True),
                                ("withdrawn_at__isnull", False),
                                ("withdrawn_by__isnull", False),
                                models.Q(("withdrawn_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="paper_withdrawn_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("file_name", models.CharField(max_length=120)),
                (
                    "content_type",
                    models.CharField(
                        choices=[("application/pdf", "pdf"), ("image/png", "png"), ("image/jpeg", "jpeg")],
                        max_length=20,
                    ),
                ),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("pages", models.PositiveSmallIntegerField()),
                (
                    "scan",
                    models.CharField(
                        choices=[("clean", "gescand, niets gevonden"), ("not_scanned", "niet gescand")], max_length=12
                    ),
                ),
                ("stored_as", models.CharField(max_length=32, unique=True)),
                ("uploaded_at", models.DateTimeField()),
                ("form_key", models.UUIDField(unique=True)),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="meetings.paper"
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("paper", "number"), name="paper_version_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("content_type__in", ("application/pdf",)),
                                ("number__gte", 1),
                                ("pages__gte", 1),
                                ("size__gte", 1),
                            ),
                            models.Q(
                                ("content_type__in", ("image/png", "image/jpeg")),
                                ("number__gte", 1),
                                ("pages", 1),
                                ("size__gte", 1),
                            ),
                            _connector="OR",
                        ),
                        name="paper_version_is_a_file",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperPage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.TextField(blank=True)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="page_texts",
                        to="meetings.paperversion",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("version", "number"), name="paper_page_once"),
                    models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="paper_page_from_one"),
                ],
            },
        ),
        migrations.AddField(
            model_name="paper",
            name="current",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="meetings.paperversion"
            ),
        ),
        append_only("meetings_paperversion"),
        migrations.RunSQL(GUARD, UNDO),
    ]
