"""Mail that came back is kept with its address; a message can have come back."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

STATES = [
    ("queued", "wacht"),
    ("sending", "wordt verzonden"),
    ("sent", "verzonden"),
    ("bounced", "teruggekomen"),
    ("dead", "niet verzonden"),
    ("cancelled", "ingetrokken"),
]
GUARD = """
CREATE FUNCTION guard_bounce() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.confirmed_at IS NOT NULL
     OR to_jsonb(NEW) - '{confirmed_at,confirmed_by_id}'::text[]
        IS DISTINCT FROM to_jsonb(OLD) - '{confirmed_at,confirmed_by_id}'::text[] THEN
    RAISE EXCEPTION 'wat terugkwam, blijft staan' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_bounce BEFORE UPDATE OR DELETE ON outbox_bounce
  FOR EACH ROW EXECUTE FUNCTION guard_bounce();
"""


class Migration(migrations.Migration):
    """A new table; nothing that stands changes."""

    dependencies = [
        ("outbox", "0007_terms_are_watched"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="message",
            name="state",
            field=models.CharField(choices=STATES, default="queued", max_length=10),
        ),
        migrations.CreateModel(
            name="Bounce",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.EmailField(max_length=254)),
                ("code", models.CharField(max_length=12)),
                ("answer", models.CharField(blank=True, max_length=300)),
                ("lasting", models.BooleanField()),
                (
                    "source",
                    models.CharField(
                        choices=[("smtp", "geweigerd bij het verzenden"), ("report", "teruggekomen")], max_length=8
                    ),
                ),
                ("found_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="bounce", to="outbox.message"
                    ),
                ),
            ],
            options={
                "ordering": ["-found_at", "-pk"],
                "indexes": [
                    models.Index(condition=Q(("confirmed_at__isnull", True)), fields=["address"], name="bounce_open")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(("confirmed_at__isnull", True), ("confirmed_by__isnull", True))
                        | Q(("confirmed_at__isnull", False), ("confirmed_by__isnull", False)),
                        name="bounce_confirmed_by_somebody",
                    )
                ],
            },
        ),
        migrations.RunSQL(GUARD, "DROP TRIGGER guard_bounce ON outbox_bounce; DROP FUNCTION guard_bounce();"),
    ]
