"""Interest on late invoices: percentages of the law as dated rows, and calculations that two people agree on."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from twente.core.triggers import append_only

GUARD = """
CREATE TRIGGER guard_asked BEFORE UPDATE OR DELETE ON finance_interestcalculation
  FOR EACH ROW EXECUTE FUNCTION guard_asked('claim_id');
"""


class Migration(migrations.Migration):
    """Append-only percentages; a calculation is only answered, never changed."""

    dependencies = [
        ("core", "0002_contacts_of_parties"),
        ("finance", "0006_reminders_go_out"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="claim",
            name="outside_vat",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.CreateModel(
            name="InterestCalculation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("until", models.DateField(verbose_name="tot en met")),
                ("cents", models.BigIntegerField(verbose_name="rente")),
                ("content", models.JSONField()),
                ("content_sha256", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "claim",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interest",
                        to="finance.claim",
                    ),
                ),
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
                    "invoice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="interest_calculations",
                        to="finance.invoice",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["made_at", "id"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("cents__gt", 0)), name="interest_positive"),
                    models.CheckConstraint(
                        condition=models.Q(("content_sha256__regex", "^[0-9a-f]{64}$")), name="interest_checksum"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by__isnull", True),
                            models.Q(("confirmed_by", models.F("made_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="interest_two_persons",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("claim__isnull", True), ("confirmed_by__isnull", True)),
                            models.Q(
                                ("claim__isnull", False),
                                ("confirmed_by__isnull", False),
                                ("withdrawn_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="interest_confirmed_is_claimed",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("claim__isnull", True), ("withdrawn_at__isnull", True)),
                        fields=("invoice",),
                        name="one_open_interest_calculation",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InterestRate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("gewoon", "wettelijke rente"), ("handel", "wettelijke handelsrente")],
                        max_length=8,
                        verbose_name="soort",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="geldt vanaf")),
                ("hundredths", models.PositiveIntegerField(verbose_name="percentage per jaar")),
                ("source", models.CharField(max_length=200, verbose_name="bron")),
                ("recorded_at", models.DateTimeField()),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="interest_rates", to="core.agreement"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["kind", "valid_from", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("hundredths__gt", 0), ("hundredths__lte", 2500)), name="interest_rate_sane"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="interest_rate_sourced"
                    ),
                ],
            },
        ),
        append_only("finance_interestrate"),
        migrations.RunSQL(GUARD, "DROP TRIGGER guard_asked ON finance_interestcalculation;"),
    ]
