"""A rate that is proposed to the overleg: on the agenda with a vote, and recorded by the decision."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GUARD = """
CREATE FUNCTION guard_rate_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  answer text[] := ARRAY['vote_id', 'placed_by_id', 'placed_at', 'rate_id', 'budget_id', 'withdrawn_at'];
BEGIN
  IF TG_OP = 'DELETE' OR OLD.rate_id IS NOT NULL OR OLD.withdrawn_at IS NOT NULL
     OR (OLD.vote_id IS NOT NULL AND NEW.vote_id IS DISTINCT FROM OLD.vote_id)
     OR (to_jsonb(NEW) - answer) IS DISTINCT FROM (to_jsonb(OLD) - answer) THEN
    RAISE EXCEPTION 'wat is voorgesteld of besloten, verandert niet' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_rate_proposal BEFORE UPDATE OR DELETE ON finance_rateproposal
  FOR EACH ROW EXECUTE FUNCTION guard_rate_proposal();
"""


class Migration(migrations.Migration):
    """What was proposed stands; only its way to a decision is added."""

    dependencies = [
        ("core", "0002_contacts_of_parties"),
        ("finance", "0010_peppol_addresses"),
        ("votes", "0007_words_found"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RateProposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("contribution", models.CharField(max_length=40)),
                ("year", models.PositiveSmallIntegerField(verbose_name="bijdragejaar")),
                ("cents", models.BigIntegerField(verbose_name="tarief")),
                ("budget_cents", models.BigIntegerField(null=True, verbose_name="begroting")),
                ("reason", models.TextField(verbose_name="toelichting")),
                ("proposed_at", models.DateTimeField()),
                ("placed_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rate_proposals", to="core.agreement"
                    ),
                ),
                (
                    "budget",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposal",
                        to="finance.budget",
                    ),
                ),
                (
                    "placed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "rate",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposal",
                        to="finance.rate",
                    ),
                ),
                (
                    "vote",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rate_proposal",
                        to="votes.proposal",
                    ),
                ),
            ],
            options={
                "ordering": ["proposed_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 2021), ("year__lte", 2099)), name="rate_proposal_year"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cents__gt", 0), ("cents__lte", 100000000)), name="rate_proposal_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("budget_cents__isnull", True),
                            models.Q(("budget_cents__gt", 0), ("budget_cents__lte", 100000000000)),
                            _connector="OR",
                        ),
                        name="rate_proposal_budget_positive",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("placed_at__isnull", True), ("placed_by__isnull", True), ("vote__isnull", True)),
                            models.Q(
                                ("placed_at__gte", models.F("proposed_at")),
                                ("placed_by__isnull", False),
                                ("vote__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="rate_proposal_placed_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("budget__isnull", True), ("rate__isnull", True)),
                            models.Q(("vote__isnull", False), ("withdrawn_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="rate_proposal_rate_after_vote",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("rate__isnull", True), ("withdrawn_at__isnull", True)),
                        fields=("agreement", "contribution", "year"),
                        name="one_open_rate_proposal",
                    ),
                ],
            },
        ),
        migrations.RunSQL(GUARD, "DROP FUNCTION guard_rate_proposal() CASCADE;"),
    ]
