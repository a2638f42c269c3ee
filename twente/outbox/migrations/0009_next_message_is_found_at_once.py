"""The next message is the first of an index, also when thousands became due at the same moment."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One index for another."""

    dependencies = [("outbox", "0008_mails_come_back")]

    operations = [
        migrations.RemoveIndex(model_name="message", name="message_due"),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["due_at", "id"], name="message_next", condition=models.Q(state="queued")),
        ),
    ]
