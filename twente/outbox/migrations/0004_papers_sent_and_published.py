"""What was sent to the councils, what they answered, and what was made public."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Three tables."""

    dependencies = [
        ("core", "0002_contacts_of_parties"),
        ("documents", "0003_revisions_name_their_certificate"),
        ("outbox", "0003_messages_carry_headers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Dispatch",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("revision_number", models.PositiveSmallIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("items", models.JSONField(default=list)),
                ("contact_name", models.CharField(max_length=120)),
                ("contact_email", models.EmailField(max_length=254)),
                (
                    "act",
                    models.CharField(
                        choices=[("inform", "ter kennisname"), ("ask", "met een vraag aan de raad")],
                        default="inform",
                        max_length=10,
                    ),
                ),
                ("question", models.TextField(blank=True, verbose_name="vraag aan de raad")),
                ("answer_by", models.DateField(null=True, verbose_name="antwoord uiterlijk op")),
                ("sent_at", models.DateTimeField()),
                ("token_sha256", models.CharField(max_length=64, unique=True)),
                ("opened_at", models.DateTimeField(null=True)),
                ("last_opened_at", models.DateTimeField(null=True)),
                ("times_opened", models.PositiveIntegerField(default=0)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="dispatches", to="documents.document"
                    ),
                ),
                (
                    "message",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="dispatch", to="outbox.message"
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="dispatches", to="core.party"
                    ),
                ),
                (
                    "resends",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sent_again",
                        to="outbox.dispatch",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-sent_at", "party__position"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("resends__isnull", True)),
                        fields=("document", "sha256", "party", "act"),
                        name="dispatched_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sha256__regex", "^[0-9a-f]{64}$"), ("token_sha256__regex", "^[0-9a-f]{64}$")
                        ),
                        name="dispatch_has_hashes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("act", "ask"), ("answer_by__isnull", False), models.Q(("question", ""), _negated=True)
                            ),
                            models.Q(("act", "inform"), ("answer_by__isnull", True), ("question", "")),
                            _connector="OR",
                        ),
                        name="dispatch_asks_by_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("last_opened_at__isnull", True), ("opened_at__isnull", True), ("times_opened", 0)
                            ),
                            models.Q(
                                ("last_opened_at__gte", models.F("opened_at")),
                                ("opened_at__gte", models.F("sent_at")),
                                ("times_opened__gt", 0),
                            ),
                            _connector="OR",
                        ),
                        name="dispatch_opened_after_sent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DispatchAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("answered_on", models.DateField(verbose_name="antwoord van")),
                ("document", models.CharField(max_length=200, verbose_name="stuk van de raad")),
                ("recorded_at", models.DateTimeField()),
                (
                    "dispatch",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answer", to="outbox.dispatch"
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
                    models.CheckConstraint(
                        condition=models.Q(("document", ""), _negated=True), name="answer_names_its_document"
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision_number", models.PositiveSmallIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("items", models.JSONField(default=list)),
                ("dated_on", models.DateField()),
                ("published_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="waarom ingetrokken")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to="documents.document",
                    ),
                ),
                (
                    "published_by",
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
                "ordering": ["-published_at", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at__isnull", True)),
                        fields=("document",),
                        name="one_publication_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="publication_has_hash"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reason", ""), ("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)),
                            models.Q(
                                ("withdrawn_at__gte", models.F("published_at")),
                                ("withdrawn_by__isnull", False),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="publication_withdrawn_for_a_reason",
                    ),
                ],
            },
        ),
    ]
