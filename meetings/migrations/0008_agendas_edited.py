"""What can be undone on an agenda, standing items, items that members propose, deferred and late items."""

import django.db.models.constraints
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_contacts_of_parties"),
        ("meetings", "0007_items_prepared"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AgendaUndo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "what",
                    models.CharField(
                        choices=[("order", "volgorde gewijzigd"), ("deletion", "punt verwijderd")], max_length=10
                    ),
                ),
                ("sentence", models.CharField(max_length=300)),
                ("before", models.JSONField()),
                ("after", models.JSONField()),
                ("lost", models.TextField(blank=True)),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["made_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="ItemProposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200, verbose_name="titel")),
                ("why", models.TextField(verbose_name="waarom")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("subject", "vast onderwerp (art. 8)"),
                            ("other_article", "volgt uit een ander artikel"),
                            ("order", "orde van de vergadering"),
                            ("other", "ander onderwerp (art. 10)"),
                        ],
                        max_length=20,
                        verbose_name="soort",
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=10, verbose_name="onderwerp")),
                ("article", models.CharField(blank=True, max_length=10, verbose_name="artikel")),
                ("proposed_decision", models.TextField(blank=True, verbose_name="voorgesteld besluit")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("offered", "aangeboden"),
                            ("accepted", "geagendeerd"),
                            ("declined", "niet geagendeerd"),
                            ("withdrawn", "ingetrokken"),
                        ],
                        default="offered",
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reden")),
                ("proposed_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("form_key", models.UUIDField(unique=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.party"
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["proposed_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("why", ""), _negated=True), name="proposed_item_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_at__isnull", True), ("answered_by__isnull", True), ("state", "offered")
                            ),
                            models.Q(
                                models.Q(("state", "offered"), _negated=True),
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="proposed_item_answered_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="proposed_item_declined_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StandingItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=200, verbose_name="titel")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("subject", "vast onderwerp (art. 8)"),
                            ("other_article", "volgt uit een ander artikel"),
                            ("order", "orde van de vergadering"),
                            ("other", "ander onderwerp (art. 10)"),
                        ],
                        max_length=20,
                        verbose_name="soort",
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=10, verbose_name="onderwerp")),
                ("article", models.CharField(blank=True, max_length=10, verbose_name="artikel")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("kennisname", "ter kennisname"),
                            ("bespreking", "ter bespreking"),
                            ("advisering", "ter advisering"),
                            ("besluitvorming", "ter besluitvorming"),
                        ],
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                ("minutes_planned", models.PositiveSmallIntegerField(verbose_name="minuten")),
                (
                    "confidentiality",
                    models.CharField(
                        choices=[("public", "openbaar"), ("closed", "besloten")],
                        default="public",
                        max_length=10,
                        verbose_name="openbaarheid",
                    ),
                ),
                ("at_end", models.BooleanField(default=False, verbose_name="aan het eind")),
                ("form_key", models.UUIDField(unique=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["at_end", "position"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "subject"), models.Q(("subject", ""), _negated=True), ("article", "")),
                            models.Q(
                                ("kind", "other_article"), ("subject", ""), models.Q(("article", ""), _negated=True)
                            ),
                            models.Q(("article", ""), ("kind", "order"), ("subject", "")),
                            _connector="OR",
                        ),
                        name="standing_class_complete",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="added_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="carried_from",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="carried_to",
                to="meetings.agendaitem",
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="disposal",
            field=models.CharField(
                blank=True,
                choices=[("", "op de agenda"), ("deferred", "aangehouden"), ("withdrawn", "van de agenda afgevoerd")],
                default="",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="disposal_reason",
            field=models.CharField(blank=True, max_length=200, verbose_name="reden"),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="late",
            field=models.BooleanField(default=False, verbose_name="nagekomen"),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("disposal", ""), ("disposal_reason", "")),
                    models.Q(
                        models.Q(("disposal", ""), _negated=True), models.Q(("disposal_reason", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="item_disposed_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(
                fields=("meeting", "carried_from"), name="item_carried_once_per_meeting"
            ),
        ),
        migrations.AddField(
            model_name="agendaundo",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="undos", to="meetings.meeting"
            ),
        ),
        migrations.AddField(
            model_name="itemproposal",
            name="body",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="proposed_items", to="meetings.body"
            ),
        ),
        migrations.AddField(
            model_name="itemproposal",
            name="item",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="proposal",
                to="meetings.agendaitem",
            ),
        ),
        migrations.AddField(
            model_name="itemproposal",
            name="meeting",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proposed_items",
                to="meetings.meeting",
            ),
        ),
        migrations.AddField(
            model_name="standingitem",
            name="body",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="standing_items", to="meetings.body"
            ),
        ),
        migrations.AddConstraint(
            model_name="standingitem",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("body", "position"),
                name="standing_position_once",
            ),
        ),
    ]
