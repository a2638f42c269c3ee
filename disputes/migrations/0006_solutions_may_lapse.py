"""Parties no longer agree: a solution that was not told to all may lapse, and the dispute goes on (BOK-13.3, 13.5)."""

from django.db import migrations, models

KINDS = (
    *("receipt", "chair_skipped", "conversation", "solution", "lapsed", "announcement", "mediator", "mediation_start"),
    *("mediation_end", "cost", "submission", "decision", "appeal", "closure", "withdrawal", "override", "secretary"),
)
LAPSED = """
CREATE FUNCTION guard_lapsed_solution() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  file disputes_dispute%ROWTYPE;
  agreed disputes_fact%ROWTYPE;
BEGIN
  SELECT * INTO file FROM disputes_dispute WHERE id = NEW.dispute_id FOR NO KEY UPDATE;
  SELECT * INTO agreed FROM disputes_fact WHERE id = NEW.replaces_id;
  IF (agreed.dispute_id, agreed.kind) IS DISTINCT FROM (file.id, 'solution') THEN
    RAISE EXCEPTION 'alleen een oplossing van dit geschil vervalt' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF standing_fact(file.id, 'announcement') OR standing_fact(file.id, 'withdrawal')
     OR standing_fact(file.id, 'closure') THEN
    RAISE EXCEPTION 'geschil % is afgesloten', file.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW."on" < agreed."on" OR NEW."on" > (NEW.recorded_at AT TIME ZONE 'Europe/Amsterdam')::date THEN
    RAISE EXCEPTION 'een dag vóór de oplossing of in de toekomst kan niet'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER guard ON disputes_fact;
CREATE TRIGGER guard BEFORE INSERT ON disputes_fact FOR EACH ROW
  WHEN (NEW.kind <> 'lapsed') EXECUTE FUNCTION guard_dispute_fact();
CREATE TRIGGER guard_lapsed BEFORE INSERT ON disputes_fact FOR EACH ROW
  WHEN (NEW.kind = 'lapsed') EXECUTE FUNCTION guard_lapsed_solution();
"""
UNDO = """
DROP TRIGGER guard_lapsed ON disputes_fact;
DROP FUNCTION guard_lapsed_solution();
DROP TRIGGER guard ON disputes_fact;
CREATE TRIGGER guard BEFORE INSERT ON disputes_fact FOR EACH ROW EXECUTE FUNCTION guard_dispute_fact();
"""


class Migration(migrations.Migration):
    """One more kind of fact, with a guard of its own."""

    dependencies = [("disputes", "0005_closed_disputes_are_destroyed")]

    operations = [
        migrations.AlterField(
            "fact",
            "kind",
            models.CharField(choices=[(kind, kind) for kind in KINDS], max_length=20),
        ),
        migrations.RunSQL(LAPSED, UNDO),
    ]
