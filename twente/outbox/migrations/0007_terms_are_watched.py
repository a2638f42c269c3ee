"""Terms of every room are watched, and what was told about each is kept."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_contacts_of_parties"),
        ("outbox", "0006_messages_carry_a_document"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Deadline",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("room", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=200)),
                ("milestones", models.CharField(max_length=20)),
                ("acts", models.CharField(max_length=80)),
                ("due_on", models.DateField()),
                ("title", models.CharField(max_length=300)),
                ("article", models.CharField(blank=True, max_length=20)),
                ("url", models.CharField(max_length=300)),
                ("known_on", models.DateField(null=True)),
                ("look_on", models.DateField(null=True)),
                ("stale", models.BooleanField(default=False)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="deadlines", to="core.agreement"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("agreement", "room", "key"), name="deadline_once")]
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("milestone", models.CharField(max_length=10)),
                ("due_on", models.DateField()),
                (
                    "deadline",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reminders", to="outbox.deadline"
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reminders", to="outbox.message"
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("deadline", "milestone", "due_on", "recipient"), name="reminder_of_term_once"
                    )
                ]
            },
        ),
        migrations.AddIndex(
            model_name="deadline",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", True), ("stale", False)),
                fields=["look_on"],
                name="deadline_to_tell",
            ),
        ),
    ]
