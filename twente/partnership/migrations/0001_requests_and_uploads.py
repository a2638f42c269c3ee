"""What waits for a second person: readings to adopt, uploaded population figures."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The first tables of this room."""

    initial = True

    dependencies = [
        ("core", "0001_ground_floor"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PopulationUpload",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("file_name", models.CharField(max_length=100)),
                ("sha256", models.CharField(max_length=64)),
                ("problems", models.JSONField(default=list)),
                ("others", models.PositiveIntegerField()),
                ("uploaded_at", models.DateTimeField()),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="population_uploads",
                        to="core.agreement",
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
                "constraints": [
                    models.UniqueConstraint(fields=("agreement", "uploaded_by", "sha256"), name="population_file_once")
                ]
            },
        ),
        migrations.CreateModel(
            name="ReadingRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reading", models.CharField(max_length=4)),
                ("value", models.CharField(max_length=40)),
                ("adopted_on", models.DateField()),
                ("decision", models.CharField(max_length=200, verbose_name="besluit")),
                ("asked_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "adoption",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="request",
                        to="core.readingadoption",
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reading_requests",
                        to="core.agreement",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("adoption__isnull", True), ("withdrawn_at__isnull", True)),
                        fields=("agreement", "reading"),
                        name="one_open_request_per_reading",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("adoption__isnull", True), ("withdrawn_at__isnull", True), _connector="OR"),
                        name="request_withdrawn_or_adopted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)),
                            models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="request_withdrawn_by_somebody",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="UploadedYear",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference_date", models.DateField()),
                (
                    "status",
                    models.CharField(
                        choices=[("provisional", "voorlopig"), ("final", "definitief"), ("unknown", "status onbekend")],
                        max_length=12,
                    ),
                ),
                ("figures", models.JSONField()),
                ("ready", models.BooleanField()),
                (
                    "proposed",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="uploaded_year",
                        to="core.populationset",
                    ),
                ),
                (
                    "upload",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="years",
                        to="partnership.populationupload",
                    ),
                ),
            ],
            options={
                "ordering": ["-reference_date"],
                "constraints": [
                    models.UniqueConstraint(fields=("upload", "reference_date"), name="uploaded_year_once"),
                    models.CheckConstraint(
                        condition=models.Q(("reference_date__day", 1), ("reference_date__month", 1)),
                        name="uploaded_on_first_of_january",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("proposed__isnull", True), ("ready", True), _connector="OR"),
                        name="only_ready_years_proposed",
                    ),
                ],
            },
        ),
    ]
