"""On a list for destruction stand dossiers of every room, each by its key; those of meetings get theirs."""

from django.db import migrations, models

KEYS = """
UPDATE partnership_destroyeddossier dossier SET
  key = 'vergadering-' || dossier.meeting_id,
  begins_on = (meeting.starts_at AT TIME ZONE 'Europe/Amsterdam')::date,
  handled_on = coalesce((SELECT adopted_on FROM meetings_minutes WHERE meeting_id = meeting.id), dossier.ended_on)
FROM meetings_meeting meeting WHERE meeting.id = dossier.meeting_id;
SET CONSTRAINTS ALL IMMEDIATE;
"""
MEETINGS = """
UPDATE partnership_destroyeddossier SET meeting_id = replace(key, 'vergadering-', '')::bigint
WHERE key LIKE 'vergadering-%';
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    """A key instead of a meeting; the database still refuses a dossier twice (documents, 0006)."""

    dependencies = [
        ("documents", "0006_dossiers_leave_a_tombstone"),
        ("meetings", "0025_terms_in_calendars"),
        ("partnership", "0006_archives_hold_every_room"),
    ]

    operations = [
        migrations.AddField("destroyeddossier", "subject", models.CharField(blank=True, default="", max_length=20)),
        migrations.AddField("destroyeddossier", "key", models.CharField(default="", max_length=60)),
        migrations.AddField("destroyeddossier", "begins_on", models.DateField(null=True)),
        migrations.AddField("destroyeddossier", "handled_on", models.DateField(null=True)),
        migrations.RunSQL(KEYS, MEETINGS),
        migrations.AlterField("destroyeddossier", "subject", models.CharField(blank=True, max_length=20)),
        migrations.AlterField("destroyeddossier", "key", models.CharField(max_length=60)),
        migrations.AlterField("destroyeddossier", "begins_on", models.DateField()),
        migrations.AlterField("destroyeddossier", "handled_on", models.DateField()),
        migrations.RemoveConstraint("destroyeddossier", "dossier_destroyed_once"),
        migrations.RemoveConstraint("destroyeddossier", "dossier_once_on_a_list"),
        migrations.RemoveField("destroyeddossier", "meeting"),
        migrations.AddConstraint(
            "destroyeddossier",
            models.UniqueConstraint(fields=["destruction", "key"], name="dossier_once_on_a_list"),
        ),
    ]
