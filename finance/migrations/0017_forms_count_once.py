"""A form about money that is sent twice is one act; what was recorded before gets keys of its own."""

import django.contrib.postgres.functions
from django.db import migrations, models


class Migration(migrations.Migration):
    """Payments by hand and costs of leaving know the form that they came from."""

    dependencies = [("finance", "0016_unsent_invoices_are_not_reminded_of")]

    operations = [
        migrations.AddField(
            model_name=name,
            name="form_key",
            field=models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), unique=True),
        )
        for name in ("manualpayment", "exitcostline")
    ]
