"""An outcome may be a few words: what parties decide at home, or a conference that binds nobody."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A wider column; the words of earlier decisions stay as they are."""

    dependencies = [("meetings", "0002_nothing_decided_changes")]

    operations = [
        migrations.AlterField(
            model_name="decision",
            name="outcome",
            field=models.CharField(max_length=40),
        ),
    ]
