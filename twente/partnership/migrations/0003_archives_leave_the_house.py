"""Archives that somebody asked for, of a year or of a meeting."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_contacts_of_parties"),
        ("meetings", "0021_words_of_papers"),
        ("partnership", "0002_archive_has_owners_and_terms"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ArchiveExport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(null=True)),
                ("asked_at", models.DateTimeField()),
                ("stored_as", models.CharField(blank=True, max_length=32)),
                ("size", models.PositiveBigIntegerField(default=0)),
                ("code", models.CharField(blank=True, max_length=64)),
                ("files", models.PositiveIntegerField(default=0)),
                ("meetings", models.JSONField(default=list)),
                ("restricted", models.BooleanField(default=True)),
                ("made_at", models.DateTimeField(null=True)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="archive_exports", to="core.agreement"
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="archive_exports",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ["-asked_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("meeting__isnull", True), ("year__isnull", False)),
                            models.Q(("meeting__isnull", False), ("year__isnull", True)),
                            _connector="OR",
                        ),
                        name="export_of_a_year_or_a_meeting",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("code", ""), ("files", 0), ("made_at__isnull", True), ("size", 0), ("stored_as", "")
                            ),
                            models.Q(
                                models.Q(("stored_as", ""), _negated=True),
                                ("code__regex", "^[0-9a-f]{64}$"),
                                ("made_at__isnull", False),
                                ("size__gte", 1),
                            ),
                            _connector="OR",
                        ),
                        name="export_made_whole",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("made_at__isnull", True)),
                        fields=("agreement", "year", "meeting", "asked_by"),
                        name="one_open_export_each",
                        nulls_distinct=False,
                    ),
                ],
            },
        ),
    ]
