"""Minutes are reviewed by the members, put on a later agenda, and mended beside once adopted; all append-only."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from twente.core.triggers import append_only

GUARD = """
CREATE OR REPLACE FUNCTION guard_minutes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'adopted' AND (TG_OP = 'DELETE' OR
     (NEW.state, NEW.content::text, NEW.sha256, NEW.adopted_on, NEW.adopted_in_id, NEW.adopted_by_id, NEW.meeting_id,
      NEW.on_agenda_id)
     IS DISTINCT FROM
     (OLD.state, OLD.content::text, OLD.sha256, OLD.adopted_on, OLD.adopted_in_id, OLD.adopted_by_id, OLD.meeting_id,
      OLD.on_agenda_id)
     OR (OLD.document_id IS NOT NULL AND NEW.document_id IS DISTINCT FROM OLD.document_id)) THEN
    RAISE EXCEPTION 'een vastgesteld verslag verandert niet' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;

CREATE FUNCTION guard_erratum() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM meetings_minutes WHERE id = NEW.minutes_id AND state = 'adopted') THEN
    RAISE EXCEPTION 'een erratum hoort bij een vastgesteld verslag' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_erratum BEFORE INSERT ON meetings_erratum FOR EACH ROW EXECUTE FUNCTION guard_erratum();

CREATE FUNCTION guard_review() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM meetings_minutes WHERE id = NEW.minutes_id AND state = 'adopted') THEN
    RAISE EXCEPTION 'een vastgesteld verslag verandert niet' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_review BEFORE INSERT ON meetings_reviewround FOR EACH ROW EXECUTE FUNCTION guard_review();
"""

UNDO = """
DROP TRIGGER guard_erratum ON meetings_erratum; DROP FUNCTION guard_erratum();
DROP TRIGGER guard_review ON meetings_reviewround; DROP FUNCTION guard_review();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0002_contacts_of_parties"),
        ("meetings", "0012_minutes_in_markup"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="minutes",
            name="on_agenda",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="minutes_to_adopt",
                to="meetings.agendaitem",
            ),
        ),
        migrations.CreateModel(
            name="ReviewRound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("last_day", models.DateField(verbose_name="laatste dag")),
                ("shared", models.BooleanField(verbose_name="leden zien elkaars opmerkingen")),
                ("opened_at", models.DateTimeField()),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rounds", to="meetings.minutes"
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [models.UniqueConstraint(fields=("minutes", "number"), name="review_round_once")],
            },
        ),
        migrations.CreateModel(
            name="ReviewComment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(verbose_name="opmerking")),
                ("quote", models.CharField(blank=True, max_length=300, verbose_name="woorden in het verslag")),
                ("proposal", models.TextField(blank=True, verbose_name="voorgestelde tekst")),
                ("written_at", models.DateTimeField()),
                ("form_key", models.UUIDField(unique=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="review_comments",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="core.party"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="comments", to="meetings.reviewround"
                    ),
                ),
            ],
            options={
                "ordering": ["written_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="review_comment_has_a_text"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Erratum",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("item_number", models.PositiveSmallIntegerField(null=True)),
                ("text", models.TextField(verbose_name="verbetering")),
                ("reason", models.TextField(verbose_name="waarom")),
                ("recorded_at", models.DateTimeField()),
                ("form_key", models.UUIDField(unique=True)),
                (
                    "decided_in",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="meetings.meeting"
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="errata", to="meetings.minutes"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("minutes", "number"), name="erratum_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text", ""), _negated=True), models.Q(("reason", ""), _negated=True)
                        ),
                        name="erratum_says_what_and_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "outcome",
                    models.CharField(
                        choices=[("taken", "overgenomen"), ("declined", "niet overgenomen"), ("reopened", "weer open")],
                        max_length=10,
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reden")),
                ("before", models.TextField(blank=True)),
                ("text_version", models.PositiveIntegerField(default=0)),
                ("answered_at", models.DateTimeField()),
                (
                    "answered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "comment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="meetings.reviewcomment"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "declined"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="review_declined_with_a_reason",
                    )
                ],
            },
        ),
        append_only("meetings_reviewround"),
        append_only("meetings_reviewcomment"),
        append_only("meetings_reviewanswer"),
        append_only("meetings_erratum"),
        migrations.RunSQL(GUARD, UNDO),
    ]
