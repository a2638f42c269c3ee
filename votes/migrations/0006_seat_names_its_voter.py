"""Who spoke for each party at opening, and on which document (BOK-1f); the hashed snapshot keeps only its code."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two columns of the seats."""

    dependencies = [
        ("votes", "0005_guard_what_takes_two_persons"),
    ]

    operations = [
        migrations.AddField(
            model_name="seat",
            name="mandate",
            field=models.CharField(blank=True, max_length=200, verbose_name="mandaat"),
        ),
        migrations.AddField(
            model_name="seat",
            name="voter",
            field=models.CharField(blank=True, max_length=200, verbose_name="bestuurder"),
        ),
    ]
