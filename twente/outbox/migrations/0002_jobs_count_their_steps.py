"""Jobs tell how many of their steps were made, so that a page can show progress."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0001_messages_jobs_heartbeat"),
    ]

    operations = [
        migrations.AddField(
            model_name="job",
            name="done",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="job",
            name="total",
            field=models.PositiveIntegerField(default=0),
        ),
    ]
