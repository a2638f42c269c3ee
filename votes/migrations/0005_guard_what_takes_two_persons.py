"""The database refuses a recusal once the vote opened, a change to a settled annulment, an annulment by nobody."""

from django.db import migrations

RECUSAL = """
CREATE FUNCTION guard_recusal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE vote votes_proposal%ROWTYPE;
BEGIN
  SELECT * INTO vote FROM votes_proposal WHERE id = COALESCE(NEW.proposal_id, OLD.proposal_id) FOR NO KEY UPDATE;
  IF vote.opened_at IS NOT NULL THEN
    RAISE EXCEPTION 'wie meedoet, ligt vanaf het openen vast' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'UPDATE' AND (NEW.proposal_id, NEW.party_id, NEW.ground, NEW.decided_by, NEW.asked_by_id, NEW.asked_at)
     IS DISTINCT FROM (OLD.proposal_id, OLD.party_id, OLD.ground, OLD.decided_by, OLD.asked_by_id, OLD.asked_at) THEN
    RAISE EXCEPTION 'wat gevraagd is, verandert niet' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER guard_recusal BEFORE INSERT OR UPDATE OR DELETE ON votes_recusal
  FOR EACH ROW EXECUTE FUNCTION guard_recusal();
"""

ANNULMENT = """
CREATE FUNCTION guard_annulment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.confirmed_at IS NOT NULL OR OLD.withdrawn_at IS NOT NULL
     OR (NEW.proposal_id, NEW.reason, NEW.asked_by_id, NEW.asked_at)
     IS DISTINCT FROM (OLD.proposal_id, OLD.reason, OLD.asked_by_id, OLD.asked_at)
     OR (NEW.confirmed_at IS NOT NULL AND NEW.withdrawn_at IS NOT NULL) THEN
    RAISE EXCEPTION 'een afgehandelde vernietiging verandert niet' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_annulment BEFORE UPDATE OR DELETE ON votes_annulment
  FOR EACH ROW EXECUTE FUNCTION guard_annulment();

CREATE FUNCTION guard_annulled() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM votes_annulment WHERE proposal_id = NEW.id AND withdrawn_at IS NULL
                 AND confirmed_by_id IS NOT NULL AND confirmed_at IS NOT DISTINCT FROM NEW.annulled_at) THEN
    RAISE EXCEPTION 'vernietigen doen twee personen' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_annulled BEFORE UPDATE ON votes_proposal FOR EACH ROW
  WHEN (NEW.state = 'annulled' AND OLD.state <> 'annulled') EXECUTE FUNCTION guard_annulled();
"""

UNDO = """
DROP TRIGGER guard_recusal ON votes_recusal; DROP FUNCTION guard_recusal();
DROP TRIGGER guard_annulment ON votes_annulment; DROP FUNCTION guard_annulment();
DROP TRIGGER guard_annulled ON votes_proposal; DROP FUNCTION guard_annulled();
"""


class Migration(migrations.Migration):
    """Triggers behind the acts that two persons do."""

    dependencies = [("votes", "0004_guard_every_way_to_decide")]

    operations = [migrations.RunSQL(RECUSAL + ANNULMENT, UNDO)]
