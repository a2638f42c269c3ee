"""A bank line that was set aside can be put back with a reason, and set aside again: rows of their own."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from twente.core.triggers import append_only

GUARD = """
CREATE FUNCTION guard_set_aside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(1127, NEW.line_id::int);
  IF EXISTS (SELECT 1 FROM finance_setaside s LEFT JOIN finance_putback p ON p.set_aside_id = s.id
             WHERE s.line_id = NEW.line_id AND p.id IS NULL) THEN
    RAISE EXCEPTION 'deze bankregel is al uit de lijst gehaald' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_set_aside BEFORE INSERT ON finance_setaside
  FOR EACH ROW EXECUTE FUNCTION guard_set_aside();
"""


class Migration(migrations.Migration):
    """Once aside at a time, append-only both."""

    dependencies = [
        ("finance", "0008_accounts_go_to_councils"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="setaside",
            name="line",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="set_asides", to="finance.bankline"
            ),
        ),
        migrations.CreateModel(
            name="PutBack",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=200, verbose_name="reden")),
                ("recorded_at", models.DateTimeField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "set_aside",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="put_back", to="finance.setaside"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="put_back_reasoned")
                ],
            },
        ),
        append_only("finance_putback"),
        migrations.RunSQL(GUARD, "DROP FUNCTION guard_set_aside() CASCADE;"),
    ]
