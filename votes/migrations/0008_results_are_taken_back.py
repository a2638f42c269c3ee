"""A published result is taken back with a reason; what was said then stands."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

GUARD = """
CREATE FUNCTION guard_withdrawal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT EXISTS (SELECT 1 FROM votes_proposal WHERE id = NEW.proposal_id AND published_at <= NEW.withdrawn_at) THEN
      RAISE EXCEPTION 'alleen een gepubliceerde uitslag wordt ingetrokken'
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' OR OLD.again_at IS NOT NULL
     OR (NEW.proposal_id, NEW.reason, NEW.withdrawn_at, NEW.withdrawn_by_id)
     IS DISTINCT FROM (OLD.proposal_id, OLD.reason, OLD.withdrawn_at, OLD.withdrawn_by_id) THEN
    RAISE EXCEPTION 'waarom een uitslag is ingetrokken, verandert niet'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_withdrawal BEFORE INSERT OR UPDATE OR DELETE ON votes_withdrawal
  FOR EACH ROW EXECUTE FUNCTION guard_withdrawal();
"""
UNDO = "DROP TRIGGER guard_withdrawal ON votes_withdrawal; DROP FUNCTION guard_withdrawal();"


class Migration(migrations.Migration):
    """One table and its guard."""

    dependencies = [
        ("votes", "0007_words_found"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=300, verbose_name="waarom ingetrokken")),
                ("withdrawn_at", models.DateTimeField()),
                ("again_at", models.DateTimeField(null=True)),
                (
                    "again_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="withdrawals", to="votes.proposal"
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["withdrawn_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=Q(again_at__isnull=True), fields=("proposal",), name="one_open_withdrawal_per_result"
                    ),
                    models.CheckConstraint(condition=~Q(reason=""), name="withdrawal_has_a_reason"),
                    models.CheckConstraint(
                        condition=Q(again_at__isnull=True, again_by__isnull=True)
                        | Q(again_at__gte=F("withdrawn_at"), again_by__isnull=False),
                        name="withdrawal_ended_by_somebody",
                    ),
                ],
            },
        ),
        migrations.RunSQL(GUARD, UNDO),
    ]
