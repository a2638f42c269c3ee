"""Items that few may read: besloten, or under geheimhouding on a ground until a day; and grants to read one."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0004_decisions_are_annulled"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ItemGrant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("granted_at", models.DateTimeField()),
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
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="confidential_ground",
            field=models.CharField(blank=True, max_length=200, verbose_name="grond"),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="confidential_until",
            field=models.DateField(null=True, verbose_name="tot en met"),
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="confidentiality",
            field=models.CharField(
                choices=[("public", "openbaar"), ("closed", "besloten"), ("secret", "geheimhouding")],
                default="public",
                max_length=10,
                verbose_name="openbaarheid",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("confidential_ground", ""), ("confidential_until__isnull", True), ("confidentiality", "public")
                    ),
                    ("confidentiality", "closed"),
                    models.Q(("confidentiality", "secret"), models.Q(("confidential_ground", ""), _negated=True)),
                    _connector="OR",
                ),
                name="item_secret_on_a_ground",
            ),
        ),
        migrations.AddField(
            model_name="itemgrant",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="grants", to="meetings.agendaitem"
            ),
        ),
        migrations.AddConstraint(
            model_name="itemgrant",
            constraint=models.UniqueConstraint(fields=("item", "user"), name="item_grant_once"),
        ),
    ]
