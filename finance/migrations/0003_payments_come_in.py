"""Bank files and their lines, payments by hand, and on which invoice each cent counts."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The tables of payments; what guards them follows in the next migration."""

    dependencies = [
        ("core", "0002_contacts_of_parties"),
        ("finance", "0002_what_was_invoiced_stands"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BankImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64)),
                ("file_name", models.CharField(max_length=200)),
                ("content", models.BinaryField()),
                ("iban", models.CharField(max_length=34)),
                ("opening_cents", models.BigIntegerField()),
                ("closing_cents", models.BigIntegerField()),
                ("uploaded_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("skipped", models.PositiveIntegerField(default=0)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="bank_imports", to="core.agreement"
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
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-uploaded_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(fields=("agreement", "sha256"), name="bank_file_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at__isnull", True), ("confirmed_by__isnull", True)),
                            models.Q(("confirmed_at__isnull", False), ("confirmed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="bank_file_confirmed_by_someone",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BankLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                ("booked_on", models.DateField()),
                ("cents", models.BigIntegerField()),
                ("name", models.CharField(blank=True, max_length=200)),
                ("iban", models.CharField(blank=True, max_length=34)),
                ("reference", models.CharField(blank=True, max_length=40)),
                ("text", models.CharField(blank=True, max_length=500)),
                ("bank_reference", models.CharField(blank=True, max_length=60)),
                ("reversal", models.BooleanField(default=False)),
                (
                    "bank_import",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="finance.bankimport"
                    ),
                ),
            ],
            options={
                "ordering": ["-booked_on", "-bank_import_id", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("bank_import", "position"), name="bank_line_once"),
                    models.CheckConstraint(
                        condition=models.Q(("cents", 0), _negated=True), name="bank_line_moves_money"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ManualPayment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("cents", models.BigIntegerField(verbose_name="bedrag")),
                ("received_on", models.DateField(verbose_name="ontvangen op")),
                ("reason", models.CharField(max_length=200, verbose_name="reden")),
                ("recorded_at", models.DateTimeField()),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="manual_payments", to="core.agreement"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("cents__gt", 0)), name="manual_payment_positive"),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="manual_payment_reasoned"
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="Allocation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("cents", models.BigIntegerField(verbose_name="bedrag")),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("reference", "op betalingskenmerk"),
                            ("number", "op factuurnummer"),
                            ("hand", "met de hand"),
                        ],
                        max_length=12,
                    ),
                ),
                ("overpaid", models.BooleanField(default=False)),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="reden")),
                ("recorded_at", models.DateTimeField()),
                (
                    "invoice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="allocations", to="finance.invoice"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "undoes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undone_by",
                        to="finance.allocation",
                    ),
                ),
                (
                    "line",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allocations",
                        to="finance.bankline",
                    ),
                ),
                (
                    "manual",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="allocations",
                        to="finance.manualpayment",
                    ),
                ),
            ],
            options={
                "ordering": ["recorded_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("cents", 0), _negated=True), name="allocation_is_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("line__isnull", False), ("manual__isnull", True)),
                            models.Q(("line__isnull", True), ("manual__isnull", False)),
                            _connector="OR",
                        ),
                        name="allocation_of_one_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("undoes__isnull", True), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="allocation_undo_reasoned",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("undoes", models.F("id")), _negated=True), name="allocation_undoes_another"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SetAside",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=200, verbose_name="reden")),
                ("recorded_at", models.DateTimeField()),
                (
                    "line",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="set_aside", to="finance.bankline"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
    ]
