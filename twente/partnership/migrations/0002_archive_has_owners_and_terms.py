"""Whose records they are and how long they are kept, from a day on; rows are only added."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from twente.core.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_contacts_of_parties"),
        ("meetings", "0021_words_of_papers"),
        ("partnership", "0001_requests_and_uploads"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RecordsOwner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="organisatie")),
                ("register", models.CharField(blank=True, max_length=60, verbose_name="register")),
                ("identifier", models.CharField(blank=True, max_length=60, verbose_name="nummer")),
                ("valid_from", models.DateField(verbose_name="eerste dag")),
                ("ground", models.CharField(max_length=200, verbose_name="besluit")),
                ("recorded_at", models.DateTimeField()),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="records_owners", to="core.agreement"
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
                "ordering": ["valid_from", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), models.Q(("ground", ""), _negated=True)
                        ),
                        name="records_owner_named",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("identifier", ""), ("register", "")),
                            models.Q(
                                models.Q(("register", ""), _negated=True), models.Q(("identifier", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="records_owner_number_in_a_register",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RetentionClass",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20, verbose_name="nummer")),
                ("name", models.CharField(max_length=120, verbose_name="naam")),
                ("term", models.CharField(max_length=20, verbose_name="termijn")),
                ("trigger", models.CharField(max_length=60, verbose_name="begint bij")),
                ("source", models.CharField(max_length=200, verbose_name="selectielijst")),
                ("valid_from", models.DateField(verbose_name="geldt vanaf")),
                ("recorded_at", models.DateTimeField()),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="retention_classes",
                        to="core.agreement",
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="retention_classes",
                        to="meetings.body",
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
                "ordering": ["valid_from", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("term__regex", "^(none|[1-9][0-9]{0,2} (month|year)s?)$")),
                        name="retention_term_readable",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("code", ""), _negated=True),
                            models.Q(("name", ""), _negated=True),
                            models.Q(("trigger", ""), _negated=True),
                            models.Q(("source", ""), _negated=True),
                        ),
                        name="retention_class_named",
                    ),
                ],
            },
        ),
        append_only("partnership_recordsowner"),
        append_only("partnership_retentionclass"),
    ]
