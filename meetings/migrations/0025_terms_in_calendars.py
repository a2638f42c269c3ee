"""Which day a term had in somebody's calendar, so that a move is told as one."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """A new table; nothing that stands changes."""

    dependencies = [("meetings", "0024_nothing_confidential_leaves")]

    operations = [
        migrations.CreateModel(
            name="CalendarTerm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.CharField(max_length=250)),
                ("day", models.DateField()),
                ("sequence", models.PositiveIntegerField(default=0)),
                ("changed_at", models.DateTimeField()),
                (
                    "feed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="terms", to="meetings.calendarfeed"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("feed", "uid"), name="calendar_term_once")],
            },
        ),
    ]
