"""Messages carry a document of the house: an invoice goes to who has no account."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """One column, empty for what was queued before."""

    dependencies = [("documents", "0005_people_sign_elsewhere"), ("outbox", "0005_what_was_sent_stands")]

    operations = [
        migrations.AddField(
            model_name="message",
            name="document",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.document"
            ),
        )
    ]
