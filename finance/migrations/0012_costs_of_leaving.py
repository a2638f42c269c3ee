"""The costs of leaving: collected, established after consultation, then a claim on who leaves."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GUARD = """
CREATE FUNCTION guard_exit_costs() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  answer text[] := ARRAY['consulted_on', 'consulted', 'established_by_id', 'established_at', 'withdrawn_at'];
BEGIN
  IF TG_OP = 'DELETE' OR OLD.established_at IS NOT NULL OR OLD.withdrawn_at IS NOT NULL
     OR (to_jsonb(NEW) - answer) IS DISTINCT FROM (to_jsonb(OLD) - answer) THEN
    RAISE EXCEPTION 'vastgestelde kosten veranderen niet' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_exit_costs BEFORE UPDATE OR DELETE ON finance_exitcosts
  FOR EACH ROW EXECUTE FUNCTION guard_exit_costs();

CREATE FUNCTION guard_exit_cost_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM finance_exitcosts WHERE (established_at IS NOT NULL OR withdrawn_at IS NOT NULL)
             AND id IN ((to_jsonb(NEW)->>'exit_costs_id')::bigint, (to_jsonb(OLD)->>'exit_costs_id')::bigint)) THEN
    RAISE EXCEPTION 'vastgestelde kosten veranderen niet' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER guard_exit_cost_line BEFORE INSERT OR UPDATE OR DELETE ON finance_exitcostline
  FOR EACH ROW EXECUTE FUNCTION guard_exit_cost_line();
"""


class Migration(migrations.Migration):
    """What was established stands, and so do its lines."""

    dependencies = [
        ("core", "0002_contacts_of_parties"),
        ("finance", "0011_rates_by_way_of_the_overleg"),
        ("meetings", "0024_nothing_confidential_leaves"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ExitCosts",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("article", models.CharField(max_length=8, verbose_name="grondslag")),
                ("ends_on", models.DateField(verbose_name="laatste dag")),
                ("started_at", models.DateTimeField()),
                ("consulted_on", models.DateField(null=True, verbose_name="overleg met de partij op")),
                ("consulted", models.CharField(blank=True, max_length=300, verbose_name="wat de partij vond")),
                ("established_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="exit_costs", to="core.agreement"
                    ),
                ),
                (
                    "consent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="exit_costs", to="meetings.decision"
                    ),
                ),
                (
                    "established_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="exit_costs", to="core.party"
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["started_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("party", "consent"),
                        name="exit_costs_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("established_at__isnull", True), ("established_by__isnull", True)),
                            models.Q(
                                ("consulted_on__isnull", False),
                                ("established_at__isnull", False),
                                ("established_by__isnull", False),
                                models.Q(("consulted", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="exit_costs_established_after_consultation",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExitCostLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("description", models.CharField(max_length=200, verbose_name="omschrijving")),
                ("cents", models.BigIntegerField(verbose_name="bedrag")),
                ("incurred_on", models.DateField(verbose_name="gemaakt op")),
                (
                    "exit_costs",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="finance.exitcosts"
                    ),
                ),
            ],
            options={
                "ordering": ["incurred_on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("cents__gt", 0), ("cents__lte", 100000000000)), name="exit_cost_positive"
                    )
                ],
            },
        ),
        migrations.RunSQL(
            GUARD, "DROP FUNCTION guard_exit_costs() CASCADE; DROP FUNCTION guard_exit_cost_line() CASCADE;"
        ),
    ]
