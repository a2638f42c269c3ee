"""Disputes as they were filed, what happened since, papers, costs, who reads along (BOK-13)."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """All tables of the room."""

    initial = True

    dependencies = [
        ("core", "0002_contacts_of_parties"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Dispute",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("readings", models.JSONField(default=dict)),
                ("year", models.PositiveSmallIntegerField()),
                ("number", models.PositiveSmallIntegerField()),
                ("subject", models.CharField(max_length=120, verbose_name="onderwerp")),
                (
                    "scope",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("interpretation", "de uitleg van de overeenkomst"),
                                ("execution", "de uitvoering van de overeenkomst"),
                                ("consequence", "iets wat uit de overeenkomst volgt"),
                            ],
                            max_length=20,
                        ),
                        size=None,
                    ),
                ),
                ("article", models.CharField(max_length=12, verbose_name="artikel")),
                ("description", models.TextField(verbose_name="omschrijving")),
                ("solution", models.TextField(verbose_name="mogelijke oplossing")),
                ("notified_on", models.DateField(verbose_name="datum van de melding")),
                (
                    "channel",
                    models.CharField(
                        choices=[("application", "in deze toepassing"), ("letter", "per brief")], max_length=12
                    ),
                ),
                ("letter", models.CharField(blank=True, max_length=200, verbose_name="kenmerk van de brief")),
                ("filed_at", models.DateTimeField()),
                ("form_key", models.UUIDField(unique=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="disputes", to="core.agreement"
                    ),
                ),
                (
                    "agreement_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.agreementversion"
                    ),
                ),
                (
                    "filed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("agreement", "year", "number"), name="dispute_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1), ("year__gte", 2000)), name="dispute_numbered_from_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("subject", ""), _negated=True),
                            models.Q(("article", ""), _negated=True),
                            models.Q(("description", ""), _negated=True),
                            models.Q(("solution", ""), _negated=True),
                            ("scope__len__gte", 1),
                        ),
                        name="dispute_notified_in_full",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Announcement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
                ("announced_on", models.DateField()),
                ("announced_at", models.DateTimeField()),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.agreement"
                    ),
                ),
                (
                    "announced_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "dispute",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="announcement", to="disputes.dispute"
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("agreement", "year", "number"), name="announcement_number_once"),
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="announcement_says_something"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DisputePaper",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200, verbose_name="titel")),
                ("file_name", models.CharField(max_length=120)),
                ("content_type", models.CharField(max_length=20)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("pages", models.PositiveSmallIntegerField()),
                ("scan", models.CharField(max_length=12)),
                ("stored_as", models.CharField(max_length=32, unique=True)),
                ("added_at", models.DateTimeField()),
                ("form_key", models.UUIDField(unique=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "dispute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="papers", to="disputes.dispute"
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
                "ordering": ["added_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True), name="dispute_paper_has_a_title"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("pages__gte", 1), ("size__gte", 1)), name="dispute_paper_is_a_file"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DisputeParty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("notifier", models.BooleanField(default=False)),
                (
                    "dispute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="involved", to="disputes.dispute"
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.party"),
                ),
            ],
            options={
                "ordering": ["-notifier", "party__position"],
                "constraints": [
                    models.UniqueConstraint(fields=("dispute", "party"), name="dispute_party_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("notifier", True)), fields=("dispute",), name="dispute_one_notifier"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Fact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("receipt", "receipt"),
                            ("chair_skipped", "chair_skipped"),
                            ("conversation", "conversation"),
                            ("solution", "solution"),
                            ("announcement", "announcement"),
                            ("mediator", "mediator"),
                            ("mediation_start", "mediation_start"),
                            ("mediation_end", "mediation_end"),
                            ("cost", "cost"),
                            ("submission", "submission"),
                            ("decision", "decision"),
                            ("appeal", "appeal"),
                            ("closure", "closure"),
                            ("withdrawal", "withdrawal"),
                            ("override", "override"),
                            ("secretary", "secretary"),
                        ],
                        max_length=20,
                    ),
                ),
                ("on", models.DateField(verbose_name="dag")),
                ("text", models.TextField(blank=True)),
                ("detail", models.JSONField(default=dict)),
                ("cents", models.PositiveBigIntegerField(null=True)),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reden")),
                ("recorded_at", models.DateTimeField()),
                ("form_key", models.UUIDField(unique=True)),
                (
                    "dispute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="facts", to="disputes.dispute"
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.party"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="disputes.fact",
                    ),
                ),
            ],
            options={
                "ordering": ["on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), ("replaces__isnull", True)),
                            models.Q(("replaces__isnull", False), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="fact_corrected_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "kind__in",
                                    (
                                        "conversation",
                                        "solution",
                                        "mediator",
                                        "cost",
                                        "closure",
                                        "withdrawal",
                                        "override",
                                        "chair_skipped",
                                    ),
                                ),
                                _negated=True,
                            ),
                            models.Q(("text", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="fact_in_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cents__gt", 0), ("kind", "cost")),
                            models.Q(models.Q(("kind", "cost"), _negated=True), ("cents__isnull", True)),
                            _connector="OR",
                        ),
                        name="fact_cost_in_cents",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "secretary"), ("person__isnull", False)),
                            models.Q(models.Q(("kind", "secretary"), _negated=True), ("person__isnull", True)),
                            _connector="OR",
                        ),
                        name="fact_deputy_is_named",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CostShare",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("cents", models.PositiveBigIntegerField()),
                (
                    "party",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.party"),
                ),
                (
                    "fact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shares", to="disputes.fact"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [models.UniqueConstraint(fields=("fact", "party"), name="cost_share_once")],
            },
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=200, verbose_name="reden")),
                ("granted_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "dispute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="grants", to="disputes.dispute"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "granted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["granted_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("dispute", "user"),
                        name="one_grant_per_person_and_file",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="grant_has_a_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("user", models.F("granted_by")), _negated=True), name="grant_not_to_oneself"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_by__isnull", True)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="grant_ended_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("linked_at", models.DateTimeField()),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="disputes.dispute"
                    ),
                ),
                (
                    "linked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="disputes.dispute"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("first", "second"), name="disputes_linked_once"),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))), name="disputes_linked_in_order"
                    ),
                ]
            },
        ),
    ]
