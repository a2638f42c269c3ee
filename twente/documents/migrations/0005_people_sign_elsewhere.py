"""Certificates with which people sign elsewhere, and what a check after the second signature found."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from twente.core.triggers import append_only


class Migration(migrations.Migration):
    """Two append-only tables."""

    dependencies = [
        ("documents", "0004_documents_are_destroyed_by_two"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SigningCertificate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("der", models.BinaryField()),
                ("subject", models.CharField(max_length=500)),
                ("issuer", models.CharField(max_length=500)),
                ("valid_from", models.DateTimeField()),
                ("valid_until", models.DateTimeField()),
                ("registered_at", models.DateTimeField()),
                (
                    "registered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="signing_certificates",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-registered_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "sha256",
                                models.Func(
                                    models.Func(models.F("der"), function="sha256", output_field=models.BinaryField()),
                                    models.Value("hex"),
                                    function="encode",
                                    output_field=models.CharField(),
                                ),
                            )
                        ),
                        name="certificate_hash_is_of_content",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("valid_until__gt", models.F("valid_from"))),
                        name="certificate_valid_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ValidationRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("record_holder", models.CharField(max_length=200)),
                ("official", models.CharField(max_length=200)),
                ("judged_at", models.DateTimeField()),
                ("valid", models.BooleanField()),
                ("findings", models.JSONField(default=list)),
                ("certificates", models.JSONField(default=list)),
                ("sha256", models.CharField(max_length=64)),
                (
                    "revision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="validation", to="documents.revision"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("findings", []), ("valid", True)),
                            models.Q(("valid", False), models.Q(("findings", []), _negated=True)),
                            _connector="OR",
                        ),
                        name="validation_says_what_is_wrong",
                    )
                ],
            },
        ),
        append_only("documents_signingcertificate"),
        append_only("documents_validationrecord"),
    ]
