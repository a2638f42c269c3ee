"""Reminders that went out, each step once, and those that stayed in with the reason."""

import django.db.models.deletion
from django.db import migrations, models

from twente.core.triggers import append_only


class Migration(migrations.Migration):
    """Append-only tables of reminders."""

    dependencies = [
        ("documents", "0005_people_sign_elsewhere"),
        ("finance", "0005_accounts_of_years"),
    ]

    operations = [
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("level", models.PositiveSmallIntegerField()),
                ("on", models.DateField()),
                ("pay_before", models.DateField()),
                ("open_cents", models.BigIntegerField()),
                ("recipient", models.EmailField(blank=True, max_length=254)),
                ("recorded_at", models.DateTimeField()),
                (
                    "document",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.document"
                    ),
                ),
                (
                    "invoice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reminders", to="finance.invoice"
                    ),
                ),
            ],
            options={
                "ordering": ["invoice_id", "level"],
                "constraints": [
                    models.UniqueConstraint(fields=("invoice", "level"), name="reminder_once"),
                    models.CheckConstraint(
                        condition=models.Q(("level__gte", 1), ("open_cents__gt", 0)), name="reminder_about_money"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReminderSkip",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("level", models.PositiveSmallIntegerField()),
                ("why", models.CharField(choices=[("paid", "betaald"), ("disputed", "betwist")], max_length=10)),
                ("on", models.DateField()),
                (
                    "invoice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reminder_skips", to="finance.invoice"
                    ),
                ),
            ],
            options={
                "ordering": ["on", "id"],
                "constraints": [models.UniqueConstraint(fields=("invoice", "level", "why"), name="reminder_skip_once")],
            },
        ),
        append_only("finance_reminder"),
        append_only("finance_reminderskip"),
    ]
