"""Messages carry lines of their head, such as how to stop this kind of mail."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One column, empty for what was queued before."""

    dependencies = [("outbox", "0002_jobs_count_their_steps")]

    operations = [migrations.AddField(model_name="message", name="headers", field=models.JSONField(default=dict))]
