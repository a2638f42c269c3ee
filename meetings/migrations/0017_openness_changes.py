"""How the openness of an item changed: imposed, confirmed, lifted; rows are only added."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from twente.core.triggers import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0016_notes_and_reading_copies"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OpennessChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "act",
                    models.CharField(
                        choices=[("imposed", "opgelegd"), ("confirmed", "bekrachtigd"), ("lifted", "opgeheven")],
                        max_length=10,
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[("public", "openbaar"), ("closed", "besloten"), ("secret", "geheimhouding")],
                        max_length=10,
                    ),
                ),
                ("until", models.DateField(null=True)),
                ("reason", models.CharField(max_length=200, verbose_name="reden")),
                ("made_at", models.DateTimeField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="openness_changes",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["made_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="openness_changed_for_a_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("act", "lifted"), ("level", "public"), ("until__isnull", True)),
                            models.Q(("act", "imposed"), ("level__in", ("closed", "secret"))),
                            models.Q(("act", "confirmed"), ("level", "secret")),
                            _connector="OR",
                        ),
                        name="openness_act_fits_its_level",
                    ),
                ],
            },
        ),
        append_only("meetings_opennesschange"),
    ]
