"""The database keeps what was filed and what happened, and refuses a step that skips another (BOK-13.2 to 13.5, 17)."""

from django.db import migrations

from twente.core.triggers import append_only

FILED = """
CREATE FUNCTION guard_dispute() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'een geschil wordt nooit verwijderd' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF to_jsonb(NEW) - 'version' IS DISTINCT FROM to_jsonb(OLD) - 'version' THEN
    RAISE EXCEPTION 'wat bij de melding is vastgelegd, verandert niet' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE OR DELETE ON disputes_dispute FOR EACH ROW EXECUTE FUNCTION guard_dispute();
"""

GRANT = """
CREATE FUNCTION guard_dispute_grant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.ended_at IS NOT NULL
     OR to_jsonb(NEW) - 'ended_at' - 'ended_by_id' IS DISTINCT FROM to_jsonb(OLD) - 'ended_at' - 'ended_by_id' THEN
    RAISE EXCEPTION 'een toekenning wordt alleen beëindigd' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE UPDATE OR DELETE ON disputes_grant FOR EACH ROW EXECUTE FUNCTION guard_dispute_grant();
"""

FACT = """
CREATE FUNCTION standing_fact(dispute bigint, wanted text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM disputes_fact f WHERE f.dispute_id = dispute AND f.kind = wanted
    AND NOT EXISTS (SELECT 1 FROM disputes_fact newer WHERE newer.replaces_id = f.id))
$$;
CREATE FUNCTION guard_dispute_fact() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  file disputes_dispute%ROWTYPE;
  earlier disputes_fact%ROWTYPE;
  needed text;
BEGIN
  SELECT * INTO file FROM disputes_dispute WHERE id = NEW.dispute_id FOR NO KEY UPDATE;
  IF NEW."on" < file.notified_on THEN
    RAISE EXCEPTION 'een dag vóór de melding kan niet' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW."on" > (NEW.recorded_at AT TIME ZONE 'Europe/Amsterdam')::date THEN
    RAISE EXCEPTION 'een dag in de toekomst kan niet' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.replaces_id IS NOT NULL THEN
    SELECT * INTO earlier FROM disputes_fact WHERE id = NEW.replaces_id;
    IF (earlier.dispute_id, earlier.kind, earlier.party_id) IS DISTINCT FROM (NEW.dispute_id, NEW.kind, NEW.party_id)
    THEN
      RAISE EXCEPTION 'een verbetering gaat over hetzelfde' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.kind <> 'cost' AND (standing_fact(file.id, 'announcement') OR standing_fact(file.id, 'withdrawal')
     OR standing_fact(file.id, 'closure')) THEN
    RAISE EXCEPTION 'geschil % is afgesloten', file.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  needed := CASE NEW.kind
    WHEN 'mediation_start' THEN 'mediator' WHEN 'mediation_end' THEN 'mediation_start'
    WHEN 'submission' THEN 'mediation_start' WHEN 'decision' THEN 'submission' WHEN 'appeal' THEN 'decision'
    WHEN 'closure' THEN 'decision' WHEN 'announcement' THEN 'solution' WHEN 'cost' THEN 'mediator' END;
  IF needed IS NOT NULL AND NOT standing_fact(file.id, needed) THEN
    RAISE EXCEPTION '% kan niet vóór %', NEW.kind, needed USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.kind IN ('chair_skipped', 'solution', 'announcement', 'mediator', 'mediation_start', 'mediation_end',
                  'submission', 'decision', 'appeal', 'closure', 'withdrawal')
     AND standing_fact(file.id, NEW.kind) THEN
    RAISE EXCEPTION '% staat er al', NEW.kind USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.kind = 'receipt' AND EXISTS (
      SELECT 1 FROM disputes_fact f WHERE f.dispute_id = file.id AND f.kind = 'receipt'
      AND f.party_id IS NOT DISTINCT FROM NEW.party_id) THEN
    RAISE EXCEPTION 'deze ontvangst staat er al' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard BEFORE INSERT ON disputes_fact FOR EACH ROW EXECUTE FUNCTION guard_dispute_fact();
"""
TABLES = ("disputeparty", "fact", "costshare", "announcement", "disputepaper", "link")


def guard(sql: str, function: str) -> migrations.RunSQL:
    """A trigger with its function; taking the function away takes the trigger along."""
    return migrations.RunSQL(sql, f"DROP FUNCTION {function} CASCADE")


class Migration(migrations.Migration):
    """Six tables are append-only; of a dispute only its counter changes, of a grant only its end."""

    dependencies = [("disputes", "0001_disputes_with_facts")]

    operations = [
        *(append_only(f"disputes_{table}") for table in TABLES),
        guard(FILED, "guard_dispute()"),
        guard(GRANT, "guard_dispute_grant()"),
        guard(FACT, "standing_fact(bigint, text), guard_dispute_fact()"),
    ]
