"""Meetings move and are called off: chosen days, who was invited, and a state that nothing leaves."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from twente.core.triggers import append_only

GUARD = """
CREATE FUNCTION guard_cancellation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'cancelled' AND NEW.state = 'cancelled' AND OLD.state NOT IN ('concept', 'convened') THEN
    RAISE EXCEPTION 'een geopende of gehouden vergadering wordt niet afgelast'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF OLD.state = 'cancelled' AND (NEW.state, NEW.starts_at, NEW.ends_at, NEW.place, NEW.body_id)
     IS DISTINCT FROM (OLD.state, OLD.starts_at, OLD.ends_at, OLD.place, OLD.body_id) THEN
    RAISE EXCEPTION 'een afgelaste vergadering verandert niet' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.calendar_sequence < OLD.calendar_sequence THEN
    RAISE EXCEPTION 'het volgnummer van een agenda-afspraak daalt niet' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_cancellation BEFORE UPDATE ON meetings_meeting
  FOR EACH ROW EXECUTE FUNCTION guard_cancellation();
"""
UNGUARD = "DROP TRIGGER guard_cancellation ON meetings_meeting; DROP FUNCTION guard_cancellation();"

SENT_BEFORE = """
UPDATE meetings_meeting SET calendar_sequence = sent.number - 1
  FROM (SELECT meeting_id, max(number) AS number FROM meetings_agendaversion GROUP BY meeting_id) sent
  WHERE sent.meeting_id = meetings_meeting.id;
INSERT INTO meetings_meetinginvitation (meeting_id, user_id, invited_at)
  SELECT m.id, u.id, min(o.queued_at) FROM outbox_message o
    JOIN meetings_meeting m ON o.key LIKE 'agenda:' || m.id || ':%'
    JOIN core_user u ON o.key LIKE '%:' || u.id
  WHERE o.kind = 'agenda' GROUP BY m.id, u.id;
"""
"""What earlier agendas already did: a sequence from zero, and an invitation for everybody who got one."""


class Migration(migrations.Migration):
    """Tables beside a meeting, its calendar sequence, and the triggers behind the services."""

    dependencies = [
        ("meetings", "0018_members_of_bodies"),
        ("outbox", "0001_messages_jobs_heartbeat"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DueDay",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("papers", "stukken aanleveren"),
                            ("agenda", "agenda vaststellen"),
                            ("sent", "agenda versturen"),
                            ("reminder", "herinnering"),
                            ("minutes", "conceptverslag klaar"),
                            ("comments", "reacties op het conceptverslag"),
                        ],
                        max_length=10,
                        verbose_name="soort",
                    ),
                ),
                ("day", models.DateField(verbose_name="dag")),
            ],
        ),
        migrations.CreateModel(
            name="MeetingCancellation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=200, verbose_name="reden")),
                ("cancelled_at", models.DateTimeField()),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="cancelled_with_a_reason"
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="MeetingInvitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("invited_at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="meeting",
            name="meeting_moments_follow_state",
        ),
        migrations.AddField(
            model_name="meeting",
            name="calendar_changed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="meeting",
            name="calendar_sequence",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name="meeting",
            name="state",
            field=models.CharField(
                choices=[
                    ("concept", "concept"),
                    ("convened", "bijeengeroepen"),
                    ("open", "geopend"),
                    ("held", "gehouden"),
                    ("cancelled", "afgelast"),
                ],
                default="concept",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("closed_at__isnull", True),
                        ("opened_at__isnull", True),
                        ("state__in", ("concept", "convened", "cancelled")),
                    ),
                    models.Q(("closed_at__isnull", True), ("opened_at__isnull", False), ("state", "open")),
                    models.Q(("closed_at__isnull", False), ("opened_at__isnull", False), ("state", "held")),
                    _connector="OR",
                ),
                name="meeting_moments_follow_state",
            ),
        ),
        migrations.AddField(
            model_name="dueday",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="due_days", to="meetings.meeting"
            ),
        ),
        migrations.AddField(
            model_name="meetingcancellation",
            name="meeting",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="cancellation", to="meetings.meeting"
            ),
        ),
        migrations.AddField(
            model_name="meetinginvitation",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="invitations", to="meetings.meeting"
            ),
        ),
        migrations.AddConstraint(
            model_name="dueday",
            constraint=models.UniqueConstraint(fields=("meeting", "kind"), name="due_day_once"),
        ),
        migrations.AddConstraint(
            model_name="meetinginvitation",
            constraint=models.UniqueConstraint(fields=("meeting", "user"), name="invitation_once"),
        ),
        append_only("meetings_meetingcancellation"),
        migrations.RunSQL(SENT_BEFORE, migrations.RunSQL.noop),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
