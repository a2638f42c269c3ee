"""How far the execution of a decision is: rows that are only added."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from twente.core.triggers import append_only


class Migration(migrations.Migration):
    """A table of its own: decisions are append-only, and so is what became of them."""

    dependencies = [
        ("meetings", "0009_turns_suspensions_speakers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DecisionProgress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("ongoing", "in uitvoering"), ("done", "uitgevoerd"), ("replaced", "vervangen")],
                        max_length=10,
                        verbose_name="stand",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="toelichting")),
                ("noted_on", models.DateField(verbose_name="sinds")),
                ("recorded_at", models.DateTimeField()),
                ("form_key", models.UUIDField(unique=True)),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="progress", to="meetings.decision"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "replaced_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaces",
                        to="meetings.decision",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("replaced_by__isnull", False), ("state", "replaced")),
                            models.Q(models.Q(("state", "replaced"), _negated=True), ("replaced_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="decision_replaced_by_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("replaced_by", models.F("decision")), _negated=True),
                        name="decision_not_replaced_by_itself",
                    ),
                ],
            },
        ),
        append_only("meetings_decisionprogress"),
    ]
