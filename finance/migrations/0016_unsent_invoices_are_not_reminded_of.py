"""A reminder can stay in because its invoice did not go out."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One more reason, for forms only."""

    dependencies = [("finance", "0015_destroyed_years_are_closed")]

    operations = [
        migrations.AlterField(
            model_name="reminderskip",
            name="why",
            field=models.CharField(
                choices=[
                    ("paid", "betaald"),
                    ("disputed", "betwist"),
                    ("unsent", "de factuur is nog niet verzonden"),
                ],
                max_length=10,
            ),
        ),
    ]
