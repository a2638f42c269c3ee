"""What became of the duties of an agreement: done with proof, or moved with a reason. Never edited."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from twente.core.triggers import append_only


class Migration(migrations.Migration):
    """One append-only table."""

    dependencies = [
        ("core", "0002_contacts_of_parties"),
        ("partnership", "0004_dossiers_are_destroyed_by_two"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DutyNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("duty", models.CharField(max_length=60)),
                ("due_on", models.DateField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("done", "gedaan"), ("moved", "verschoven")],
                        max_length=6,
                        verbose_name="wat gebeurde er",
                    ),
                ),
                ("on", models.DateField(verbose_name="op")),
                ("text", models.CharField(max_length=300, verbose_name="bewijs of reden")),
                ("recorded_at", models.DateTimeField()),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="duty_notes", to="core.agreement"
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
                "ordering": ["recorded_at", "id"],
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="duty_note_explained")
                ],
            },
        ),
        append_only("partnership_dutynote"),
    ]
