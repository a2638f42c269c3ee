"""Personal notes beside items and pages, and reading copies of a whole meeting."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_contacts_of_parties"),
        ("meetings", "0012_papers_with_items"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("page", models.PositiveSmallIntegerField(null=True, verbose_name="bladzijde")),
                ("text", models.TextField(blank=True)),
                (
                    "shared",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "alleen voor mij"),
                            ("party", "delen met mijn partij"),
                            ("members", "delen met de leden"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0)),
                ("saved_at", models.DateTimeField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="meetings.agendaitem"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notes", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to="meetings.paper",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.party"
                    ),
                ),
            ],
            options={
                "ordering": ["item__position", "paper__position", "page", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("owner", "item", "paper", "page"), name="note_once_per_place", nulls_distinct=False
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("page__isnull", True), ("paper__isnull", True)),
                            models.Q(("page__gte", 1), ("paper__isnull", False)),
                            _connector="OR",
                        ),
                        name="note_on_a_page_of_a_paper",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("party__isnull", False), ("shared", "party")),
                            models.Q(models.Q(("shared", "party"), _negated=True), ("party__isnull", True)),
                            _connector="OR",
                        ),
                        name="note_shared_with_one_party",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReadingCopy",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("content", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                ("confidential", models.BooleanField()),
                ("stored_as", models.CharField(blank=True, max_length=32)),
                ("pages", models.PositiveIntegerField(default=0)),
                ("size", models.PositiveBigIntegerField(default=0)),
                ("asked_at", models.DateTimeField()),
                ("made_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reading_copies",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ["asked_at", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "sha256"), name="reading_copy_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", True), ("pages", 0), ("size", 0), ("stored_as", "")),
                            models.Q(
                                models.Q(("stored_as", ""), _negated=True),
                                ("made_at__isnull", False),
                                ("pages__gte", 1),
                                ("size__gte", 1),
                            ),
                            _connector="OR",
                        ),
                        name="reading_copy_made_whole",
                    ),
                ],
            },
        ),
    ]
