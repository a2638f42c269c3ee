"""The electronic address on Peppol of sender and receivers, with their dated rows; both parts or neither."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Columns with a default in the database, so that older code may still be running."""

    dependencies = [
        ("core", "0002_contacts_of_parties"),
        ("finance", "0009_lines_come_back"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="billingprofile",
            name="endpoint_id",
            field=models.CharField(blank=True, db_default="", default="", max_length=20, verbose_name="Peppol-adres"),
        ),
        migrations.AddField(
            model_name="billingprofile",
            name="endpoint_scheme",
            field=models.CharField(
                blank=True,
                choices=[("0106", "KvK-nummer (0106)"), ("0190", "OIN (0190)"), ("9944", "btw-nummer (9944)")],
                db_default="",
                default="",
                max_length=4,
                verbose_name="soort Peppol-adres",
            ),
        ),
        migrations.AddField(
            model_name="issuer",
            name="endpoint_id",
            field=models.CharField(blank=True, db_default="", default="", max_length=20, verbose_name="Peppol-adres"),
        ),
        migrations.AddField(
            model_name="issuer",
            name="endpoint_scheme",
            field=models.CharField(
                blank=True,
                choices=[("0106", "KvK-nummer (0106)"), ("0190", "OIN (0190)"), ("9944", "btw-nummer (9944)")],
                db_default="",
                default="",
                max_length=4,
                verbose_name="soort Peppol-adres",
            ),
        ),
        migrations.AddConstraint(
            model_name="billingprofile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("endpoint_id", ""), ("endpoint_scheme", "")),
                    models.Q(
                        models.Q(("endpoint_scheme", ""), _negated=True), models.Q(("endpoint_id", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="billing_endpoint_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="issuer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("endpoint_id", ""), ("endpoint_scheme", "")),
                    models.Q(
                        models.Q(("endpoint_scheme", ""), _negated=True), models.Q(("endpoint_id", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="issuer_endpoint_whole",
            ),
        ),
    ]
